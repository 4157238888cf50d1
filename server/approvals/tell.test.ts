import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { openDesk } from "#test/support/approving.ts";
import { template } from "../mail/templates/approval.ts";
import { tellApprovers } from "./tell.ts";
import { listApprovals } from "./views.ts";

const { world, join, claire, hugo, ada, begin, answer } = await openDesk();
afterAll(() => world.close());
const { services } = world;
const { db } = services;
const settings = services.settings as { mailbox?: unknown };

/** As if so many minutes had passed. */
const pass = async (minutes: number) => {
  const length = sql`make_interval(mins => ${minutes}::int)`;
  await sql`update kept set since = since - ${length}`.execute(db);
  await sql`update approval_mail set at = at - ${length}`.execute(db);
};
const mails = async () =>
  (
    await db
      .selectFrom("mail")
      .select(["name", sql<{ count: number; items: { title: string }[] }>`data`.as("data"), "topic"])
      .orderBy("made_at")
      .orderBy("name")
      .execute()
  ).map(({ name, data, topic }) => `${name} ${data.count} ${topic}`);
test("Whoever may answer gets a mail when something new waits: one an hour at most, about all of it; without a mail server nothing happens.", async () => {
  await join("ambassador", "Noah");
  await begin("told", 2, { who: "named", people: [claire.memberId, hugo.memberId] });
  expect(await tellApprovers(services)).toBe(0);
  await pass(3);
  expect(await tellApprovers(services)).toBe(0);
  expect(await mails()).toEqual([]);
  settings.mailbox = { url: "http://127.0.0.1:9" };
  // Two processes at once.
  const told = await Promise.all([tellApprovers(services), tellApprovers(services)]);
  expect(told[0] + told[1]).toBe(2);
  expect(await mails()).toEqual(["Claire 2 approval", "Hugo 2 approval"]);
  await begin("more", 1);
  await pass(3);
  // Ada is asked for the first time; the others have had theirs.
  expect(await tellApprovers(services)).toBe(1);
  expect((await mails()).at(-1)).toBe("Ada 1 approval");
  await pass(61);
  expect(await tellApprovers(services)).toBe(2);
  expect((await mails()).slice(-2)).toEqual(["Claire 3 approval", "Hugo 3 approval"]);
  await pass(61);
  expect(await tellApprovers(services)).toBe(0);
  // What is answered is told no more.
  await begin("answered", 1);
  const { rows } = await listApprovals(services, ada, { limit: 50 });
  await answer(claire, rows, true);
  await pass(3);
  expect(await tellApprovers(services)).toBe(0);
});

test("The mail names the first items, says how many more there are, and leads to the page, in both languages.", () => {
  const links = { home: "https://relaymap.example", signIn: null };
  const data = { ...template.sample("fr"), count: 7 };
  const letter = template.write(data, "fr", links);
  expect(letter.subject).toBe("7 nouvelles attendent votre accord");
  expect(letter.lead).toContain("vendredi 4 décembre 2026");
  expect(JSON.stringify(letter.blocks)).toContain("et 5 autres");
  expect(letter.blocks.at(-1)).toMatchObject({ link: "https://relaymap.example/approvals" });
  expect(template.write({ ...data, count: 1 }, "en", links).subject).toBe(
    "To approve: Quais de Saône : éclairer moins, voir mieux",
  );
});

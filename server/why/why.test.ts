import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayStart, spansOf } from "#engine/window.ts";
import { addAccount, items, list, makeWorld, publish, runNow, type World } from "#test/main-job/world.ts";
import { createMember } from "#test/support/session.ts";
import { drawing, item } from "#test/support/toys.ts";
import { pollSources } from "../inbox/poll.ts";
import { searchWhy } from "./search.ts";
import { getWhy } from "./view.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const db = () => world.services.db;
const editor: { memberId: string; editor: boolean } = { memberId: randomUUID(), editor: true };
const ask = (key: string, account?: string, caller = editor) =>
  getWhy(world.services, { workspaceId: world.workspaceId, key, account, caller });
const said = async (key: string, account?: string) => {
  const { answer } = await ask(key, account);
  return answer.says.en;
};
/** Reads a spring without a run. */
async function poll(name: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from source where key = ${`spring:${name}`}`.execute(db());
  await pollSources(world.services, {
    workspaceId: world.workspaceId,
    sourceIds: rows.map(({ id }) => id),
    force: true,
  });
}
const search = (words: string) => searchWhy(db(), world.workspaceId, { search: words });

/** Source, a sieve that holds every third, a stamp, a target. */
const line = (name: string, more: Record<string, unknown> = {}, account = name) => ({
  ...drawing(
    {
      a: ["spring", { name }],
      s: ["sieve", { every: 3 }],
      m: ["stamp", { mark: "!" }],
      z: ["well", { account: `plain:${account}` }],
    },
    ["a>s", "s>m", "m>z"],
  ),
  name: `Map ${name}`,
  first: { kind: "all" } as const,
  ...more,
});
async function ran(name: string, more: Record<string, unknown> = {}, mode: Parameters<typeof addAccount>[2] = "auto") {
  const account = await addAccount(world, name, mode);
  world.springs.set(name, () => list(items(name, 4)));
  const map = await publish(world, line(name, more));
  const run = await runNow(world, map);
  return { account, map, run, key: (number: number) => `tag:${name}:${number}` };
}
const set = (account: string, values: Record<string, unknown>, key = `tag:%:1`) =>
  db().updateTable("delivery").set(values).where("account_id", "=", account).where("item_key", "like", key).execute();

test("Whoever asks about a person need not know which of their accounts it is: the one that was given it answers.", async () => {
  const { account, key } = await ran("member");
  const other = await addAccount(world, "member-other");
  const { id: member } = await createMember(db(), world.workspaceId, { role: "ambassador", name: "Paul" });
  await sql`update account set member_id = ${member} where id in (${account}, ${other})`.execute(db());
  const about = (whom: string, caller = editor) =>
    getWhy(world.services, { workspaceId: world.workspaceId, key: key(1), member: whom, caller });
  expect((await about(member)).who?.id).toBe(account);
  expect((await about(member, { memberId: member, editor: false })).who?.id).toBe(account);
  await expect(about(member, { memberId: randomUUID(), editor: false })).rejects.toMatchObject({ status: 404 });
  const { id: nobody } = await createMember(db(), world.workspaceId, { role: "ambassador", name: "Sans compte" });
  await expect(about(nobody)).rejects.toMatchObject({ status: 404 });
});

describe("an item", () => {
  test("is shown on its way, node by node, with the text before and after, and where it stopped with the setting", async () => {
    const { account, map, run, key } = await ran("way");
    const { answer, maps, posts, title } = await ask(key(1), account);
    expect(title).toMatch(/^way story number 1/u);
    expect(answer).toMatchObject({ code: "coming", mark: "coming", delivery: posts[0]!.id });
    expect(maps).toHaveLength(1);
    expect(maps[0]).toMatchObject({ id: map, run: run.id, version: 1, way: "recorded", same: true, passes: 1 });
    expect(maps[0]!.steps.map(({ node, fate }) => [node, fate])).toEqual([
      ["a", "passed"],
      ["s", "passed"],
      ["m", "passed"],
      ["z", "reached"],
    ]);
    expect(maps[0]!.steps[2]!.changes).toEqual([{ of: "text", before: key(1), after: `${key(1)}!` }]);

    const dropped = await ask(key(3), account);
    expect(dropped.answer).toMatchObject({
      code: "dropped",
      says: { en: "“sieve” let it go, in the map “Map way”." },
      more: { en: "The sieve held it." },
      setting: { kind: "step", map, node: "s", field: null },
    });
    expect(dropped.maps[0]!.steps.at(-1)).toMatchObject({
      node: "s",
      fate: "dropped",
      says: { en: "The sieve held it." },
    });
  });

  test("without its trace is worked out again, no further than is known, and says so", async () => {
    const { account, key } = await ran("old");
    await sql`delete from trace`.execute(db());
    const { maps } = await ask(key(1), account);
    expect(maps[0]).toMatchObject({ way: "worked_out", same: null });
    expect(maps[0]!.steps.map(({ node }) => node)).toEqual(["a", "s", "m", "z"]);
    expect((await ask(key(3), account)).maps[0]!.steps.map(({ node }) => node)).toEqual(["a", "s"]);
  });

  test("whose text is another now keeps its recorded way, and the page is told that the texts may differ", async () => {
    const { account, key } = await ran("corrected");
    await sql`update item set data = jsonb_set(data, '{text}', '"another"') where key = ${key(1)}`.execute(db());
    expect((await ask(key(1), account)).maps[0]).toMatchObject({ way: "recorded", same: false });
  });

  test("is counted for all where nobody is asked about", async () => {
    const { account, key } = await ran("all");
    expect((await ask(key(1))).answer).toMatchObject({ code: "all", says: { en: "None of 1 is out yet." } });
    await set(account, { state: "published", published_at: "2026-11-20T09:00:00.000Z" });
    expect((await ask(key(1))).answer.says.en).toBe("It is published.");
    expect(await said(key(1), account)).toBe("all posted it on plain on 20 November at 9:00.");
    expect(await said(key(3))).toBe("“sieve” let it go, in the map “Map all”.");
  });

  test("that its map has not read, or left alone when it began, or that no map reads, says that", async () => {
    const { account, map, key } = await ran("later");
    world.springs.set("later", () => list(items("later", 7)));
    await poll("later");
    expect(await ask(key(7), account)).toMatchObject({
      answer: { code: "unread" },
      maps: [{ way: "none", steps: [] }],
    });
    await db().updateTable("map").set({ state: "paused" }).where("id", "=", map).execute();
    expect(await said(key(7), account)).toBe("The map “Map later” is paused and has not read it.");
    await db().updateTable("map").set({ state: "archived" }).where("id", "=", map).execute();
    await sql`delete from map_offset where map_id = ${map}`.execute(db());
    expect((await ask(key(7), account)).answer.code).toBe("no_map");
    await sql`update map set state = 'live' where id = ${map}`.execute(db());
    const second = await publish(world, { ...line("later"), name: "Second", first: { kind: "skip" } as const });
    await runNow(world, second);
    const { maps } = await ask(key(7), account);
    expect(maps.find(({ id }) => id === second)!.answer.says.en).toBe(
      "It was there before the map “Second” began, which left alone what was listed then.",
    );
  });

  test("that a colleague's source brought under another key is told with the story that there is", async () => {
    const account = await addAccount(world, "twin");
    const one = item("tag:twin:1", { title: "A façade full of light", link: "https://example.org/facade" });
    const other = item("tag:twin:2", {
      title: "A façade, once more",
      link: "https://example.org/facade?utm_source=x",
    });
    world.springs.set("twin", () => list([one]));
    world.springs.set("twin2", () => list([other]));
    await runNow(world, await publish(world, line("twin")));
    await runNow(world, await publish(world, line("twin2", {}, "twin")));
    const { answer } = await ask("tag:twin:2", account);
    expect(answer).toMatchObject({
      code: "same_story",
      says: { en: "twin has this story already: “A façade full of light”." },
      setting: { kind: "tab", tab: "stories" },
      other: { key: "tag:twin:1", title: "A façade full of light" },
    });
  });
});

describe("somebody", () => {
  test("who is not meant, came later, paused, lost the account or left, has one sentence each", async () => {
    const { account, map, key } = await ran("who");
    await sql`update account set created_at = now() - interval '1 year'`.execute(db());
    const other = await addAccount(world, "stranger");
    expect(await said(key(1), other)).toMatch(/^This account of stranger was connected on /u);
    await sql`update account set created_at = now() - interval '1 year' where id = ${other}`.execute(db());
    const answer = (await ask(key(1), other)).answer;
    expect(answer.says.en).toBe("In the map “Map who” it went to “well”, which does not mean stranger.");
    expect(answer.setting).toEqual({ kind: "step", map, node: "z", field: "account" });
    await set(account, { state: "held", reason_code: "paused" });
    expect(await said(key(1), account)).toBe("who has paused plain.");
    const reason = JSON.stringify({ en: "Too long.", fr: "Trop long." });
    await set(account, { state: "rejected", reason_code: "rejected", reason }, key(2));
    expect((await ask(key(2), account)).answer).toMatchObject({ code: "refused", more: { en: "Too long." } });
    await set(account, { state: "cancelled", reason_code: "left" }, key(1));
    await sql`update account set state = 'disconnected', former = true, name = '—', disconnected_at = '2026-11-01' where id = ${account}`.execute(
      db(),
    );
    expect(await said(key(1), account)).toBe("This person has left on 1 November: what was theirs is erased.");
  });

  /** Noon of the next one, UTC. */
  const monday = spansOf("UTC", dayStart("UTC", Date.now())).weekEnd + 43_200_000;
  test("whose post waits for a day off, quiet hours or a share is told which of them decides, with the way to it", async () => {
    const { account, key } = await ran("pacing");
    const pace = (values: Record<string, unknown>) =>
      db()
        .updateTable("account")
        .set({ zone: "UTC", ...values })
        .where("id", "=", account)
        .execute();
    await db()
      .updateTable("delivery")
      .set({ due_at: new Date(monday).toISOString(), expires_at: new Date(monday + 200 * 86_400_000).toISOString() })
      .where("account_id", "=", account)
      .execute();
    const answerFor = async (number: number) => (await ask(key(number), account)).answer;
    await pace({ days_off: 1 });
    const off = await answerFor(1);
    expect(off.says.en).toMatch(/^pacing has a day off until then: it goes out on plain on \d+ \w+ at 0/);
    expect(off).toMatchObject({ code: "put_off", setting: { kind: "account", account } });
    await pace({ days_off: 0, quiet_from: 11 * 60, quiet_to: 13 * 60 });
    expect((await answerFor(1)).says.fr).toMatch(
      /^Ce sont les heures calmes de pacing\u00A0: elle part sur plain le /u,
    );
    await pace({ quiet_from: null, quiet_to: null, weekly_cap: 1 });
    const shared = await Promise.all([1, 2, 4].map(answerFor));
    // The first leaves, and the share of its week is gone.
    expect(shared.map(({ code }) => code).toSorted()).toEqual(["coming", "put_off", "put_off"]);
    const second = shared.find(({ code }) => code === "put_off");
    expect(second?.says.en).toMatch(/^pacing takes 1 post a week at most: it goes out on plain on /);
    // What came too late says whose setting that was.
    await pace({ weekly_cap: null, daily_cap: 1 });
    await set(account, { state: "expired", reason_code: "expired" });
    expect(await answerFor(1)).toMatchObject({ code: "expired", setting: { kind: "account", account } });
  });

  test("is told of their own accounts, and of nobody else's", async () => {
    const { account, key } = await ran("mine", {}, "ask");
    const { rows } = await sql<{ id: string }>`
      with u as (insert into auth_user (id, name, email, "emailVerified", "createdAt", "updatedAt") values ('u-why', 'Ada', 'ada@example.org', true, now(), now()) returning id)
      insert into member (workspace_id, user_id, email, name, role) select ${world.workspaceId}, id, 'ada@example.org', 'Ada', 'ambassador' from u returning id`.execute(
      db(),
    );
    const me = { memberId: rows[0]!.id, editor: false };
    await expect(ask(key(1), account, me)).rejects.toMatchObject({ status: 404 });
    await sql`update account set member_id = ${me.memberId} where id = ${account}`.execute(db());
    const view = await ask(key(1), account, me);
    expect(view.answer).toMatchObject({ code: "asked", setting: null });
    expect(view.left).toEqual([]);
    await expect(ask(key(1), undefined, me)).rejects.toMatchObject({ status: 404 });

    // What they answered is theirs, unless the workspace gives figures about one person.
    await sql`update workspace set person_figures = false`.execute(db());
    expect(await said(key(1), account)).toBe("It was put to Ada; what people answer is theirs to tell.");
    await set(account, { state: "cancelled", reason_code: "declined" });
    expect(await said(key(1), account)).toBe("It was put to Ada; what people answer is theirs to tell.");
    expect((await ask(key(1), account)).posts[0]!.says).toBeNull();
    expect((await ask(key(1), account, me)).answer.says.en).toBe("Ada said no to it.");
    await sql`update workspace set person_figures = true`.execute(db());
    expect(await said(key(1), account)).toBe("Ada said no to it.");
  });
});

describe("a search", () => {
  test("finds by words, whatever their accents, by a link, also what became no delivery", async () => {
    const odd = item("tag:odd:1", { title: "100 % d’énergie_solaire \\ été", link: "https://example.org/odd/énergie" });
    world.springs.set("odd", () => list([odd, item("tag:odd:2", { title: "Nothing of this" })]));
    await publish(world, line("odd"));
    await poll("odd");
    const found = async (words: string) => (await search(words)).rows.map(({ key }) => key);
    expect(await found("ENERGIE solaire")).toEqual(["tag:odd:1"]);
    expect(await found("https://www.example.org/odd/%C3%A9nergie?utm_source=mail")).toEqual(["tag:odd:1"]);
    expect((await search("energie")).rows[0]).toMatchObject({ state: "none", says: null, posts: [] });
    // What SQL or an expression would read as something else is a sign like any other.
    expect(await found("%")).toEqual(["tag:odd:1"]);
    expect(await found("_")).toEqual(["tag:odd:1"]);
    expect(await found("\\")).toEqual(["tag:odd:1"]);
    expect(await found("'; drop table item; --")).toEqual([]);
    expect(await found("x".repeat(10_000))).toEqual([]);
    expect(await found(`energie ${" ".repeat(9_000)}`)).toEqual(["tag:odd:1"]);
    expect((await search("")).rows.length).toBeGreaterThan(5);
  });

  test("finds a person, says how each item stands with them, and still finds who was disconnected", async () => {
    const { account, key } = await ran("zelie");
    const view = await search("zelie story number 1");
    expect(view.people).toMatchObject([{ id: account, name: "zelie", left: false }]);
    expect(view.rows[0]).toMatchObject({ key: key(1), state: "told", posts: [{ account, mark: "coming" }] });
    await sql`update account set state = 'disconnected' where id = ${account}`.execute(db());
    expect((await search("Zélie")).people).toMatchObject([{ id: account, left: true }]);
    expect((await search("nobodyiscalledso")).people).toEqual([]);
    // A question is understood, unless a headline is called so.
    const asked = await search("Pourquoi pas Zélie ?");
    expect([asked.people[0]?.id, asked.rows[0]?.posts.length]).toEqual([account, 1]);
    expect((await search("Why didn’t zelie get “story number 2”?")).rows[0]).toMatchObject({ key: key(2) });
    world.springs.set("zelie", () => list([item("tag:zelie:9", { title: "Pourquoi pas zelie, demande-t-elle" })]));
    await poll("zelie");
    expect((await search("pourquoi pas zelie")).rows.map((row) => row.key)).toEqual(["tag:zelie:9"]);
  });

  test("goes on where it ended, each item once", async () => {
    world.springs.set("many", () => list(items("many", 45)));
    await publish(world, line("many"));
    await poll("many");
    const keys: string[] = [];
    for (let before: string | undefined, round = 0; round < 5; round += 1) {
      const page = await searchWhy(db(), world.workspaceId, { search: "many story", before });
      keys.push(...page.rows.map(({ key }) => key));
      if (page.next === null) break;
      before = page.next;
    }
    expect(keys).toHaveLength(45);
    expect(new Set(keys).size).toBe(45);
  });
});

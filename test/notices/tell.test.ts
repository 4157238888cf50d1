import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Written } from "#engine/written.ts";
import { inWorkspace } from "#server/database/scope.ts";
import { choiceOf, choose } from "#server/mail/choices.ts";
import { answerStory } from "#server/ledger/answering.ts";
import { recoverMails } from "#server/mail/outbox.ts";
import { sendDue } from "#server/mail/sender.ts";
import { tellWeek } from "#server/monday/tell.ts";
import { askOwners } from "#server/notices/ask.ts";
import { byMail } from "#server/notices/by-mail.ts";
import { markImportant, readImportance } from "#server/notices/important.ts";
import { notify } from "#server/notices/notify.ts";
import { tellPeople } from "#server/notices/tell.ts";
import type { Way } from "#server/notices/way.ts";
import { readWishes, saveWishes } from "#server/notices/wishes.ts";
import type { Db, Trx } from "#server/ports.ts";
import { lastOutcome, takeBackOutcome, tellOutcome } from "#server/results/outcome.ts";
import { tellReports } from "#server/results/report.ts";
import { createMember } from "#test/support/session.ts";
import { ago, openTown, type Town } from "./town.ts";

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());
afterEach(async () => {
  town.serverIs("there");
  await send();
  town.sent.length = 0;
});

const round = async (ways: readonly Way[] = [byMail]) => {
  await askOwners(town.db);
  return tellPeople(town.services, ways);
};
const send = async () => {
  await town.db.updateTable("mail_state").set({ wait_until: null }).execute();
  return inWorkspace(town.workspaceId, () => sendDue(town.sender, town.workspaceId));
};
const to = (address: string) => town.sent.filter((message) => message.to.address === address);
const said = {
  ...{ title: { en: "Accepted", fr: "Retenue" }, text: { en: "It is in.", fr: "Elle y est." } },
  ...{ button: { en: "See", fr: "Voir" }, path: "/suggest" },
};

test("proposals are told once and together, however many processes look, with the post, a signed link and a way to stop", async () => {
  const { account, email, id } = await town.person("Lea");
  await town.proposal(account, "Quais de Saône");
  await town.proposal(account, "Le musée rouvre");
  // Too young: what comes in one run is told together.
  await town.proposal(account, "Plus tard", { created_at: ago(0) });
  await Promise.all([askOwners(town.db), askOwners(town.db)]);
  const told = await Promise.all([1, 2, 3].map(() => tellPeople(town.services, [byMail])));
  expect(told.reduce((sum, count) => sum + count)).toBe(1);
  await send();
  const [mail, ...more] = to(email);
  expect(more).toEqual([]);
  expect(mail!.subject).toBe("Quais de Saône, for LinkedIn?");
  expect(mail!.text).toContain("> Quais de Saône #Lumiere");
  expect(mail!.text).toMatch(/Another post waits for you/);
  expect(mail!.text).toMatch(/https:\/\/relaymap\.example\/p\/[\w-]{46}\n/);
  expect(mail!.unsubscribe).toMatch(/^https:\/\/relaymap\.example\/u\//);
  expect(mail!.html).toContain('src="cid:mark-linkedin"');
  expect(mail!.pictures!.map(({ type }) => type)).toEqual(["image/png"]);
  expect((await town.notices(id)).map(({ state, leads }) => [state, leads])).toEqual([
    ["told", true],
    ["told", false],
  ]);
  await round();
  await send();
  expect(to(email)).toHaveLength(1);
});

test("a mail server that is away for a day loses nothing, and nothing is sent of what was answered or ended meanwhile", async () => {
  town.serverIs("away");
  const [answered, ended, waits] = [await town.person("Ana"), await town.person("Ben"), await town.person("Cyd")];
  const yes = await town.proposal(answered.account, "Déjà dit");
  const late = await town.proposal(ended.account, "Trop tard");
  await town.proposal(waits.account, "Toujours là");
  await round();
  await send();
  expect(town.sent).toEqual([]);
  await town.db.updateTable("delivery").set({ state: "published", reason_code: null }).where("id", "=", yes).execute();
  await town.db
    .updateTable("delivery")
    .set({ expires_at: ago(0) })
    .where("id", "=", late)
    .execute();
  town.serverIs("there");
  await send();
  expect(town.sent.map((message) => message.to.address)).toEqual([waits.email]);
  const ends = (await town.mails()).filter(({ address }) => address === answered.email || address === ended.email);
  expect(ends.map(({ state }) => state)).toEqual(["dropped", "dropped"]);
});

test("who puts a proposal off hears nothing of it before it comes back, and once then, told of it before or not", async () => {
  const { id, account, email } = await town.person("Zoe");
  const who = { workspaceId: town.workspaceId, memberId: id };
  const later = (ids: number[]) =>
    answerStory(town.services, who, { answer: "later", key: randomUUID(), device: "phone", ids });
  const [untold, told] = [await town.proposal(account, "Pas encore dit"), await town.proposal(account, "Déjà dit")];
  await later([untold]);
  await round();
  await send();
  expect(to(email).map(({ subject }) => subject)).toEqual(["Déjà dit, for LinkedIn?"]);
  expect(to(email)[0]!.text).not.toContain("Another post waits");
  await later([told]);
  await town.db
    .updateTable("notice_person")
    .set({ next_at: ago(0) })
    .where("member_id", "=", id)
    .execute();
  await round();
  await send();
  expect(to(email)).toHaveLength(1);
  // A mail that was written before it was put off says nothing either.
  await town.db
    .updateTable("answer")
    .set({ until: ago(0) })
    .where("member_id", "=", id)
    .execute();
  await Promise.all([round(), round()]);
  await round();
  await send();
  expect(to(email).map(({ subject }) => subject)).toEqual(["Déjà dit, for LinkedIn?", "Pas encore dit, for LinkedIn?"]);
  expect(to(email)[1]!.text).toContain("Another post waits");
  await round();
  await send();
  expect(to(email)).toHaveLength(2);
});

test("of what is answered before it is told nothing is written; what rests under a pause waits for its end", async () => {
  const { account, email, id } = await town.person("Dan", { next_at: null });
  const done = await town.proposal(account, "Répondu");
  await askOwners(town.db);
  await town.db
    .updateTable("delivery")
    .set({ state: "cancelled", reason_code: "declined" })
    .where("id", "=", done)
    .execute();
  const pause = { workspace_id: town.workspaceId, account_id: account, mode: "paused" };
  await town.db.insertInto("consent").values(pause).execute();
  await town.proposal(account, "Pendant la pause");
  await round();
  expect((await town.notices(id)).map(({ state, why }) => [state, why])).toEqual([
    ["dropped", "over"],
    ["waiting", null],
  ]);
  await town.db
    .updateTable("consent")
    .set({ withdrawn_at: ago(0) })
    .where("account_id", "=", account)
    .execute();
  await town.db
    .updateTable("notice_person")
    .set({ next_at: ago(0) })
    .where("member_id", "=", id)
    .execute();
  await round();
  await send();
  expect(to(email).map(({ subject }) => subject)).toEqual(["Pendant la pause, for LinkedIn?"]);
});

test("a process that ends in the middle has told nothing, and the next one tells it once", async () => {
  const { account, email, id } = await town.person("Eve");
  await town.proposal(account, "Une fois");
  const dies: Way = {
    ...byMail,
    send: async (trx, who, message) => {
      await byMail.send(trx, who, message);
      throw new Error("the process was killed");
    },
  };
  await expect(round([dies])).rejects.toThrow("killed");
  expect((await town.notices(id)).map(({ state }) => state)).toEqual(["waiting"]);
  await round();
  await round();
  await send();
  expect(to(email)).toHaveLength(1);
});

test("a reason is told a person once, in their language, and not to who left or wants none of its kind", async () => {
  const { email, id } = await town.person("Fay");
  await town.db.updateTable("member").set({ language: "fr" }).where("id", "=", id).execute();
  const tell = (memberId: string, reason: string) =>
    inWorkspace(town.workspaceId, () =>
      town.db
        .transaction()
        .execute((trx) =>
          notify(trx, { workspaceId: town.workspaceId, memberId, reason, kind: "suggestion", data: said }),
        ),
    );
  expect([await tell(id, "suggestion/1"), await tell(id, "suggestion/1")]).toEqual([true, false]);
  await round();
  await send();
  expect(to(email).map(({ subject }) => subject)).toEqual(["Retenue"]);

  const topic = { name: "notice/suggestion", title: said.title };
  await choose(town.db, await choiceOf(town.db, { workspaceId: town.workspaceId, address: email, topic }), true);
  await tell(id, "suggestion/2");
  await round();
  expect((await town.notices(id)).at(-1)).toMatchObject({ state: "dropped", why: "unwanted" });

  await tell(id, "suggestion/3");
  await town.db
    .updateTable("member")
    .set({ disabled_at: ago(0) })
    .where("id", "=", id)
    .execute();
  await round();
  expect((await town.notices(id)).at(-1)).toMatchObject({ state: "dropped", why: "left" });
  expect(await tell(id, "suggestion/4")).toBe(false);
});

test("the weekly digest shows what waits, and what was published also to a colleague who publishes nothing", async () => {
  const now = new Date();
  const slot = { day: ((now.getUTCDay() + 6) % 7) + 1, minute: 0, zone: "UTC" };
  const { zone, ...weekly } = slot;
  const gil = await town.person("Gil", { proposals: "weekly", ...weekly });
  const hal = await town.person("Hal", { proposals: "never", news: true, ...weekly, next_at: ago(0) });
  await town.db.updateTable("member").set({ zone }).where("id", "in", [gil.id, hal.id]).execute();
  await town.proposal(gil.account, "La lumière du matin");
  const page = await town.db
    .insertInto("account")
    .values({
      workspace_id: town.workspaceId,
      network: "linkedin",
      remote_id: "page",
      handle: "lumen",
      name: "Lumen",
      kind: "page",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const out = { state: "published", reason_code: null, published_at: ago(1), remote_url: "https://network.example/1" };
  const delivery = await town.proposal(page.id, "Le prix de la Nuit", out);
  await town.db
    .insertInto("post_out")
    .values({
      workspace_id: town.workspaceId,
      delivery_id: delivery,
      account_id: page.id,
      map_id: gil.id,
      day: ago(1),
      published_at: ago(1),
    })
    .execute();
  await askOwners(town.db);
  await town.db
    .updateTable("notice")
    .set({ made_at: ago(3) })
    .where("member_id", "=", gil.id)
    .execute();
  await tellPeople(town.services, [byMail]);
  await tellPeople(town.services, [byMail]);
  await send();
  expect(to(gil.email).map(({ subject }) => subject)).toEqual(["Your week at Atelier Lumen: one proposal"]);
  expect(to(gil.email)[0]!.text).toMatch(/La lumière du matin\nSee: https:\/\/relaymap\.example\/p\//);
  expect(to(hal.email)).toHaveLength(1);
  expect(to(hal.email)[0]!.text).toMatch(/Le prix de la Nuit\nSee: https:\/\/network\.example\/1/);
});

test("whoever stopped such mails by their link gets them again when they ask for it, and a new rhythm sums up nothing of before", async () => {
  const { email, id } = await town.person("Ida");
  const who = { workspaceId: town.workspaceId, memberId: id };
  const topic = { name: "notice/proposal", title: said.title };
  await choose(town.db, await choiceOf(town.db, { workspaceId: town.workspaceId, address: email, topic }), true);
  const before = await readWishes(town.services, who);
  expect(before).toMatchObject({ stopped: true, mails: true, email });
  await saveWishes(town.services, who, { ...before.wishes, again: false });
  expect((await readWishes(town.services, who)).stopped).toBe(true);
  const changedAt = () =>
    town.db.selectFrom("notice_person").select("changed_at").where("member_id", "=", id).executeTakeFirstOrThrow();
  const was = await changedAt();
  await saveWishes(town.services, who, { ...before.wishes, budget: 5, again: true });
  expect(await readWishes(town.services, who)).toMatchObject({ stopped: false, wishes: { budget: 5 } });
  expect(await changedAt()).toEqual(was);
  await saveWishes(town.services, who, { ...before.wishes, proposals: "weekly", again: false });
  expect(await changedAt()).not.toEqual(was);
});

test("important news goes at once, also of what was told as one of many, and counts apart from the week's budget; taken back, it is one of many", async () => {
  const { account, email, id } = await town.person("Jon", { budget: 1 });
  const first = await town.proposal(account, "La première");
  await round();
  const second = await town.proposal(account, "Le prix de la Nuit");
  await round();
  await send();
  // The week's one message is spent.
  expect(to(email)).toHaveLength(1);
  const who = { workspaceId: town.workspaceId, memberId: id };
  await markImportant(town.db, who, second, true);
  await markImportant(town.db, who, first, true);
  await markImportant(town.db, who, first, true);
  await round();
  await round();
  await send();
  expect(to(email)).toHaveLength(2);
  expect(to(email)[1]!.subject).toMatch(/^Important: /u);
  expect((await readImportance(town.db, town.workspaceId, first)).important).not.toBeNull();
  await markImportant(town.db, who, first, false);
  expect((await readImportance(town.db, town.workspaceId, first)).important).toBeNull();

  const marked = await town.person("Kim", { budget: 1, next_at: null });
  const { item_key } = await town.db
    .selectFrom("delivery")
    .select("item_key")
    .where("id", "=", second)
    .executeTakeFirstOrThrow();
  await town.proposal(marked.account, "Le prix de la Nuit", { item_key });
  await askOwners(town.db);
  expect((await town.notices(marked.id)).map(({ kind }) => kind)).toEqual(["important"]);
});

test("a week is told once to each person who is asked for some of it, by its days, and not to who rests or wants to hear of no proposals", async () => {
  const { db, services, workspaceId } = town;
  const [asked, never, rests] = [
    await town.person("Wanda"),
    await town.person("Nina", { proposals: "never" }),
    await town.person("Rosa"),
  ];
  await db
    .insertInto("consent")
    .values({ workspace_id: workspaceId, account_id: rests.account, mode: "paused" })
    .execute();
  const plan = async (text: string, people: object | null, more: Record<string, unknown> = {}) => {
    const { rows } = await sql<{
      at: string;
    }>`select ((date_trunc('week', now() at time zone zone) + interval '8 days 9 hours 30 minutes') at time zone zone)::timestamptz as at
      from workspace where id = ${workspaceId}`.execute(db);
    const written = Written.parse({ version: 1, words: [{ text, for: null }], people });
    await db
      .insertInto("entry")
      .values({
        id: randomUUID(),
        workspace_id: workspaceId,
        author_id: asked.id,
        state: "planned",
        at: rows[0]!.at,
        enter_at: rows[0]!.at,
        written: JSON.stringify(written),
        title: text,
        ...more,
      } as never)
      .execute();
  };
  await plan("La passerelle rouvre", { networks: ["linkedin"] });
  await plan("Pour Mastodon seul", { networks: ["mastodon"] });
  await plan("Pour la page seule", null);
  await plan("Un brouillon", {}, { state: "draft" });
  const manager = { workspaceId, memberId: never.id };
  const tell = () => inWorkspace(workspaceId, () => tellWeek(services, manager, true));
  const told = await Promise.all([tell(), tell()]);
  expect(told.map((one) => one.told).toSorted()[0]).toBe(0);
  await tell();
  await round();
  await send();
  const [mail, ...more] = to(asked.email);
  expect(more).toEqual([]);
  expect(mail!.text).toContain("La passerelle rouvre");
  expect(mail!.text).toMatch(/Tuesday/u);
  expect(mail!.text).not.toMatch(/Mastodon seul|page seule|brouillon/u);
  expect(mail!.unsubscribe).toMatch(/^https:\/\/relaymap\.example\/u\//u);
  expect([...to(never.email), ...to(rests.email)]).toEqual([]);
});

/** A database whose process is killed in one of its transactions: right before the commit, or right after it. */
function cut(db: Db, when: "before" | "after", which = 1): Db {
  let turn = 0;
  const transaction = () => ({
    execute: async <T>(work: (trx: Trx) => Promise<T>): Promise<T> => {
      turn += 1;
      const done = await db.transaction().execute(async (trx) => {
        const answer = await work(trx);
        if (turn === which && when === "before") throw new Error("killed");
        return answer;
      });
      if (turn === which) throw new Error("killed");
      return done;
    },
  });
  return new Proxy(db, {
    get: (target, name) => {
      const value: unknown = name === "transaction" ? transaction : Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

test("a week and a month's report, killed at each step from the press to the server's hands, are with each of their people once", async () => {
  const { db, services, workspaceId } = town;
  const people = [await town.person("Ulla", { report: true }), await town.person("Yves", { report: true })];
  for (const { id } of people) await db.updateTable("member").set({ role: "manager" }).where("id", "=", id).execute();
  const { rows } = await sql<{ at: string }>`
    select ((date_trunc('week', now() at time zone zone) + interval '2 days') at time zone zone)::timestamptz as at from workspace where id = ${workspaceId}`.execute(
    db,
  );
  const written = Written.parse({ version: 1, words: [{ text: "Le quai rouvre", for: null }], people: {} });
  await db
    .insertInto("entry")
    .values({
      ...{ id: randomUUID(), workspace_id: workspaceId, author_id: people[0]!.id, state: "planned", title: "Le quai" },
      ...{ at: rows[0]!.at, enter_at: rows[0]!.at, written: JSON.stringify(written) },
    } as never)
    .execute();
  // Only these two are asked for it.
  await db
    .updateTable("account")
    .set({ state: "disconnected" })
    .where(
      "member_id",
      "not in",
      people.map(({ id }) => id),
    )
    .execute();
  const manager = { workspaceId, memberId: people[0]!.id };
  const begin = {
    plan: (base: Db) => inWorkspace(workspaceId, () => tellWeek({ db: base }, manager, false)),
    report: (base: Db) => tellReports(base, "2026-05-02T08:00:00Z"),
  };
  const tell = (base: Db) => tellPeople({ ...services, db: base }, [byMail]);
  for (const [kind, press] of Object.entries(begin)) {
    const got = () => people.map(({ email }) => to(email).length);
    await db
      .updateTable("notice_person")
      .set({ next_at: ago(-1) })
      .where("next_at", "is not", null)
      .execute();
    // While it is decided: nobody's is written, or all of it is. A report is decided for one after the other.
    for (const when of ["before", "after"] as const)
      await expect(press(cut(db, when)), `${kind} ${when}`).rejects.toThrow("killed");
    await press(db);
    await send();
    expect([kind, got()]).toEqual([kind, [0, 0]]);
    // While it is told: one person's mail was written or was not, and the second person's after it.
    for (const [when, which] of [
      ["before", 1],
      ["after", 1],
      ["before", 1],
    ] as const)
      await expect(tell(cut(db, when, which)), `${kind} ${when}`).rejects.toThrow("killed");
    await tell(db);
    // While it is sent: the server has it, and nobody ever hears so.
    town.serverIs("mute");
    const handed = town.handed();
    void send();
    await handed;
    town.serverIs("there");
    await db
      .updateTable("mail")
      .set({ lease_until: ago(0.01) })
      .where("state", "=", "sending")
      .execute();
    await recoverMails(db);
    for (let again = 0; again < 2; again += 1) {
      await press(db);
      await round();
      await send();
    }
    expect([kind, got()]).toEqual([kind, [1, 1]]);
    const states = (await town.mails())
      .filter(({ topic, address }) => topic === `notice/${kind}` && people.some(({ email }) => email === address))
      .map(({ state }) => state);
    expect(states.toSorted()).toEqual(["sent", "unknown"]);
    town.sent.length = 0;
  }
  await db.updateTable("notice_person").set({ report: false }).execute();
});

test("what came of it reaches once who takes part, and nobody who rests, left, or wants none; no figure of fewer than five stands in it or on the page that it opens", async () => {
  const { db, workspaceId } = town;
  const [told, alsoTold, rests, left, wantsNone, boss] = [
    await town.person("Anna"),
    await town.person("Bert"),
    await town.person("Cleo"),
    await town.person("Dora"),
    await town.person("Emil"),
    await town.person("Gwen"),
  ];
  const reader = await createMember(db, workspaceId, { role: "ambassador", email: "ohne@example.org" });
  await db
    .insertInto("consent")
    .values({ workspace_id: workspaceId, account_id: rests.account, mode: "paused" })
    .execute();
  await db
    .updateTable("member")
    .set({ disabled_at: ago(0) })
    .where("id", "=", left.id)
    .execute();
  const topic = { name: "notice/outcome", title: said.title };
  await choose(db, await choiceOf(db, { workspaceId, address: wantsNone.email, topic }), true);
  // Four people's figures, and the company's beside them.
  const { id: page } = await db
    .insertInto("account")
    .values({ workspace_id: workspaceId, network: "mastodon", remote_id: randomUUID(), handle: "nous", name: "Nous" })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const [n, account] of [told, alsoTold, rests, boss].map((one) => one.account).entries())
    await sql`insert into result_day (workspace_id, map_id, day, account_id, posts, clicks, likes, likes_of)
      values (${workspaceId}, ${randomUUID()}, '2026-02-03', ${account}, 1, ${4710 + n}, ${4810 + n}, 1)`.execute(db);
  await sql`insert into result_day (workspace_id, map_id, day, account_id, posts, clicks, likes, likes_of)
    values (${workspaceId}, ${randomUUID()}, '2026-02-03', ${page}, 2, 12, 30, 2)`.execute(db);
  const press = (words: string, notice = true) =>
    inWorkspace(workspaceId, () =>
      tellOutcome(db, { workspaceId, memberId: boss.id }, { since: "2026-02-01", until: "2026-02-28", words, notice }),
    );
  await press("Pour la page seule", false);
  await round();
  await send();
  expect(town.sent).toEqual([]);
  // Pressed twice, by two at once, and once more later: it stands once.
  const [one, two] = await Promise.all([press("Merci à toutes et tous."), press("Merci à toutes et tous.")]);
  expect(two.id).toBe(one.id);
  await Promise.all([round(), round()]);
  await press("Merci à toutes et tous.");
  await round();
  await send();
  await send();
  const mails = town.sent.filter(({ text }) => text.includes("Merci à toutes"));
  const some = [told, alsoTold].map(({ email }) => email);
  const those = [...some, rests.email, left.email, wantsNone.email, boss.email, reader.email];
  expect(
    mails
      .map((mail) => mail.to.address)
      .filter((address) => those.includes(address))
      .toSorted(),
  ).toEqual(some);
  expect(mails.map(({ text, html }) => `${text} ${html}`).join("")).not.toMatch(/4[78]1\d|9[46]\d\d|188\d\d|192\d\d/u);
  const { outcome } = await lastOutcome(db, { workspaceId, memberId: told.id });
  expect(outcome).toMatchObject({ id: one.id, facts: { posts: 6, visits: 12, reactions: 30 } });
  // Taken back before somebody was told: they are not.
  await press("Trop tôt");
  const { outcome: last } = await lastOutcome(db, { workspaceId, memberId: told.id });
  await inWorkspace(workspaceId, () => takeBackOutcome(db, { workspaceId, memberId: boss.id }, last!.id));
  await round();
  await send();
  expect(town.sent.filter(({ text }) => text.includes("Trop tôt"))).toEqual([]);
});

test("a month's report goes once, in its first days by the workspace's clock, to who runs the programme and chose it", async () => {
  const { db, workspaceId } = town;
  const chief = await town.person("Olga", { report: true });
  const other = await town.person("Vera");
  const leaves = await town.person("Paul", { report: true });
  for (const { id } of [chief, other])
    await db.updateTable("member").set({ role: "manager" }).where("id", "=", id).execute();
  await sql`insert into result_day (workspace_id, map_id, day, account_id, posts, clicks, robots) values (${workspaceId}, ${randomUUID()}, '2026-10-05', ${chief.account}, 3, 7, 5)`.execute(
    db,
  );
  await db.updateTable("account").set({ member_id: null }).where("id", "=", chief.account).execute();
  await db.updateTable("workspace").set({ zone: "Europe/Paris" }).where("id", "=", workspaceId).execute();
  // Half past eleven at night in Paris, and the next morning there.
  expect(await tellReports(db, "2026-10-31T22:30:00Z")).toBe(0);
  const all = await Promise.all([tellReports(db, "2026-10-31T23:30:00Z"), tellReports(db, "2026-10-31T23:30:00Z")]);
  expect(all.reduce((sum, count) => sum + count)).toBe(1);
  expect(await tellReports(db, "2026-11-03T08:00:00Z")).toBe(0);
  await round();
  await send();
  const [mail, ...more] = to(chief.email);
  expect(more).toEqual([]);
  expect(mail!.subject).toMatch(/October 2026/u);
  expect(mail!.text).toMatch(/Posts: 3 \(published in the month; 0 confirmed/u);
  expect(mail!.text).toMatch(/Clicks without robots: 7 \(.*; 5 of robots/u);
  // It is the company’s post: nobody is no small group.
  expect(mail!.text).toMatch(/People who published: 0 \(/u);
  expect([...to(other.email), ...to(leaves.email)]).toEqual([]);
});

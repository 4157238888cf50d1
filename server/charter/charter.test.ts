import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { articlesOf, changesBetween } from "#engine/charter.ts";
import { networksAt } from "#test/faults/network.ts";
import { testServices } from "#test/faults/services.ts";
import { makeWorld, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { publishProposal } from "../ledger/proposals.ts";
import { openLedger } from "../ledger/rounds.ts";
import { release } from "../ledger/sweeps.ts";
import { acceptCharter, listReceipts } from "./accept.ts";
import { publishCharter, putInForce, saveDraft, withdrawCharter } from "./publish.ts";
import { charterTemplate } from "./template.ts";
import { readCharter, readDraft } from "./views.ts";

let database: TestDatabase;
let world: World;
let who: { workspaceId: string; memberId: string };
const networks = networksAt("http://127.0.0.1:1", 100);

/** A person's account that posts by itself, and one of the company's. */
beforeAll(async () => {
  database = await testDatabase();
  world = await makeWorld(database.db, ["readable", "readable"]);
  const { id } = await createMember(database.db, world.workspaceId, { role: "ambassador", name: "Ada" });
  who = { workspaceId: world.workspaceId, memberId: id };
  await sql`update account set member_id = ${id} where id = ${world.accounts[0]!.id}`.execute(database.db);
});
afterAll(() => database.drop());

const content = charterTemplate("Atelier Lumen");
const plain = { en: "", fr: "" };
const publish = (asks: boolean, change = (legal: string) => legal) =>
  database.db.transaction().execute((trx) =>
    putInForce(trx, who, {
      content: { ...content, fr: { ...content.fr, legal: change(content.fr.legal) } },
      note: { en: "Shorter.", fr: "Plus court." },
      asks,
    }),
  );
const held = async () =>
  (
    await sql<{ own: boolean; state: string; code: string | null }>`
      select a.member_id is not null as own, d.state, d.reason_code as code from delivery d join account a on a.id = d.account_id order by d.id`.execute(
      database.db,
    )
  ).rows;
const ask = (n: number) =>
  openLedger({ db: database.db, worker: "t", networks: new Map() }).round({
    lane: { workspaceId: world.workspaceId, accountId: world.accounts[n]!.id },
    settle: null,
    gate: true,
    window: null,
  });

test("a charter in force holds what would leave in a person's name, lets the company's go, and a yes lets it go on", async () => {
  const { db } = database;
  await publish(true);
  await scheduleSome(db, world, 1);
  expect(await held()).toEqual([
    { own: true, state: "held", code: "charter" },
    { own: false, state: "ready", code: null },
  ]);
  // However it became due, it is not let through.
  await sql`update delivery set state = 'ready', reason_code = null where state = 'held'`.execute(db);
  expect((await ask(0)).gated).toBeNull();
  expect((await held())[0]).toMatchObject({ state: "held", code: "charter" });
  expect(await release(db)).toBe(0);
  expect(await readCharter(db, who)).toMatchObject({ due: true, accepted: null, before: null, current: { number: 1 } });
  const receipt = await acceptCharter(db, who, { number: 1, language: "fr" });
  expect(await acceptCharter(db, who, { number: 1, language: "en" })).toEqual(receipt);
  expect(await release(db)).toBe(1);
  expect((await ask(0)).gated).not.toBeNull();
});

test("a small change asks nobody; another one asks again, tells what changed, and says no to a yes to the one before", async () => {
  const { db } = database;
  await publish(false, (legal) => legal.replace("un an au plus", "un an au maximum"));
  expect(await readCharter(db, who)).toMatchObject({ due: false, current: { number: 2 }, before: { number: 1 } });
  await publish(true, (legal) => legal.replace("un an au plus", "six mois au plus"));
  const { due, before, current, notes } = await readCharter(db, who);
  expect({ due, notes: notes.length }).toEqual({ due: true, notes: 2 });
  expect(changesBetween(before!.content.fr, current!.content.fr)).toMatchObject([
    {
      of: "article",
      title: "3. Mon accord",
      was: expect.stringContaining("un an au plus"),
      now: expect.stringContaining("six mois"),
    },
  ]);
  await expect(acceptCharter(db, who, { number: 2, language: "fr" })).rejects.toMatchObject({
    code: "charter_changed",
  });
});

test("without it the yes to a proposal is refused with `charter`, and no charter in force asks nobody", async () => {
  const { db } = database;
  await sql`update consent set mode = 'ask' where account_id = ${world.accounts[0]!.id}`.execute(db);
  await sql`update delivery set state = 'published', lease_until = null where state = 'sending'`.execute(db);
  await scheduleSome(db, world, 1);
  const { rows } = await sql<{
    id: number;
  }>`select id from delivery where state = 'held' and reason_code = 'consent'`.execute(db);
  const yes = () => publishProposal(testServices(db, networks), { ...who, deliveryId: rows[0]!.id });
  await expect(yes()).rejects.toMatchObject({ status: 409, code: "charter" });
  await withdrawCharter(db, who);
  expect(await readCharter(db, who)).toMatchObject({ current: null, due: false });
  await yes();
  expect((await ask(0)).gated?.deliveryId).toBe(rows[0]!.id);
});

test("while a charter is being put in force no post passes a gate", async () => {
  const { db } = database;
  await sql`update delivery set state = 'published', lease_until = null where state = 'sending'`.execute(db);
  await sql`update consent set mode = 'auto' where account_id = ${world.accounts[0]!.id}`.execute(db);
  await scheduleSome(db, world, 1);
  const trx = await db.startTransaction().execute();
  await putInForce(trx, who, { content, note: plain, asks: true });
  const meanwhile = await ask(0);
  await trx.commit().execute();
  expect(meanwhile.gated).toBeNull();
  expect((await ask(0)).gated).toBeNull();
});

test("a draft is one for all who write it, has no gaps when it is published, and is gone then", async () => {
  const { db } = database;
  expect((await readDraft(db, who.workspaceId)).revision).toBe(0);
  const first = await saveDraft(db, who, { content: { ...content, en: { promises: [], legal: "" } }, revision: 0 });
  await expect(saveDraft(db, who, { content, revision: 0 })).rejects.toMatchObject({ code: "charter_draft_changed" });
  await expect(publishCharter(db, who, { revision: first, note: plain, asks: true })).rejects.toMatchObject({
    code: "charter_gaps",
  });
  const second = await saveDraft(db, who, { content, revision: first });
  await expect(publishCharter(db, who, { revision: first, note: plain, asks: true })).rejects.toMatchObject({
    status: 409,
  });
  const number = await publishCharter(db, who, { revision: second, note: plain, asks: false });
  await acceptCharter(db, who, { number, language: "en" });
  const { revision, current, versions } = await readDraft(db, who.workspaceId);
  expect({ revision, current, newest: versions[0]?.accepted }).toEqual({
    revision: 0,
    current: number,
    newest: { kind: "few" },
  });
  const { rows } = await listReceipts(db, who);
  expect(rows[0]).toMatchObject({
    number,
    language: "en",
    person: "Ada",
    words: expect.stringContaining("I am a volunteer."),
  });
  expect(rows[0]?.hash).toMatch(/^[0-9a-f]{64}$/u);
});

test("an article is what stands below a heading; a promise that reads otherwise, came or went is one change each", () => {
  expect(articlesOf("first\r\n## One\r\ntext\n## Two\n")).toEqual([
    { title: "", text: "first" },
    { title: "One", text: "text" },
    { title: "Two", text: "" },
  ]);
  const half = (promises: [string, string][]) => ({
    promises: promises.map(([says, means]) => ({ says, means })),
    legal: "",
  });
  expect(
    changesBetween(
      half([
        ["a", "1"],
        ["b", "2"],
      ]),
      half([
        ["a", "1"],
        ["b", "3"],
        ["c", "4"],
      ]),
    ),
  ).toEqual([
    { of: "promise", title: "b", was: "2", now: "3" },
    { of: "promise", title: "c", was: null, now: "4" },
  ]);
  expect(
    changesBetween(
      half([
        ["a", "1"],
        ["b", "2"],
      ]),
      half([["b", "2"]]),
    ),
  ).toEqual([{ of: "promise", title: "a", was: "a\n1", now: null }]);
});

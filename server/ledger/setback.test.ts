import { cp, mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pino from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RoundAnswer } from "#engine/lane.ts";
import { findPost } from "#engine/lookup.ts";
import { deliveriesOf, makeWorld, putInto, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { answerDelivery } from "./answers.ts";
import { type Keeper, openKeeper } from "./keeper.ts";
import { claimLost } from "./lost.ts";
import { openLedger } from "./rounds.ts";
import { readSetback } from "./setback.ts";
import { setStop } from "./stop.ts";

let database: TestDatabase;
let world: World;
let dataDir: string;
beforeEach(async () => {
  database = await testDatabase();
  world = await makeWorld(database.db, ["x"]);
  dataDir = await mkdtemp(join(tmpdir(), "relaymap-keeper-"));
});
afterEach(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const keep = (folder = dataDir, embedded = false): Promise<Keeper> =>
  openKeeper({ db: database.db, log: pino({ level: "silent" }) }, { dataDir: folder, embedded });
const stopped = async () => {
  const { rows } = await sql<{ reason: string | null }>`select stop_reason as reason from workspace`.execute(
    database.db,
  );
  return rows[0]!.reason;
};
const go = () => sql`update workspace set stopped_at = null, stop_reason = null`.execute(database.db);
/** The database is as it was before the last that anybody remembers. */
const goBack = () => sql`update keeper set number = number - 1, at = now() - interval '1 hour'`.execute(database.db);
const lane = () => ({ workspaceId: world.workspaceId, accountId: world.accounts[0]!.id });
async function ask(keeper?: Keeper): Promise<RoundAnswer> {
  let wentBack = 0;
  const ledger = openLedger({
    ...{ db: database.db, worker: "t" },
    networks: new Map([["x", { budget: { account: { calls: 100, seconds: 900 }, app: null } }]]),
    ...(keeper === undefined ? {} : { keeper: { known: keeper.known, wentBack: () => void (wentBack += 1) } }),
  });
  const answer = await ledger.round({ lane: lane(), settle: null, gate: true, window: null });
  expect(wentBack).toBe(answer.refused?.code === "stopped" && (await stopped()) === null ? 1 : 0);
  return answer;
}

test("a database that goes on as it was stops nobody, however often somebody starts", async () => {
  await scheduleSome(database.db, world, 1);
  for (let start = 0; start < 3; start += 1) {
    const keeper = await keep();
    await keeper.look();
    await keeper.look();
  }
  expect(await stopped()).toBeNull();
  expect((await ask(await keep())).gated).not.toBeNull();
});

test("nothing passes the gate for a process that knows more than the database, nor of one on another timeline", async () => {
  await scheduleSome(database.db, world, 1);
  const keeper = await keep();
  await keeper.look();
  await goBack();
  expect(await ask(keeper)).toMatchObject({ gated: null, refused: { code: "stopped" } });
  await sql`update keeper set number = number + 1`.execute(database.db);
  await sql`update lineage set timeline = '000000FF'`.execute(database.db);
  expect(await ask(keeper)).toMatchObject({ gated: null, refused: { code: "stopped" } });
  await keeper.look();
  expect(await stopped()).toBe("setback");
  expect(await readSetback(database.db, world.workspaceId)).toMatchObject({ why: "timeline" });
});

test("another server is told from the one that it was, and a server that tells nothing of itself stops nobody", async () => {
  await sql`update lineage set system = '1'`.execute(database.db);
  await (await keep()).look();
  expect(await stopped()).toBe("setback");
  await go();
  await sql`update lineage set system = '', timeline = ''`.execute(database.db);
  await (await keep()).look();
  expect(await stopped()).toBeNull();
});

test("several who remember stop everybody once; one who remembers more than was marked stops them again", async () => {
  const other = join(dataDir, "other");
  const [one, two] = [await keep(), await keep(other)];
  await two.look();
  await one.look();
  await goBack();
  await one.look();
  expect(await stopped()).toBe("setback");
  await go();
  await two.look();
  expect(await stopped()).toBeNull();
  await goBack();
  await two.look();
  expect(await stopped()).toBe("setback");
});

test("a copy of the data folder is told from the folder itself, however old its files say that they are", async () => {
  const files = join(dataDir, "postgres", "data");
  await mkdir(files, { recursive: true });
  await writeFile(join(files, "PG_VERSION"), "18");
  await (await keep(dataDir, true)).look();
  await (await keep(dataDir, true)).look();
  expect(await stopped()).toBeNull();
  const copy = await mkdtemp(join(tmpdir(), "relaymap-keeper-"));
  try {
    await cp(dataDir, copy, { recursive: true, preserveTimestamps: true });
    await utimes(join(copy, "postgres", "data", "PG_VERSION"), 0, 0);
    await (await keep(copy, true)).look();
    expect(await stopped()).toBe("setback");
    expect(await readSetback(database.db, world.workspaceId)).toMatchObject({ why: "copy" });
    await go();
    await (await keep(copy, true)).look();
    expect(await stopped()).toBeNull();
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});

test("what waited may have left: it is looked for in all of the lost time before it goes, and goes once when it is not there", async () => {
  await scheduleSome(database.db, world, 1);
  const keeper = await keep();
  await keeper.look();
  await goBack();
  await keeper.look();
  const { id: memberId } = await createMember(database.db, world.workspaceId, { role: "admin" });
  const { workspaceId } = world;
  expect((await readSetback(database.db, workspaceId))!.accounts).toMatchObject([{ waiting: 1, asked: 0 }]);
  await setStop(database.db, { workspaceId, memberId, on: false, reason: "" });

  expect(await ask(keeper)).toMatchObject({ gated: null, refused: { code: "held" } });
  expect(await deliveriesOf(database.db, world)).toMatchObject([{ state: "unknown", code: "setback", epoch: 0 }]);
  expect((await readSetback(database.db, workspaceId))!.accounts).toMatchObject([{ waiting: 0, asked: 1 }]);
  const [claimed] = await claimLost(database.db, 10);
  const post = { remoteId: "r", url: null, text: claimed!.lost.text, links: [] };
  const minutesAgo = (minutes: number) => claimed!.now - minutes * 60_000;
  for (const minutes of [1, 30, 60]) {
    expect(findPost(claimed!.lost, [{ ...post, at: minutesAgo(minutes) }], new Set())).not.toBeNull();
  }
  expect(findPost(claimed!.lost, [{ ...post, at: minutesAgo(90) }], new Set())).toBeNull();
  // It does not hold up what comes behind it.
  await scheduleSome(database.db, world, 1);
  await sql`update delivery set lost_since = null, lost_until = null where state = 'ready'`.execute(database.db);
  const next = (await ask(keeper)).gated;
  expect(next?.sending.part.text).not.toBe(claimed!.lost.text);
  await putInto(database.db, world, "published", sql``, [next!.deliveryId]);

  await answerDelivery(
    { db: database.db },
    { workspaceId, memberId, deliveryId: claimed!.deliveryId, answer: "absent" },
  );
  // Where the network says that it has this one already, it was there after all.
  expect((await ask(keeper)).gated).toMatchObject({ deliveryId: claimed!.deliveryId, suspected: true });
  expect(await readSetback(database.db, workspaceId)).toBeNull();
});

test("what nobody allows is not looked for; and what somebody allows later is", async () => {
  await scheduleSome(database.db, world, 1);
  await sql`update consent set withdrawn_at = now()`.execute(database.db);
  const keeper = await keep();
  await keeper.look();
  // It waits for a yes, which it may have got in the lost time.
  await ask(keeper);
  await goBack();
  await keeper.look();
  await go();
  await ask(keeper);
  expect(await deliveriesOf(database.db, world)).toMatchObject([{ state: "held", code: "consent" }]);
  await sql`update delivery set state = 'ready', approved_at = now()`.execute(database.db);
  await ask(keeper);
  expect(await deliveriesOf(database.db, world)).toMatchObject([{ state: "unknown", code: "setback" }]);
});

test("a mail that was still to be sent may have been: it waits for a person", async () => {
  const keeper = await keep();
  await keeper.look();
  await sql`insert into mail (workspace_id, reason, template, language, address, message_id, state, expires_at)
    select ${world.workspaceId}, state, 't', 'en', 'a@example.org', state, state, now() + interval '1 day' from unnest(array['queued','sending','sent']) as state`.execute(
    database.db,
  );
  await goBack();
  await keeper.look();
  const { rows } = await sql<{ was: string; is: string }>`
    select reason as was, state as is from mail order by reason`.execute(database.db);
  expect(rows).toEqual([
    { was: "queued", is: "unknown" },
    { was: "sending", is: "unknown" },
    { was: "sent", is: "sent" },
  ]);
});

test("of what feeds bring again only that is looked for which was there already in the lost time", async () => {
  const keeper = await keep();
  await keeper.look();
  await goBack();
  await keeper.look();
  await go();
  const { id: source } = await database.db
    .insertInto("source")
    .values({ workspace_id: world.workspaceId, type: "rss", key: "k", config: "{}" })
    .returning("id")
    .executeTakeFirstOrThrow();
  const published = [new Date(Date.now() - 60_000).toISOString(), new Date(Date.now() + 60_000).toISOString(), null];
  const { rows } = await sql<{ seq: number }>`
    insert into item (workspace_id, source_id, key, data) select ${world.workspaceId}, ${source}, n::text, jsonb_build_object('published', p)
    from unnest(${published}::text[]) with ordinality as f(p, n) returning seq`.execute(database.db);
  await scheduleSome(
    database.db,
    world,
    3,
    {},
    0,
    "again",
    rows.map(({ seq }) => seq),
  );
  const { rows: marked } = await sql<{ lost: boolean }>`
    select lost_until is not null as lost from delivery order by item_seq`.execute(database.db);
  expect(marked.map(({ lost }) => lost)).toEqual([true, false, true]);
});

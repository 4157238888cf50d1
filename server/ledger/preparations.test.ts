import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { drain, type LanePorts } from "#engine/lane.ts";
import type { Prepared, Sending } from "#engine/network.ts";
import { postOf } from "#engine/post.ts";
import { judgePrepared, type Unprepared } from "#engine/preparing.ts";
import { deliveriesOf, makeWorld, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { keepPreparation } from "./preparations.ts";
import { publishProposal } from "./proposals.ts";
import { openLedger } from "./rounds.ts";

let database: TestDatabase;
let world: World;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const picture = { id: "00000000-0000-4000-8000-000000000001", kind: "picture" as const, type: "image/png" };
/** Two deliveries in one lane; the first one has a picture. */
beforeEach(async () => {
  world = await makeWorld(database.db, ["x"]);
  await scheduleSome(database.db, world, 2);
  const post = JSON.stringify(postOf({ text: "look", media: [picture] }));
  await sql`update delivery set post = ${post}::jsonb where id = (select min(id) from delivery where workspace_id = ${world.workspaceId})`.execute(
    database.db,
  );
});

const none = { status: null, raw: "", reason: { en: "no", fr: "non" } };
const ready = (until: number | null = null): Prepared => ({
  kind: "prepared",
  status: 200,
  raw: "",
  data: "id-1",
  until,
});

/** A lane whose network prepares as it is told, call by call. `prepares`: which posts. */
function lane(
  answers: Prepared[],
  prepares: (sending: { media?: unknown }) => boolean = ({ media }) => media !== undefined,
) {
  const prepared: Unprepared[] = [];
  const published: Sending[] = [];
  const budget = { account: { calls: 100, seconds: 60 }, app: null };
  const ports: LanePorts = {
    ledger: openLedger({ db: database.db, worker: "t", networks: new Map([["x", { budget, prepares }]]) }),
    clock: { now: Date.now, monotonic: () => performance.now() },
    random: () => 0,
    open: async ({ sending }) => ({
      send: async () => {
        published.push(sending);
        return { kind: "published", remoteId: `r${sending.key}`, url: null, status: 200, raw: "" };
      },
    }),
    refresh: async () => "failed",
    preparing: {
      prepare: async (unprepared) => {
        prepared.push(unprepared);
        return answers[Math.min(prepared.length, answers.length) - 1]!;
      },
      keep: (preparation) => keepPreparation(database.db, preparation),
    },
  };
  const [account] = world.accounts;
  return {
    prepared,
    published,
    ports,
    run: () => drain({ workspaceId: world.workspaceId, accountId: account!.id }, ports, () => false),
  };
}
const states = async () => (await deliveriesOf(database.db, world)).map(({ state }) => state);
const thaw = () =>
  sql`update lane set frozen_until = null where workspace_id = ${world.workspaceId}`.execute(database.db);

test("A post with a picture is prepared before its gate, once, and one of words alone is not.", async () => {
  const { run, prepared, published } = lane([ready()]);
  expect(await run()).toMatchObject({ why: "idle", calls: 2 });
  expect(prepared).toHaveLength(1);
  expect(published.map((sending) => sending.prepared)).toEqual(["id-1", undefined]);
  const { rows } = await sql`select attempts from delivery where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  expect(rows).toEqual([{ attempts: 1 }, { attempts: 1 }]);
});

test("What was prepared outlives a worker that ends before the gate; what has ended is prepared anew.", async () => {
  const { ports } = lane([ready()]);
  const [account] = world.accounts;
  const asked = {
    lane: { workspaceId: world.workspaceId, accountId: account!.id },
    settle: null,
    gate: true,
    window: null,
  };
  const { unprepared } = await ports.ledger.round(asked);
  const { workspaceId, accountId, deliveryId, epoch, tokenEpoch, sending } = unprepared!;
  const { part } = sending;
  const base = { workspaceId, accountId, deliveryId, epoch, tokenEpoch, part, state: null, code: null, reason: null };
  const keep = (until: number) =>
    keepPreparation(database.db, {
      ...base,
      ...{ freeze: null, reconnect: false },
      prepared: { ready: true, data: "kept", until, tries: 0 },
    });
  await keep(Date.now() + 30_000);
  expect((await ports.ledger.round(asked)).unprepared).toMatchObject({ deliveryId, soFar: undefined });
  await keep(Date.now() + 3_600_000);
  const another = lane([ready()]);
  await another.run();
  expect(another.prepared).toEqual([]);
  expect(another.published[0]?.prepared).toBe("kept");
});

test("What is not ready yet lets the lane wait, in order, and goes on with what is there.", async () => {
  const waiting: Prepared = { kind: "waiting", status: 200, raw: "", data: { at: 1 }, again: 5_000 };
  const { run, prepared, published } = lane([waiting, { ...none, kind: "not_sent" }, ready()]);
  expect(await run()).toMatchObject({ why: "frozen", calls: 0 });
  expect(await run()).toMatchObject({ why: "frozen", calls: 0 });
  await thaw();
  expect(await run()).toMatchObject({ why: "frozen", calls: 0 });
  await thaw();
  await run();
  expect(prepared.map(({ soFar, tries }) => [soFar, tries])).toEqual([
    [undefined, 0],
    [{ at: 1 }, 0],
    [{ at: 1 }, 1],
  ]);
  expect(published.map(({ part }) => part.text)[0]).toBe("look");
});

test("A refusal while preparing rejects that post alone, and a dead access holds it.", async () => {
  const refused = lane([{ ...none, kind: "rejected" }]);
  expect(await refused.run()).toMatchObject({ calls: 1 });
  expect(await states()).toEqual(["rejected", "published"]);
  expect(refused.published).toHaveLength(1);
});

test("An access that the network no longer takes holds what it would have prepared.", async () => {
  const dead = lane([{ ...none, kind: "unauthorised" }]);
  dead.ports.refresh = async () => "dead";
  await dead.run();
  expect(await states()).toEqual(["held", "held"]);
  expect(dead.published).toEqual([]);
});

test("Nothing is prepared for somebody who has withdrawn; and where all is prepared, words are too.", async () => {
  const all = lane([ready()], () => true);
  await sql`update consent set withdrawn_at = now() where workspace_id = ${world.workspaceId}`.execute(database.db);
  await all.run();
  expect(all.prepared).toEqual([]);
  expect(await states()).toEqual(["held", "held"]);
  await sql`update delivery set state = 'ready', approved_at = now() where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  await all.run();
  expect(all.prepared).toHaveLength(2);
  expect(all.published).toHaveLength(2);
});

/** The owner wants to be asked, changes a word of what waits and says yes. */
async function askAndEdit(text: string): Promise<void> {
  const { workspaceId } = world;
  const { id: memberId } = await createMember(database.db, workspaceId, { role: "ambassador" });
  const [{ id: deliveryId } = { id: 0 }] = await deliveriesOf(database.db, world);
  await sql`update delivery set state = 'held', reason_code = 'consent' where workspace_id = ${workspaceId} and id = ${deliveryId}`.execute(
    database.db,
  );
  const send = async () => undefined;
  const services = { db: database.db, nodes: { networks: new Map() }, queue: { send } };
  await publishProposal(services as never, { workspaceId, memberId, deliveryId, text });
}

test("What was prepared for other words is not sent in place of those that a person wrote, however late it comes.", async () => {
  const written = lane([]);
  written.ports.preparing!.prepare = async ({ sending }) => {
    const { text } = sending.part;
    // Meanwhile the person changes it.
    if (text === "look") await askAndEdit("look here");
    return { kind: "prepared", status: 200, raw: "", data: `record of “${text}”`, until: null };
  };
  await written.run();
  const words = written.published.map(({ part, prepared }) => [part.text, prepared]);
  expect(words).toContainEqual(["look here", "record of “look here”"]);
  expect(words).toHaveLength(2);
});

test("What was prepared before a person changed the words is prepared anew.", async () => {
  const { ports, prepared, published, run } = lane([ready()]);
  const asked = { workspaceId: world.workspaceId, accountId: world.accounts[0]!.id };
  const first = await ports.ledger.round({ lane: asked, settle: null, gate: true, window: null });
  await ports.preparing!.keep(judgePrepared(ready() as never, first.unprepared!, { now: Date.now(), random: 0 }));
  await askAndEdit("look here");
  await run();
  expect(prepared.map(({ sending }) => sending.part.text)).toEqual(["look here"]);
  expect(published).toHaveLength(2);
});

test("A network whose preparations end at once is not asked for them again and again.", async () => {
  const { ports, prepared, published, run } = lane([ready(Date.now() - 1_000)]);
  expect(await run()).toMatchObject({ why: "idle", calls: 2 });
  expect(prepared).toHaveLength(1);
  expect(published[0]!.prepared).toBe("id-1");
  // And where the clocks are so far apart that nothing helps, the lane waits in between.
  await scheduleSome(database.db, world, 1);
  const post = JSON.stringify(postOf({ text: "look again", media: [picture] }));
  await sql`update delivery set post = ${post}::jsonb where workspace_id = ${world.workspaceId} and state = 'ready'`.execute(
    database.db,
  );
  const behind = lane([ready(Date.now() - 3_600_000)]);
  behind.ports.clock = { ...ports.clock, now: () => Date.now() - 3_600_000 };
  const { why, until } = await behind.run();
  expect(why).toBe("frozen");
  expect(until).toBeGreaterThan(Date.now());
  expect(behind.prepared).toHaveLength(3);
});

test("What an old access was refused while it prepared does not park the account that has a new one.", async () => {
  const { ports } = lane([]);
  const own = { workspaceId: world.workspaceId, accountId: world.accounts[0]!.id };
  const account = async () => {
    const { rows } = await sql`select state from account where workspace_id = ${own.workspaceId}`.execute(database.db);
    return rows;
  };
  const { unprepared } = await ports.ledger.round({ lane: own, settle: null, gate: true, window: null });
  const dead = (tokenEpoch: number) =>
    judgePrepared(
      { kind: "dead", reason: none.reason },
      { ...unprepared!, tokenEpoch },
      { now: Date.now(), random: 0 },
    );
  await sql`update account set token_epoch = token_epoch + 1 where workspace_id = ${own.workspaceId}`.execute(
    database.db,
  );
  await keepPreparation(database.db, dead(unprepared!.tokenEpoch));
  expect(await account()).toEqual([{ state: "connected" }]);
  expect((await states())[0]).toBe("held");
  await sql`update delivery set state = 'ready', reason_code = null where workspace_id = ${own.workspaceId} and state = 'held'`.execute(
    database.db,
  );
  await keepPreparation(database.db, dead(unprepared!.tokenEpoch + 1));
  expect(await account()).toEqual([{ state: "reconnect" }]);
});

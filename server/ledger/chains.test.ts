import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { judge } from "#engine/delivery.ts";
import { drain, type LanePorts } from "#engine/lane.ts";
import type { CallResult, Sending } from "#engine/network.ts";
import { postOf } from "#engine/post.ts";
import { follow } from "#engine/processing.ts";
import { makeWorld, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { sendAgain } from "./again.ts";
import { answerDelivery } from "./answers.ts";
import { cancelDelivery } from "./cancel.ts";
import { claimProcessing } from "./following.ts";
import { adopt, claimLost, takenPosts } from "./lost.ts";
import { openLedger } from "./rounds.ts";
import { setStop } from "./stop.ts";
import { expire, recover, release } from "./sweeps.ts";
import { getDelivery } from "./views.ts";

let database: TestDatabase;
let world: World;
let memberId: string;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

/** Two deliveries in one lane; the first is a thread of three. */
beforeEach(async () => {
  world = await makeWorld(database.db, ["x"]);
  memberId = (await createMember(database.db, world.workspaceId, { role: "admin" })).id;
  await scheduleSome(database.db, world, 2);
  const thread = ["one", "two", "three"].flatMap((text, n) => postOf({ text, kind: n === 0 ? "post" : "reply" }).parts);
  await sql`update delivery set post = ${JSON.stringify({ version: 1, parts: thread })}::jsonb where id = (select min(id) from delivery where workspace_id = ${world.workspaceId})`.execute(
    database.db,
  );
});

const none = { status: null, raw: "", reason: { en: "The network says no.", fr: "Le réseau refuse." } };
const published = (remoteId: string): CallResult => ({
  kind: "published",
  remoteId,
  url: `https://x/${remoteId}`,
  status: 200,
  raw: "",
});

/** A lane whose network answers call by call; what is not told is published. `between`: done before each call. */
function lane(
  answers: Partial<Record<number, CallResult>> = {},
  between: (call: number) => Promise<unknown> = async () => undefined,
) {
  const sent: Sending[] = [];
  const budget = { account: { calls: 100, seconds: 60 }, app: null };
  const ports: LanePorts = {
    ledger: openLedger({ db: database.db, worker: "t", networks: new Map([["x", { budget }]]) }),
    clock: { now: Date.now, monotonic: () => performance.now() },
    random: () => 0,
    open: async ({ sending }) => ({
      send: async () => {
        sent.push(sending);
        const answer = answers[sent.length - 1] ?? published(`r${sent.length}`);
        await between(sent.length);
        return answer;
      },
    }),
    refresh: async () => "failed",
  };
  return {
    sent,
    ports,
    texts: () => sent.map(({ part }) => part.text.split(" ")[0]),
    run: () => drain({ workspaceId: world.workspaceId, accountId: world.accounts[0]!.id }, ports, () => false),
  };
}
type Row = { id: number; state: string; part: number; code: string | null; remote: string | null; attempts: number };
const rows = async () =>
  (
    await sql<Row>`select id, state, part, reason_code as code, remote_id as remote, attempts from delivery
      where workspace_id = ${world.workspaceId} order by id`.execute(database.db)
  ).rows;
const first = async () => (await rows())[0]!;
const parts = async () =>
  (
    await sql<{ number: number; remote: string | null }>`select number, remote_id as remote from part
      where workspace_id = ${world.workspaceId} order by number`.execute(database.db)
  ).rows;
const detail = async () => (await getDelivery(database.db, new Map(), world.workspaceId, (await first()).id))!.detail;
const act = async () => ({ workspaceId: world.workspaceId, memberId, deliveryId: (await first()).id });
const thaw = () =>
  sql`update lane set frozen_until = null, next_at = now() where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );

test("A thread goes out part by part, each with a key of its own and told of those before it, and then the lane goes on.", async () => {
  const { run, sent, texts } = lane();
  expect(await run()).toMatchObject({ why: "idle", calls: 4 });
  expect(texts()).toEqual(["one", "two", "three", "post"]);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(4);
  expect(sent.slice(0, 3).map(({ key }) => key.slice(0, 36))).toEqual(Array.from({ length: 3 }, () => sent[0]!.key));
  expect(sent[2]).toMatchObject({ index: 2, before: [{ remoteId: "r1", url: "https://x/r1" }, { remoteId: "r2" }] });
  expect(await first()).toMatchObject({ state: "published", part: 2, code: null, remote: "r1", attempts: 3 });
  expect((await parts()).map(({ remote }) => remote)).toEqual(["r1", "r2", "r3"]);
  const { chain, history } = await detail();
  expect(chain.map(({ state, url }) => [state, url])).toEqual([1, 2, 3].map((n) => ["published", `https://x/r${n}`]));
  expect(history.map(({ part }) => part)).toEqual([0, 1, 2]);
});

test("A part that is refused repeats nothing and ends the chain: what is out stays published, and says why the rest is not.", async () => {
  const { run, texts } = lane({ 1: { ...none, kind: "rejected" } });
  await run();
  expect(texts()).toEqual(["one", "two", "post"]);
  expect(await first()).toMatchObject({ state: "published", part: 1, code: "rest_rejected", remote: "r1" });
  const { chain, reason } = await detail();
  expect(chain.map(({ state }) => state)).toEqual(["published", "rejected", "cancelled"]);
  expect(chain[1]?.reason).toEqual(none.reason);
  expect(reason?.en).toBe("Published as far as part 1 of 3; the rest is not. The network says no.");
  expect(reason?.fr).toBe("Publié jusqu’à la partie 1 sur 3, sans la suite. Le réseau refuse.");
});

test("A part that could not be sent is tried again alone, before anything else of the lane, and counts its own tries.", async () => {
  const { run, texts, sent } = lane({ 1: { ...none, kind: "not_sent" } });
  expect(await run()).toMatchObject({ why: "frozen" });
  expect(await first()).toMatchObject({ state: "retry_wait", part: 1 });
  // Something that was due long before comes in meanwhile.
  await sql`update delivery set due_at = now() - interval '1 hour' where state = 'ready' and workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  await sql`update lane set reached_at = null, reached_id = null where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  await thaw();
  await run();
  expect(texts()).toEqual(["one", "two", "two", "three", "post"]);
  expect(sent[1]?.key).toBe(sent[2]?.key);
});

test.each([
  [
    "consent",
    () => sql`update consent set withdrawn_at = now() where workspace_id = ${world.workspaceId}`.execute(database.db),
    "published",
    "rest_consent",
  ],
  [
    "the account",
    () => sql`update account set state = 'disconnected' where workspace_id = ${world.workspaceId}`.execute(database.db),
    "published",
    "rest_disconnected",
  ],
  [
    "the map",
    () => sql`update map set state = 'archived' where workspace_id = ${world.workspaceId}`.execute(database.db),
    "published",
    "rest_archived",
  ],
  [
    "the access",
    () => sql`update account set state = 'reconnect' where workspace_id = ${world.workspaceId}`.execute(database.db),
    "held",
    "reconnect",
  ],
] as const)("Between two parts %s is taken away: nothing more passes the gate.", async (_, take, state, code) => {
  const { run, texts } = lane({}, async (call) => (call === 1 ? take() : null));
  await run();
  expect(texts()).toEqual(["one"]);
  expect(await first()).toMatchObject({ state, code, part: 1, remote: "r1" });
});

test("The global stop between two parts stops the rest, which goes on where it was when the stop ends.", async () => {
  const stop = { workspaceId: world.workspaceId, memberId, reason: "" };
  const { run, texts } = lane({}, async (call) => (call === 1 ? setStop(database.db, { ...stop, on: true }) : null));
  expect(await run()).toMatchObject({ why: "stopped" });
  expect(texts()).toEqual(["one"]);
  await setStop(database.db, { ...stop, on: false });
  await run();
  expect(texts()).toEqual(["one", "two", "three", "post"]);
});

test("A rest whose owner paused goes on after the pause; one whose owner now wants to be asked is not sent, and nobody is asked.", async () => {
  const choose = (mode: string) =>
    sql`update consent set mode = ${mode} where workspace_id = ${world.workspaceId}`.execute(database.db);
  const { run, texts } = lane({}, async (call) => (call === 1 ? choose("paused") : null));
  await run();
  expect(await first()).toMatchObject({ state: "held", code: "paused", part: 1 });
  await choose("ask");
  await release(database.db);
  expect(await first()).toMatchObject({ state: "published", code: "rest_consent", part: 1 });
  expect(texts()).toEqual(["one"]);
});

test("A rest that is cancelled, or past its deadline, is not sent, and the post stays published.", async () => {
  const { run } = lane({ 1: { ...none, kind: "limited", until: Date.now() + 60_000 } });
  await run();
  await cancelDelivery(database.db, await act());
  expect(await first()).toMatchObject({ state: "published", code: "rest_cancelled", remote: "r1" });
  expect((await detail()).chain.map(({ state }) => state)).toEqual(["published", "cancelled", "cancelled"]);
  expect((await detail()).reason?.en).toContain("A person cancelled it.");
});

test("The deadline between two parts ends the chain.", async () => {
  const { run } = lane({ 1: { ...none, kind: "not_sent" } });
  await run();
  await sql`update delivery set expires_at = now() where part = 1 and workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  expect(await expire(database.db)).toBe(1);
  expect(await first()).toMatchObject({ state: "published", code: "rest_expired" });
  expect((await detail()).chain.map(({ state }) => state)).toEqual(["published", "expired", "cancelled"]);
});

test("A lost later part is looked up by its own words and calls; found, the chain goes on behind it.", async () => {
  const { run, texts, sent, ports } = lane({ 1: { ...none, kind: "unknown" } });
  await run();
  expect(await first()).toMatchObject({ state: "unknown", part: 1, remote: "r1" });
  const [claimed] = await claimLost(database.db, 10);
  expect(claimed?.lost).toMatchObject({ text: "two" });
  expect(claimed?.lost.gates).toHaveLength(1);
  // The first part is not taken for the second one.
  expect([...(await takenPosts(database.db, claimed!, ["r1", "s2"])).ids]).toEqual(["r1"]);
  await adopt(database.db, claimed!, { remoteId: "s2", url: null, text: "two", links: [], at: Date.now() });
  expect(await first()).toMatchObject({ state: "ready", part: 2, remote: "r1" });
  // The lost call's own answer comes at last: it is not the third part's.
  const [lane1, late] = [{ workspaceId: world.workspaceId, accountId: world.accounts[0]!.id }, claimed!.epoch];
  const verdict = judge(published("own"), { attempt: 1, suspected: true, refreshed: false, now: 0, random: 0 });
  const settle = {
    ...lane1,
    deliveryId: claimed!.deliveryId,
    epoch: late,
    tokenEpoch: 0,
    day: null,
    part: 1,
    parts: 3,
    verdict,
  };
  expect(await ports.ledger.round({ lane: lane1, settle, gate: false, window: null })).toMatchObject({
    settled: false,
  });
  await run();
  expect(texts()).toEqual(["one", "two", "three", "post"]);
  expect(sent[2]?.before.map(({ remoteId }) => remoteId)).toEqual(["r1", "s2"]);
  expect(await first()).toMatchObject({ state: "published", code: null });
});

test("A person says that a lost part is not there: it alone is sent again. That it is there: what hangs on it cannot go.", async () => {
  const { run, texts } = lane({ 1: { ...none, kind: "unknown" }, 2: { ...none, kind: "unknown" } });
  await run();
  await answerDelivery({ db: database.db }, { ...(await act()), answer: "absent" });
  await run();
  expect(texts()).toEqual(["one", "two", "two"]);
  await answerDelivery({ db: database.db }, { ...(await act()), answer: "there", url: "https://x/mine" });
  expect(await first()).toMatchObject({ state: "published", part: 1, code: "rest_untied" });
  const { chain } = await detail();
  expect(chain.map(({ state, url }) => [state, url])).toEqual([
    ["published", "https://x/r1"],
    ["published", "https://x/mine"],
    ["cancelled", null],
  ]);
});

test("A worker that dies in a later part leaves it unknown, and its late answer still counts for this part only.", async () => {
  const { ports } = lane();
  const here = { workspaceId: world.workspaceId, accountId: world.accounts[0]!.id };
  const ask = { lane: here, settle: null, gate: true, window: null };
  const one = (await ports.ledger.round(ask)).gated!;
  const verdict = {
    state: "published",
    code: null,
    reason: null,
    remoteId: "r1",
    url: null,
    adopted: false,
    confirmed: true,
  } as const;
  const more = {
    freeze: null,
    reconnect: false,
    processing: null,
    outcome: "published",
    status: 200,
    raw: "",
  } as const;
  const settle = (gated: typeof one, remoteId: string) => ({
    ...gated,
    part: gated.sending.index,
    verdict: { ...verdict, ...more, remoteId },
  });
  const two = (await ports.ledger.round({ ...ask, settle: settle(one, "r1") })).gated!;
  expect(two.sending.index).toBe(1);
  // The first answer comes a second time: it is not the second part's.
  expect(await ports.ledger.round({ ...ask, gate: false, settle: settle(one, "again") })).toMatchObject({
    settled: false,
  });
  await sql`update delivery set lease_until = now() - interval '1 second' where state = 'sending' and workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  await recover(database.db);
  expect(await first()).toMatchObject({ state: "unknown", part: 1, code: "lost" });
  expect(await ports.ledger.round({ ...ask, gate: false, settle: settle(two, "r2") })).toMatchObject({ settled: true });
  expect(await first()).toMatchObject({ state: "ready", part: 2, remote: "r1" });
});

test("A thread is one post of the day and keeps no distance within itself; its calls are spent of the network's budget.", async () => {
  await sql`update account set daily_cap = 1, spacing_s = 600, zone = 'UTC' where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  const { run, texts } = lane();
  expect(await run()).toMatchObject({ why: "spacing" });
  expect(texts()).toEqual(["one", "two", "three"]);
  const spent =
    await sql`select (select used from budget where workspace_id = ${world.workspaceId}) as day, window_used as calls from lane where workspace_id = ${world.workspaceId}`.execute(
      database.db,
    );
  expect(spent.rows).toEqual([{ day: 1, calls: 3 }]);
});

test("Sent again on purpose it is a new chain from its beginning.", async () => {
  const { run, texts } = lane({ 1: { ...none, kind: "rejected" } });
  await run();
  await sendAgain(database.db, { ...(await act()), owner: true });
  await run();
  expect(texts()).toEqual(["one", "two", "post", "one", "two", "three"]);
});

const working = (until = Date.now() + 600_000): CallResult => ({
  ...none,
  kind: "processing",
  data: { ticket: 7 },
  again: 1_000,
  until,
});

/** One round of questions, some time later. */
async function askAfter(answer: CallResult | null | "never", ports: LanePorts, later = 3_600_000) {
  const asked: unknown[] = [];
  const at = new Date(Date.now() + later).toISOString();
  const count = await follow(
    {
      ledger: ports.ledger,
      claim: () => claimProcessing(database.db, 10, { at }),
      ask: async ({ pending, sending }) => (asked.push([pending.data, sending.part.text]), answer),
      refresh: async () => undefined,
      failed: (error) => {
        throw error;
      },
    },
    () => false,
  );
  return { count, asked };
}

test("What a network is working on holds its lane, is asked after, and goes on to the next part when it is out.", async () => {
  const { run, texts, ports } = lane({ 0: working() });
  expect(await run()).toMatchObject({ why: "busy" });
  expect(await first()).toMatchObject({ state: "processing", part: 0, code: "processing" });
  // Whoever asked after it died: it is neither lost nor free, and is asked after again.
  expect(await claimProcessing(database.db, 10, { at: new Date(Date.now() + 5_000).toISOString() })).toHaveLength(1);
  expect(await recover(database.db, { at: new Date(Date.now() + 600_000).toISOString() })).toBe(0);
  await sql`update delivery set lease_until = now() + interval '1 second' where state = 'processing'`.execute(
    database.db,
  );
  expect(await first()).toMatchObject({ state: "processing" });
  expect(await askAfter(published("never"), ports, -60_000)).toMatchObject({ count: 0 });
  expect(await askAfter(working(), ports, 5_000)).toEqual({ count: 1, asked: [[{ ticket: 7 }, "one"]] });
  expect(await first()).toMatchObject({ state: "processing" });
  expect(await run()).toMatchObject({ why: "busy", calls: 0 });
  expect(await askAfter(published("late"), ports, 60_000)).toMatchObject({ count: 1 });
  expect(await first()).toMatchObject({ state: "ready", part: 1, remote: "late" });
  await run();
  expect(texts()).toEqual(["one", "two", "three", "post"]);
  expect((await detail()).chain.map(({ state }) => state)).toEqual(["published", "published", "published"]);
});

test("Past its deadline nobody knows, and the network's manner has to tell; a refusal is one; a question without an answer says nothing.", async () => {
  const { run, ports } = lane({ 0: working(Date.now() + 120_000) });
  await run();
  await askAfter(null, ports, 10_000);
  expect(await first()).toMatchObject({ state: "processing" });
  await askAfter({ ...none, kind: "unknown" }, ports, 130_000);
  expect(await first()).toMatchObject({ state: "unknown", code: "no_answer", part: 0 });
});

test("Refused after all, the first part is refused; of a network that cannot be asked nobody knows at once.", async () => {
  const { run, ports } = lane({ 0: working(), 1: working() });
  await run();
  await askAfter({ ...none, kind: "rejected" }, ports);
  expect(await first()).toMatchObject({ state: "rejected" });
  await run();
  await askAfter("never", ports);
  expect((await rows())[1]).toMatchObject({ state: "unknown" });
});

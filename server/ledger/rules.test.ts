import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Card, Limits, Rule } from "#engine/card.ts";
import { drain, type LanePorts } from "#engine/lane.ts";
import type { Network } from "#engine/network.ts";
import { networksAt } from "#test/faults/network.ts";
import { testServices } from "#test/faults/services.ts";
import { makeWorld, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { askAnew } from "./access.ts";
import { judgePost } from "./judge.ts";
import { publishProposal } from "./proposals.ts";
import { openLedger } from "./rounds.ts";
import { rulesOf, stamp } from "./ruled.ts";
import { listProposals } from "./asked.ts";

let database: TestDatabase;
let world: World;
let memberId: string;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const [plain] = [...networksAt("http://127.0.0.1:1", 100).values()].filter(({ card }) => card.name === "readable");
/** The network as it is after an upgrade changed its card. */
const site = (card: Partial<Card> = {}): Network => ({ ...plain!, card: { ...plain!.card, ...card } });
const today = site();
const noDigits: Rule = {
  code: "digits",
  version: 1,
  severity: "error",
  check: ({ text }) => (/\d/u.test(text) ? { en: "Digits are not taken. Write words.", fr: "Pas de chiffres." } : null),
};

/** A colleague's account that publishes by itself, with one post that was planned under today's rules. */
beforeEach(async () => {
  world = await makeWorld(database.db, ["readable"]);
  ({ id: memberId } = await createMember(database.db, world.workspaceId, { role: "ambassador" }));
  await sql`update account set member_id = ${memberId} where workspace_id = ${world.workspaceId}`.execute(database.db);
  await scheduleSome(database.db, world, 1);
});

/** A worker that knows the network as it is given. */
function worker(network: Network) {
  const services = testServices(database.db, new Map([["readable", network]]));
  const sent: string[] = [];
  const judged: number[] = [];
  const ports: LanePorts = {
    ledger: openLedger({ db: database.db, worker: "t", networks: services.nodes.networks }),
    clock: { now: Date.now, monotonic: () => performance.now() },
    random: () => 0,
    open: async ({ sending }) => ({
      send: async () => {
        sent.push(sending.part.text);
        return { kind: "published", remoteId: sending.key, url: null, status: 200, raw: "" };
      },
    }),
    refresh: async () => "failed",
    judge: async (lane, id) => {
      judged.push(id);
      await judgePost(services, lane, id);
    },
  };
  const lane = { workspaceId: world.workspaceId, accountId: world.accounts[0]!.id };
  return { services, sent, judged, ports, run: (other = ports) => drain(lane, other, () => false) };
}
const only = async () => {
  const { rows } = await sql<{ id: number; state: string; code: string | null; reason: { en: string } | null }>`
    select id, state, reason_code as code, reason from delivery where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  return rows[0]!;
};
const takes = (text: number | null) => {
  const limits: Limits | null = text === null ? null : { text, pictures: 0, videos: 0, alt: 0 };
  return sql`update account set limits = ${limits === null ? null : JSON.stringify(limits)}::jsonb, terms_epoch = terms_epoch + 1
    where workspace_id = ${world.workspaceId}`.execute(database.db);
};

test("A post that was planned under the rules of today passes the gate and is not judged again.", async () => {
  const { run, sent, judged } = worker(today);
  expect(await run()).toMatchObject({ why: "idle", calls: 1 });
  expect([sent.length, judged]).toEqual([1, []]);
});

test("A post that was planned before a rule came does not leave: its owner reads the rule, writes other words, and those leave.", async () => {
  const { services, run, sent } = worker(site({ rules: [noDigits] }));
  expect(await run()).toMatchObject({ calls: 0 });
  const { id, ...held } = await only();
  expect(held).toMatchObject({ state: "held", code: "rule", reason: { en: "Digits are not taken. Write words." } });

  const asked = { workspaceId: world.workspaceId, memberId, limit: 5 };
  const { rows } = await listProposals(database.db, services.nodes.networks, asked);
  expect(rows).toMatchObject([
    { id, posts: [{ rulings: [{ code: "digits", severity: "error", message: { fr: "Pas de chiffres." } }] }] },
  ]);
  const mine = { workspaceId: world.workspaceId, memberId, deliveryId: id };
  await expect(publishProposal(services, mine)).rejects.toMatchObject({ status: 422, code: "digits" });
  await publishProposal(services, { ...mine, text: "Words" });
  expect(await run()).toMatchObject({ calls: 1 });
  expect(sent).toEqual(["Words"]);
  expect(await only()).toMatchObject({ state: "published" });
});

test("A rule whose new version allows the post costs one look, and the post leaves.", async () => {
  const { run, judged } = worker(site({ rules: [{ ...noDigits, version: 2, check: () => null }] }));
  expect(await run()).toMatchObject({ why: "idle", calls: 1 });
  expect(judged).toHaveLength(1);
});

test("A rule that only advises against a post lets it leave.", async () => {
  const { run } = worker(site({ rules: [{ ...noDigits, severity: "warning" }] }));
  expect(await run()).toMatchObject({ why: "idle", calls: 1 });
});

test("What a rule only advises against is said at the proposal, and hinders nobody.", async () => {
  const { services } = worker(site({ rules: [{ ...noDigits, severity: "warning" }] }));
  await sql`update delivery set state = 'held', reason_code = 'consent' where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  const asked = { workspaceId: world.workspaceId, memberId, limit: 5 };
  const { rows } = await listProposals(database.db, services.nodes.networks, asked);
  expect(rows).toMatchObject([
    { posts: [{ rulings: [{ severity: "warning", message: { en: "Digits are not taken. Write words." } }] }] },
  ]);
  await publishProposal(services, { workspaceId: world.workspaceId, memberId, deliveryId: rows[0]!.id });
});

test("A server that takes less than when the post was planned is obeyed, and one that takes more again lets it go.", async () => {
  const { run, sent } = worker(today);
  await takes(10);
  expect(await run()).toMatchObject({ calls: 0 });
  expect(await only()).toMatchObject({ state: "held", code: "rule", reason: { en: expect.stringContaining("10") } });
  await takes(5000);
  const { workspaceId } = world;
  expect(await database.db.transaction().execute((trx) => askAnew(trx, workspaceId, [world.accounts[0]!.id]))).toBe(1);
  expect(await run()).toMatchObject({ calls: 1 });
  expect(sent).toHaveLength(1);
});

test("A rule of posts that go by themselves holds against the mode at the gate, not the one at planning.", async () => {
  const byHand: Rule = {
    ...noDigits,
    check: ({ mode }) => (mode === "auto" ? { en: "By hand only.", fr: "À la main." } : null),
  };
  const network = site({ rules: [byHand] });
  // The post was planned, and judged, while its owner wanted to be asked.
  await sql`update delivery set ruled = ${stamp(rulesOf(network.card), 1, "ask")} where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  expect(await worker(network).run()).toMatchObject({ calls: 0 });
  expect(await only()).toMatchObject({ state: "held", code: "rule", reason: { en: "By hand only." } });
});

test("What nobody judged is judged: a delivery from before there was a stamp.", async () => {
  await sql`update delivery set ruled = null, post = null, text = 'Old words', link = null where workspace_id = ${world.workspaceId}`.execute(
    database.db,
  );
  const { run, judged, sent } = worker(today);
  expect(await run()).toMatchObject({ calls: 1 });
  expect([judged.length, sent]).toEqual([1, ["Old words"]]);
});

test("Where nobody can judge, nothing leaves, and the lane comes back.", async () => {
  const { run, ports, sent } = worker(site({ rules: [noDigits] }));
  const { judge: _, ...unable } = ports;
  expect(await run(unable)).toMatchObject({ why: "rules", until: expect.any(Number), calls: 0 });
  // One that judges and changes nothing is not asked for ever.
  expect(await run({ ...ports, judge: async () => {} })).toMatchObject({ why: "rules", calls: 0 });
  expect(sent).toEqual([]);
  expect(await only()).toMatchObject({ state: "ready" });
});

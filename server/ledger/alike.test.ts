import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Card } from "#engine/card.ts";
import { HouseRules } from "#engine/house.ts";
import { drain, type LanePorts } from "#engine/lane.ts";
import type { Network } from "#engine/network.ts";
import { networksAt } from "#test/faults/network.ts";
import { testServices } from "#test/faults/services.ts";
import { makeWorld, scheduleSome, type World } from "#test/faults/world.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createMember } from "#test/support/session.ts";
import { saveHouseRules } from "../rules/house.ts";
import { judgePost } from "./judge.ts";
import { publishProposal } from "./proposals.ts";
import { openLedger } from "./rounds.ts";
import { listProposals } from "./asked.ts";

/** Two people with an account each at a network that forbids the same words from several accounts; both post by themselves. */
let database: TestDatabase;
let world: World;
let members: string[];
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const [plain] = [...networksAt("http://127.0.0.1:1", 100).values()].filter(({ card }) => card.name === "readable");
const alike: NonNullable<Card["alike"]> = {
  text: { en: "No twins.", fr: "Pas de jumeaux." },
  link: "https://e.org",
  readOn: "2026-11-25",
};
const network: Network = { ...plain!, card: { ...plain!.card, alike } };
const services = () => testServices(database.db, new Map([["readable", network]]));
const words = "Our new workshop in Lyon opens its doors to the public on Monday morning";

beforeEach(async () => {
  world = await makeWorld(database.db, ["readable", "readable"]);
  const made = [0, 1].map(() => createMember(database.db, world.workspaceId, { role: "ambassador" }));
  members = (await Promise.all(made)).map(({ id }) => id);
  for (const [index, { id }] of world.accounts.entries())
    await sql`update account set member_id = ${members[index]} where id = ${id}`.execute(database.db);
  await scheduleSome(database.db, world, 1);
  await say(0, words);
  await say(1, `${words}!`);
});

/** What an account's waiting post says; nobody has judged it. */
const say = (account: number, text: string) =>
  sql`update delivery set post = jsonb_set(post, '{parts,0,text}', to_jsonb(${text}::text)), ruled = null
    where account_id = ${world.accounts[account]!.id}`.execute(database.db);
const rule = (rules: unknown) =>
  saveHouseRules(database.db, { workspaceId: world.workspaceId, memberId: members[0]! }, HouseRules.parse(rules));
const hold = { alike: { hours: 24, hold: true } };

async function post(account: number): Promise<string[]> {
  const sent: string[] = [];
  const ports: LanePorts = {
    ledger: openLedger({ db: database.db, worker: "t", networks: services().nodes.networks }),
    clock: { now: Date.now, monotonic: () => performance.now() },
    random: () => 0,
    open: async ({ sending }) => ({
      send: async () => {
        sent.push(sending.part.text);
        return { kind: "published", remoteId: sending.key, url: null, status: 200, raw: "" };
      },
    }),
    refresh: async () => "failed",
    judge: (lane, id) => judgePost(services(), lane, id),
  };
  await drain({ workspaceId: world.workspaceId, accountId: world.accounts[account]!.id }, ports, () => false);
  return sent;
}
const stateOf = async (account: number) =>
  (
    await sql<{ id: number; state: string; code: string | null }>`
      select id, state, reason_code as code from delivery where account_id = ${world.accounts[account]!.id}`.execute(
      database.db,
    )
  ).rows[0]!;

test("Where it is held, the second account that says nearly the same does not post: its owner is asked for other words, and those leave.", async () => {
  await rule(hold);
  expect(await post(0)).toEqual([words]);
  expect(await post(1)).toEqual([]);
  const { id, ...held } = await stateOf(1);
  expect(held).toMatchObject({ state: "held", code: "rule" });
  const mine = { workspaceId: world.workspaceId, memberId: members[1]!, deliveryId: id };
  await expect(publishProposal(services(), mine)).rejects.toMatchObject({ status: 422, code: "alike" });
  await publishProposal(services(), {
    ...mine,
    text: "I shall be at the door of our Lyon place when it opens, come and see me",
  });
  expect(await post(1)).toHaveLength(1);
});

test("What was judged and waits for its turn counts as said, what was let go does not.", async () => {
  await rule(hold);
  const lane = { workspaceId: world.workspaceId, accountId: world.accounts[0]!.id };
  await judgePost(services(), lane, (await stateOf(0)).id);
  expect(await post(1)).toEqual([]);
  await sql`update delivery set state = 'cancelled', reason_code = 'declined' where account_id = ${lane.accountId}`.execute(
    database.db,
  );
  await sql`update delivery set state = 'ready', reason_code = null, settled_at = null where account_id = ${world.accounts[1]!.id}`.execute(
    database.db,
  );
  await sql`update lane set next_at = now()`.execute(database.db);
  expect(await post(1)).toHaveLength(1);
});

test("Other words, the same words long ago, and one account twice are no trouble.", async () => {
  await rule(hold);
  await say(1, "Something else entirely, about the summer fair of our colleagues in Nantes");
  expect([await post(0), await post(1)].flat()).toHaveLength(2);
  await sql`update said set at = at - interval '25 hours'`.execute(database.db);
  await scheduleSome(database.db, world, 1);
  await sql`update delivery set post = jsonb_set(post, '{parts,0,text}', to_jsonb(${words}::text)), ruled = null
    where workspace_id = ${world.workspaceId} and state = 'ready'`.execute(database.db);
  expect(await post(1)).toHaveLength(1);
});

test("What a step gives once more is held against what its own account said, too, and its owner hears which.", async () => {
  await rule({ alike: { hours: 720, hold: true } });
  expect(await post(0)).toEqual([words]);
  await scheduleSome(database.db, world, 1);
  const mine = sql`account_id = ${world.accounts[0]!.id} and state = 'ready'`;
  await sql`update delivery set occasion = 'recycle:m/k/1', ruled = null, post = jsonb_set(post, '{parts,0,text}', to_jsonb(${words}::text))
    where ${mine}`.execute(database.db);
  expect(await post(0)).toEqual([]);
  const { rows } = await sql<{ id: number; reason: { fr: string } }>`
    select id, reason from delivery where account_id = ${world.accounts[0]!.id} and reason_code = 'rule'`.execute(
    database.db,
  );
  expect(rows[0]!.reason.fr).toContain("Ce compte a déjà dit presque la même chose");
  const asked = { workspaceId: world.workspaceId, memberId: members[0]!, deliveryId: rows[0]!.id };
  await expect(publishProposal(services(), asked)).rejects.toMatchObject({ status: 422, code: "alike" });
  await publishProposal(services(), {
    ...asked,
    text: "Come and see our place in Lyon, the door is open to all of you",
  });
  expect(await post(0)).toHaveLength(1);
});

test("Without the rule both post, and the proposal of the second is told.", async () => {
  await post(0);
  await sql`update delivery set state = 'held', reason_code = 'consent' where account_id = ${world.accounts[1]!.id}`.execute(
    database.db,
  );
  const asked = { workspaceId: world.workspaceId, memberId: members[1]!, limit: 5 };
  const { rows } = await listProposals(database.db, services().nodes.networks, asked);
  expect(rows[0]!.posts[0]!.rulings).toMatchObject([{ code: "alike", severity: "warning" }]);
  await publishProposal(services(), { workspaceId: world.workspaceId, memberId: members[1]!, deliveryId: rows[0]!.id });
  expect(await post(1)).toHaveLength(1);
});

test("What has to be said of one's employer is asked for again before a post leaves that was written before the rule.", async () => {
  await rule({ disclosure: { words: ["#AcmeTeam", "my company"], required: true } });
  expect(await post(0)).toEqual([]);
  expect(await stateOf(0)).toMatchObject({ state: "held", code: "rule" });
  const mine = { workspaceId: world.workspaceId, memberId: members[0]!, deliveryId: (await stateOf(0)).id };
  await expect(publishProposal(services(), mine)).rejects.toMatchObject({ code: "disclosure_required" });
  await publishProposal(services(), { ...mine, text: `${words} #acmeteam` });
  expect(await post(0)).toHaveLength(1);
});

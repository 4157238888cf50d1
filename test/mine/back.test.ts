import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MapDocument } from "#engine/map.ts";
import { inWorkspace } from "#server/database/scope.ts";
import { ensureUser } from "#server/http/user.ts";
import { unbalancedRuns } from "#server/ledger/balance.ts";
import { leaveForGood } from "#server/mine/leave.ts";
import { storeGrant } from "#server/networks/connect/store.ts";
import type { NetworkServices } from "#server/networks/services.ts";
import type { Services } from "#server/ports.ts";
import { sendDrop } from "#server/run/again.ts";
import { createVault } from "#server/vault/vault.ts";
import { manifest } from "../../nodes/ambassadors/node.ts";
import { expand } from "../../nodes/ambassadors/run.ts";
import { items, list, makeWorld, publish, runNow, scheduledFor, unchanged, type World } from "#test/main-job/world.ts";
import { drawing } from "#test/support/toys.ts";

/** Nothing here knows who comes back. What came in before they did is not given to them, so that nothing they posted before leaving comes again. */
let world: World;
let folder: string;
let services: NetworkServices;
beforeAll(async () => {
  world = await makeWorld();
  // As people are really reached: by what they are, and by no name in the map.
  const toys = world.services.nodes.expand;
  (world.services.nodes.manifests as Map<string, unknown>).set("ambassadors", manifest);
  world.services.nodes.expand = (type) => (type === "ambassadors" ? (expand as ReturnType<typeof toys>) : toys(type));
  folder = await mkdtemp(join(tmpdir(), "relaymap-back-"));
  const masterKey = randomBytes(32);
  services = {
    ...world.services,
    vault: createVault(world.services.db, masterKey),
    settings: { networks: {}, masterKey, backupDir: folder },
  } as unknown as NetworkServices;
  // Another of the workspace's, who stays: nobody leaves as the last administrator.
  await enter("boss", "admin");
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

async function enter(name: string, role = "ambassador"): Promise<string> {
  const { db } = world.services;
  const email = `${name}@example.org`;
  const user = await db.transaction().execute((trx) => ensureUser(trx, { email, name }));
  const row = { workspace_id: world.workspaceId, user_id: user, name, email, role };
  return (await db.insertInto("member").values(row).returning("id").executeTakeFirstOrThrow()).id;
}
/** As a network answers whoever signs in there: it knows them, whatever we forgot. */
async function connect(memberId: string, handle: string): Promise<string> {
  const { accounts } = await storeGrant(services, {
    ...{ workspaceId: world.workspaceId, memberId, grantedBy: memberId, network: "plain", server: "", clientId: null },
    ...{
      connection: "sign-in",
      subject: handle,
      subjectName: handle,
      access: { scopes: [], token: "t", refresh: null, expiresAt: null },
    },
    accounts: [{ remoteId: handle, handle, name: handle, kind: "person", avatar: null, url: null }],
  });
  return accounts[0]!.accountId;
}
const mapOf = (source: string, first: MapDocument["first"] = { kind: "skip" }) => ({
  ...drawing({ a: ["spring", { name: source }], z: ["ambassadors", { ...(manifest.defaults as object) }] }, ["a>z"]),
  first,
});
const come = (source: string, newest: number) => world.springs.set(source, () => list(items(source, newest)));
const rest = (source: string) => world.springs.set(source, unchanged);
const out = (account: string) =>
  sql`update delivery set state = 'published', published_at = now(), reason_code = null where account_id = ${account}`.execute(
    world.services.db,
  );
const before = (map: string) =>
  world.services.db.selectFrom("drop").selectAll().where("map_id", "=", map).where("code", "=", "before").execute();

test("who leaves and comes back gets what is new since: of two maps over one source the slower gives nothing that the quicker one gave before", async () => {
  const lea = await enter("lea");
  const first = await connect(lea, "lea");
  come("news", 1);
  const [quick, slow] = [await publish(world, mapOf("news")), await publish(world, mapOf("news"))];
  await runNow(world, quick);
  await runNow(world, slow);
  come("news", 3);
  await sql`update source set next_poll_at = now() - interval '1 second'`.execute(world.services.db);
  await runNow(world, quick);
  expect(await scheduledFor(world, first)).toEqual(["tag:news:2", "tag:news:3"]);
  await out(first);
  rest("news");
  const left = await inWorkspace(world.workspaceId, () =>
    leaveForGood(services, { workspaceId: world.workspaceId, memberId: lea }, { by: lea, heir: null }),
  );
  expect(left.erasedAt).not.toBeNull();

  const again = await enter("lea");
  expect(again).not.toBe(lea);
  const account = await connect(again, "lea");
  expect(account).not.toBe(first);
  await runNow(world, slow);
  expect(await scheduledFor(world, account)).toEqual([]);
  expect((await before(slow)).map(({ item_key: key, account_id: of }) => [key, of])).toEqual([
    ["tag:news:2", account],
    ["tag:news:3", account],
  ]);
  come("news", 4);
  await sql`update source set next_poll_at = now() - interval '1 second'`.execute(world.services.db);
  await runNow(world, quick);
  await runNow(world, slow);
  expect(await scheduledFor(world, account)).toEqual(["tag:news:4"]);
  expect(await unbalancedRuns(world.services.db, null)).toEqual([]);
  // A person may say "all the same": it waits for the owner's yes as anything does.
  const [drop] = await before(slow);
  const made = await inWorkspace(world.workspaceId, () =>
    sendDrop(services as Services, { workspaceId: world.workspaceId, memberId: again }, Number(drop!.id)),
  );
  const row = world.services.db
    .selectFrom("delivery")
    .select(["state", "reason_code", "item_key"])
    .where("id", "=", made);
  expect(await row.executeTakeFirst()).toEqual({ state: "held", reason_code: "consent", item_key: "tag:news:2" });
});

test("a map that was told to begin with what was there gives it to whoever was there, and to who comes while that is under way", async () => {
  come("shelf", 2);
  const noor = await enter("noor");
  const skip = await publish(world, mapOf("shelf"));
  await runNow(world, skip);
  // The items are there before the account is.
  const account = await connect(noor, "noor");
  rest("shelf");
  const all = await publish(world, mapOf("shelf", { kind: "all" }));
  await runNow(world, all);
  expect(await scheduledFor(world, account)).toEqual(["tag:shelf:1", "tag:shelf:2"]);
});

test("the floor is a number of an item, and leads to nobody once its person has left", async () => {
  const { rows } = await sql<{ floor: number | null; former: boolean; member: string | null }>`
    select floor_seq as floor, former, member_id as member from account where workspace_id = ${world.workspaceId} and former`.execute(
    world.services.db,
  );
  expect(rows).toEqual([{ floor: null, former: true, member: null }]);
});

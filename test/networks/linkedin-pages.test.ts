import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drain } from "#engine/lane.ts";
import type { Sending } from "#engine/network.ts";
import { lanePorts } from "#server/ledger/publisher.ts";
import { openLedger } from "#server/ledger/rounds.ts";
import { getDelivery } from "#server/ledger/views.ts";
import { beginConnect } from "#server/networks/connect/begin.ts";
import { makeChoice, readChoice } from "#server/networks/connect/choice.ts";
import { finishConnect } from "#server/networks/connect/finish.ts";
import type { Services } from "#server/ports.ts";
import type { Fault } from "#server/simulators/start.ts";
import { scheduleSome } from "#test/faults/world.ts";
import { sendingOf } from "#test/support/network.ts";
import { toPage } from "./door.ts";
import { answerPage, openWorld, type World } from "./world.ts";

/** What becomes of LinkedIn pages in the ledger: a role that was taken away, a company that was renamed, pictures that are too much. */
let world: World;
let fault: (method: string, path: string) => Fault | undefined = () => undefined;
let ids: Record<string, string> = {};
let count = 0;
beforeAll(async () => {
  world = await openWorld({ faults: (_network, { method, path }) => fault(method, path) });
  const memberId = await world.addMember("admin", "Claire Fontaine");
  const who = { workspaceId: world.workspaceId, memberId, sessionId: "session-1" };
  const begun = await beginConnect(world.services, {
    ...who,
    network: "linkedin",
    connection: "pages",
    forWorkspace: true,
  });
  const back = await answerPage(toPage(begun).url, "atelier_lumen");
  const arrived = await finishConnect(world.services, { ...who, params: back.searchParams });
  if (arrived.kind !== "choice") throw new Error(arrived.kind);
  const { choiceId } = arrived;
  const { accounts } = await readChoice(world.services, { ...who, choiceId });
  const made = await makeChoice(world.services, {
    ...who,
    choiceId,
    accounts: accounts.map(({ remoteId }) => remoteId),
  });
  ids = Object.fromEntries(made.accounts.map(({ accountId, handle }) => [handle, accountId]));
});
afterAll(() => world.close());

/** A post of an account with these parts, sent as far as it goes; how its delivery is told then. */
async function send(accountId: string, first: Partial<Sending["part"]>, ...rest: object[]) {
  const { database, services, workspaceId } = world;
  const { db } = database;
  const map = { workspace_id: workspaceId, name: "m", draft: "{}", state: "live", live_version: 1 };
  const { id: mapId } = await db.insertInto("map").values(map).returning("id").executeTakeFirstOrThrow();
  await scheduleSome(db, { workspaceId, mapId, accounts: [{ id: accountId, network: "linkedin" }] }, 1);
  const parts = [{ text: `Bonjour ${(count += 1)}`, ...first }, ...rest];
  const { rows } = await sql<{ id: number }>`
    update delivery set post = ${JSON.stringify({ version: 1, parts })}::jsonb, ruled = null
    where account_id = ${accountId} and map_id = ${mapId} returning id`.execute(db);
  const ports = lanePorts(
    services as unknown as Services,
    openLedger({ db, worker: "t", networks: services.nodes.networks }),
  );
  for (let turn = 0; turn < 3; turn += 1) {
    await sql`update lane set next_at = now(), frozen_until = null where account_id = ${accountId}`.execute(db);
    await drain({ workspaceId, accountId }, ports, () => false);
  }
  const { detail } = (await getDelivery(db, services.nodes.networks, workspaceId, rows[0]!.id))!;
  return [detail.state, detail.reasonCode, detail.reason?.en ?? null];
}
const account = (id: string) =>
  world.database.db.selectFrom("account").select(["state", "lost"]).where("id", "=", id).executeTakeFirstOrThrow();
const refused = (status: number, body: object): Fault => ({
  ...{ kind: "answer", accept: false, status, body: JSON.stringify({ status, ...body }) },
});

test("a page that its admin no longer administers has to be connected again, with its way out; the page beside it, opened by the same sign-in, goes on", async () => {
  const lumen = ids["atelier-lumen"]!;
  const other = ids["lumen-recrute"]!;
  fault = (method, path) =>
    method === "POST" && path === "/rest/posts"
      ? refused(403, { message: "Not enough permissions to access: posts.CREATE" })
      : path === "/rest/organizationAcls"
        ? { kind: "answer", accept: false, status: 200, body: '{"elements":[]}' }
        : undefined;
  const said = expect.stringContaining("no longer administers it on LinkedIn");
  expect(await send(lumen, {})).toEqual(["held", "reconnect", said]);
  expect(await account(lumen)).toEqual({ state: "reconnect", lost: expect.objectContaining({ en: said }) });
  fault = () => undefined;
  expect(await account(other)).toEqual({ state: "connected", lost: null });
  expect(await send(other, {})).toEqual(["published", null, null]);
});

test("a company that was renamed stays plain text, and whoever looks after the map is told with the post, also once its first comment is out", async () => {
  const mentions = [{ text: "Atelier Lumen", page: "atelier-lumen-2019" }];
  const text = "Avec Atelier Lumen, encore";
  const said = expect.stringContaining("“Atelier Lumen” is not a live mention");
  const comment = { kind: "comment", text: "https://lumen.example/1" };
  expect(await send(ids["lumen-recrute"]!, { text, mentions }, comment)).toEqual(["published", "noted", said]);
});

/** A PNG of this size, as far as its head says. */
function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(60);
  bytes.write("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 0, "latin1");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return new Uint8Array(bytes);
}
/** A GIF of so many frames of one pixel. */
const gif = (frames: number): Uint8Array => {
  const frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
  return new Uint8Array([
    ...Buffer.from("GIF89a\x01\0\x01\0\0\0\0", "latin1"),
    ...Array.from({ length: frames }, () => frame).flat(),
    0x3b,
  ]);
};

test.each([
  ["6100 × 6100 pixels", png(6100, 6100), "image/png", "rejected"],
  ["5900 × 6100 pixels", png(5900, 6100), "image/png", "prepared"],
  ["251 frames", gif(251), "image/gif", "rejected"],
  ["250 frames", gif(250), "image/gif", "prepared"],
])("LinkedIn takes or refuses a picture of %s", async (_, bytes, type, outcome) => {
  const medium = { id: "00000000-0000-4000-8000-000000000001", kind: "picture" as const, type };
  const context = { ...world.context("linkedin"), medium: async () => ({ bytes, type, width: null, height: null }) };
  const at = world.login("linkedin", "lea_martin");
  const step = await world.network("linkedin").prepare!(
    context,
    at,
    sendingOf({ text: "a", media: [medium] }),
    undefined,
  );
  expect(step.kind).toBe(outcome);
});

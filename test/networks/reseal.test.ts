import { randomUUID } from "node:crypto";
import type { KyselyPlugin } from "kysely";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { disconnect } from "#server/networks/grants/disconnect.ts";
import { refresh } from "#server/networks/grants/refresh.ts";
import { resealAccount, resealAll } from "#server/networks/grants/reseal.ts";
import { loginFor } from "#server/networks/grants/login.ts";
import type { NetworkServices } from "#server/networks/services.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let lea = "";
beforeAll(async () => {
  world = await openWorld();
  lea = await world.addMember("ambassador");
});
beforeEach(async () => {
  await world.database.db.deleteFrom("account").execute();
  await world.database.db.deleteFrom("network_grant").execute();
});
afterAll(() => world.close());

type Old = { id: string; network: string; access: string; refresh: string | null; state: string };

/** An account as it was kept before there were grants: its tokens on its own row, sealed for that place. */
async function addOld(network: string, handle: string, state = "connected"): Promise<Old> {
  const { identity, server, tokens } = world.simulators.issueToken(network, handle);
  const id = randomUUID();
  const { vault } = world.services;
  const seal = (field: string, token: string) => vault.seal(world.workspaceId, `account/${id}/${field}`, token);
  await world.database.db
    .insertInto("account")
    .values({
      workspace_id: world.workspaceId,
      id,
      network,
      server,
      remote_id: identity.remoteId,
      handle: identity.handle,
      name: identity.name,
      member_id: lea,
      state,
      client_id: "relaymap-demo",
      sealed_token: await seal("token", tokens.access),
      sealed_refresh: tokens.refresh === null ? null : await seal("refresh", tokens.refresh),
      token_expires_at: tokens.expiresAt === null ? null : new Date(tokens.expiresAt).toISOString(),
      token_epoch: 4,
    })
    .execute();
  return { id, network, access: tokens.access, refresh: tokens.refresh, state };
}

const people = ["lea_martin", "hugo_bernard", "noah_petit"];
const addAll = async (): Promise<Old[]> => [
  ...(await Promise.all(people.map((handle) => addOld("x", handle)))),
  await addOld("mastodon", "ines_moreau"),
  await addOld("x", "ines_moreau", "reconnect"),
];
const login = (id: string) => loginFor(world.services, world.workspaceId, id);

/** Everybody posts with the token that they had; who had to reconnect still has to. */
async function expectAllWell(accounts: readonly Old[]): Promise<void> {
  for (const { id, access, state } of accounts) {
    const result = await login(id);
    if (state === "reconnect") expect(result.kind).toBe("reconnect");
    else expect(result).toMatchObject({ kind: "login", login: { token: access, epoch: 4 } });
  }
}

/** The same services in a process that is killed at its nth call of vault or database: nothing of it works from then on. */
function dying(at: number): { services: NetworkServices; died: () => boolean } {
  let calls = 0;
  const call = (): void => {
    calls += 1;
    if (calls >= at) throw new Error("killed");
  };
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      call();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const { vault } = world.services;
  const services: NetworkServices = {
    ...world.services,
    db: world.database.db.withPlugin(plugin),
    vault: {
      seal: async (...args) => {
        call();
        return vault.seal(...args);
      },
      open: async (...args) => {
        call();
        return vault.open(...args);
      },
    },
  };
  return { services, died: () => calls >= at };
}

test("killed at any step, nobody has to reconnect, and the next start finishes", async () => {
  let steps = 0;
  let finished = false;
  for (let at = 1; !finished; at += 1) {
    await world.database.db.deleteFrom("account").execute();
    await world.database.db.deleteFrom("network_grant").execute();
    const accounts = await addAll();
    const { services, died } = dying(at);
    await resealAll(services).catch(() => 0);
    finished = !died();
    steps = at;
    await expectAllWell(accounts);
    const { rows } = await sql<{ half: boolean }>`
      select grant_id is null = (sealed_token is null and sealed_refresh is null) as half from account`.execute(
      world.database.db,
    );
    expect(rows.filter(({ half }) => half)).toEqual([]);
    await resealAll(world.services);
    await expectAllWell(accounts);
    const left = await world.database.db
      .selectFrom("account")
      .select("id")
      .where((eb) => eb.or([eb("grant_id", "is", null), eb("sealed_token", "is not", null)]))
      .execute();
    expect(left).toEqual([]);
    expect(await resealAll(world.services)).toBe(0);
  }
  // Opened, sealed, locked, written twice, for each of five accounts.
  expect(steps).toBeGreaterThan(25);
}, 120_000);

test("an old token is renewed, and given back, as any other", async () => {
  const [one, two] = [await addOld("x", "lea_martin"), await addOld("x", "hugo_bernard")];
  const renewed = await refresh(world.services, world.workspaceId, one.id, 4);
  expect(renewed).toMatchObject({ kind: "login", login: { epoch: 5 } });
  expect(renewed.kind === "login" && renewed.login.token).not.toBe(one.access);
  const left = await disconnect(world.services, { workspaceId: world.workspaceId, accountId: two.id, memberId: lea });
  expect(left.revoked).toBe(true);
});

test("rival starts seal each token once", async () => {
  const accounts = await addAll();
  const counts = await Promise.all([1, 2, 3, 4].map(() => resealAll(world.services)));
  expect(counts.reduce((sum, each) => sum + each, 0)).toBe(accounts.length);
  await expectAllWell(accounts);
  expect(await world.database.db.selectFrom("network_grant").select("id").execute()).toHaveLength(accounts.length);
});

test("a token that an older process is about to renew is left alone until that is over", async () => {
  const { id } = await addOld("x", "lea_martin");
  await sql`update account set refreshing_until = clock_timestamp() + interval '30 seconds'`.execute(world.database.db);
  expect(await resealAccount(world.services, world.workspaceId, id)).toBe(false);
  await sql`update account set refreshing_until = clock_timestamp() - interval '1 second'`.execute(world.database.db);
  expect(await resealAccount(world.services, world.workspaceId, id)).toBe(true);
});

test("one token that does not open holds up nobody else's", async () => {
  const accounts = await addAll();
  await sql`update account set sealed_token = '\\x00'::bytea where id = ${accounts[0]!.id}`.execute(world.database.db);
  expect(await resealAll(world.services)).toBe(accounts.length - 1);
  await expectAllWell(accounts.slice(1));
});

test("an old token stands readable nowhere, before, meanwhile or after", async () => {
  const accounts = await addAll();
  await resealAccount(world.services, world.workspaceId, accounts[0]!.id);
  const dump = async (): Promise<string> => {
    const { rows } = await sql<{ dump: string }>`
      select query_to_xml('select * from account', true, false, '')::text || query_to_xml('select * from network_grant', true, false, '')::text as dump`.execute(
      world.database.db,
    );
    return rows[0]?.dump ?? "";
  };
  const kept = (await dump()) + (await resealAll(world.services), await dump()) + world.logged();
  expect(kept).toContain("lea_martin");
  for (const secret of accounts.flatMap(({ access, refresh: second }) => [access, second ?? access]))
    for (const form of [secret, Buffer.from(secret).toString("base64"), Buffer.from(secret).toString("hex")])
      expect(kept.includes(form)).toBe(false);
});

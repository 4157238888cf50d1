import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { createVault, VaultError } from "./vault.ts";

let database: TestDatabase;
const master = randomBytes(32);
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function makeWorkspace(): Promise<string> {
  const row = await database.db
    .insertInto("workspace")
    .values({ name: "Atelier Lumen" })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

async function refusal(work: Promise<unknown>): Promise<VaultError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof VaultError)) throw new Error("expected a VaultError", { cause: error });
  return error;
}

test("what is sealed opens again, in another process with the same master key too", async () => {
  const workspace = await makeWorkspace();
  const sealed = await createVault(database.db, master).seal(workspace, "secret/a", "jeton-é-🔑");
  expect(sealed.includes(Buffer.from("jeton"))).toBe(false);
  expect(await createVault(database.db, master).open(workspace, "secret/a", sealed)).toBe("jeton-é-🔑");
});

test("the same text sealed twice gives different bytes", async () => {
  const workspace = await makeWorkspace();
  const vault = createVault(database.db, master);
  const [first, second] = await Promise.all([
    vault.seal(workspace, "secret/a", "x"),
    vault.seal(workspace, "secret/a", "x"),
  ]);
  expect(first.equals(second)).toBe(false);
});

test("every single changed byte is noticed", async () => {
  const workspace = await makeWorkspace();
  const vault = createVault(database.db, master);
  const sealed = await vault.seal(workspace, "secret/a", "a token");
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    await refusal(vault.open(workspace, "secret/a", changed));
  }
  expect((await refusal(vault.open(workspace, "secret/a", sealed.subarray(0, 20)))).code).toBe("format");
});

test("a value moved to another place or another workspace does not open", async () => {
  const [here, there] = [await makeWorkspace(), await makeWorkspace()];
  const vault = createVault(database.db, master);
  const sealed = await vault.seal(here, `account/${randomUUID()}/token`, "a token");
  await vault.seal(there, "secret/a", "own key");
  expect((await refusal(vault.open(here, `account/${randomUUID()}/token`, sealed))).code).toBe("refused");
  expect((await refusal(vault.open(there, "secret/a", sealed))).code).toBe("refused");
});

test("another master key gives one clear sentence", async () => {
  const workspace = await makeWorkspace();
  const sealed = await createVault(database.db, master).seal(workspace, "secret/a", "a token");
  const error = await refusal(createVault(database.db, randomBytes(32)).open(workspace, "secret/a", sealed));
  expect(error.code).toBe("key");
  expect(error.message).toContain("RELAYMAP_SECRET");
});

test("processes that seal first at the same time agree on one key", async () => {
  const workspace = await makeWorkspace();
  const vaults = Array.from({ length: 8 }, () => createVault(database.db, master));
  const sealed = await Promise.all(vaults.map((vault, index) => vault.seal(workspace, "secret/a", `token ${index}`)));
  const reader = createVault(database.db, master);
  expect(await Promise.all(sealed.map((bytes) => reader.open(workspace, "secret/a", bytes)))).toEqual(
    sealed.map((_, index) => `token ${index}`),
  );
});

test("a rotation seals every row again, and one that was interrupted is finished", async () => {
  const workspace = await makeWorkspace();
  const vault = createVault(database.db, master);
  const [id, network] = [randomUUID(), "x"];
  await database.db
    .insertInto("account")
    .values({
      workspace_id: workspace,
      id,
      network,
      remote_id: "1",
      handle: "lea",
      name: "Léa",
      sealed_token: await vault.seal(workspace, `account/${id}/token`, "access"),
      sealed_refresh: await vault.seal(workspace, `account/${id}/refresh`, "refresh"),
    })
    .execute();
  const names = Array.from({ length: 230 }, (_, index) => `s${index}`);
  const rows = await Promise.all(
    names.map(async (name) => ({
      workspace_id: workspace,
      name,
      sealed: await vault.seal(workspace, `secret/${name}`, name),
    })),
  );
  await database.db.insertInto("secret").values(rows).execute();
  const app = { workspace_id: workspace, network: "mastodon", server: "https://social.example", client_id: "c" };
  await database.db
    .insertInto("network_app")
    .values({
      ...app,
      sealed_secret: await vault.seal(workspace, "network_app/mastodon/https://social.example", "client secret"),
    })
    .execute();

  expect(await vault.rotate(workspace)).toEqual({ version: 2, resealed: 233 });
  // As if the next rotation had been killed after its first row:
  await database.db
    .insertInto("keyring")
    .values({ workspace_id: workspace, version: 3, wrapped: await nextKey(workspace) })
    .execute();
  expect(await vault.rotate(workspace)).toEqual({ version: 3, resealed: 233 });

  const reader = createVault(database.db, master);
  const account = await database.db.selectFrom("account").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  expect(await reader.open(workspace, `account/${id}/token`, account.sealed_token as Buffer)).toBe("access");
  expect(await reader.open(workspace, `account/${id}/refresh`, account.sealed_refresh as Buffer)).toBe("refresh");
  const kept = await database.db.selectFrom("secret").selectAll().where("workspace_id", "=", workspace).execute();
  for (const row of kept) expect(await reader.open(workspace, `secret/${row.name}`, row.sealed)).toBe(row.name);
});

async function nextKey(workspace: string): Promise<Buffer> {
  const { sealBytes } = await import("./cipher.ts");
  return sealBytes(master, 1, `${workspace}/keyring`, randomBytes(32));
}

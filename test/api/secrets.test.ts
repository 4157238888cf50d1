import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { serialise } from "#engine/serialise.ts";
import { main } from "#server/cli/main.ts";
import { secretReader, secretValues } from "#server/vault/secrets.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { createThings, sampleMap } from "./things.ts";

const canary = "EAAB-canary-91c7";
const name = "facebook-page:atelier.lumen";

let server: TestApp;
let workspaceId: string;
let admin: Session;
let manager: Session;

beforeAll(async () => {
  server = await testApp();
  const { db } = server.services;
  workspaceId = (await createWorkspace(db)).id;
  const enter = async (role: "admin" | "manager") =>
    signIn(server.app, server.services, await createMember(db, workspaceId, { role }));
  admin = await enter("admin");
  manager = await enter("manager");
  const ambassador = await createMember(db, workspaceId, { role: "ambassador" });
  await createThings(server.services, workspaceId, ambassador.id);
});
afterAll(() => server.close());

/** The sample map over a Facebook page instead of a feed. */
function pageMap(token: unknown) {
  const map = sampleMap();
  const page = { ...map.nodes[0]!, type: "facebook-page", version: 2, config: { page: "atelier.lumen", token } };
  return { ...map, nodes: [page, ...map.nodes.slice(1)] };
}
const codes = (problems: { code: string }[]) => problems.map(({ code }) => code);

test("A map with a secret in it is refused when it is made and when it is saved, and nothing of it is stored", async () => {
  const made = await manager.call("createMap", { body: { name: "Page", document: pageMap(canary) } });
  expect(made).toMatchObject({ status: 422, body: { code: "plain_secret" } });
  const { body: map } = await manager.call("createMap", { body: { name: "Page", document: pageMap(null) } });
  const params = { id: map.id };
  for (const token of [canary, { secret: canary }, { secret: "a", value: canary }]) {
    const saved = await manager.call("saveDraft", { params, body: { revision: 1, document: pageMap(token) } });
    expect(saved).toMatchObject({ status: 422, body: { code: "plain_secret" } });
    expect(saved.text).not.toContain(canary);
  }
  expect((await manager.call("getMap", { params })).body.revision).toBe(1);
  const shown = await manager.call("preview", { body: { document: pageMap(canary) } });
  expect(codes(shown.body.problems)).toContain("plain-secret");
  const { rows } = await server.services.db
    .selectFrom("map")
    .selectAll()
    .execute()
    .then((rows) => ({ rows }));
  expect(JSON.stringify(rows)).not.toContain(canary);
  expect(made.text + shown.text + server.logged()).not.toContain(canary);
});

test("The command line refuses such a file too", async () => {
  const folder = await mkdtemp(join(tmpdir(), "relaymap-secret-"));
  const file = join(folder, "map.json");
  await writeFile(file, JSON.stringify(pageMap(canary)));
  let said = "";
  const write = (text: unknown) => {
    said += String(text);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockImplementation(write));
  try {
    expect(await main(["check", file])).toBe(1);
    expect(await main(["preview", file])).toBe(1);
  } finally {
    for (const spy of spies) spy.mockRestore();
    await rm(folder, { recursive: true });
  }
  expect(said).toMatch(/plain-secret.*plain-secret/su);
  expect(said).not.toContain(canary);
});

test("A map cannot go live until the secrets that it refers to are stored; what is stored is in no answer and no export", async () => {
  const { body: map } = await manager.call("createMap", {
    body: { name: "Page", document: pageMap({ secret: name }) },
  });
  expect(codes(map.problems)).toEqual(["missing-secret"]);
  const params = { id: map.id };
  expect((await manager.call("publishMap", { params, body: { revision: 1 } })).status).toBe(422);
  await admin.call("saveSecret", { params: { name }, body: { value: ` ${canary}\n` } });
  expect(await secretReader(server.services, workspaceId)(name)).toBe(canary);
  const live = await manager.call("publishMap", { params, body: { revision: 1 } });
  expect(live.status).toBe(200);
  expect(live.body.problems).toEqual([]);
  const { config } = await server.services.db
    .selectFrom("source")
    .select(["config", "version"])
    .where("key", "=", name)
    .executeTakeFirstOrThrow();
  expect(config).toEqual({ account: "", page: "atelier.lumen", token: { secret: name } });
  const seen = [live.text, serialise(live.body.document), (await admin.call("listSecrets")).text, server.logged()];
  for (const text of seen) expect(text).not.toContain(canary);
});

test("A map of before the reference goes on reading its page: drawn and live, it refers to the secret that it always used", async () => {
  const old = pageMap(undefined);
  const document = {
    ...old,
    nodes: [{ ...old.nodes[0]!, version: 1, config: { page: "Atelier.Lumen" } }, old.nodes[1]!],
  };
  const { id } = await server.services.db
    .insertInto("map")
    .values({ workspace_id: workspaceId, name: "Before", draft: JSON.stringify(document) })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { body } = await manager.call("getMap", { params: { id } });
  // Beside what is said of two maps with one page and one account there is nothing.
  expect(body.problems.map(({ code }) => code)).toEqual(["shared-source"]);
  expect(body.document.nodes[0]).toMatchObject({
    version: 3,
    config: { page: "Atelier.Lumen", token: { secret: name } },
  });
  const { rows } = (await admin.call("listSecrets")).body;
  expect(rows.find((row) => row.name === name)?.maps.map((map) => map.name)).toEqual(["Before", "Page"]);
});

test("A secret in use is not deleted by accident: the answer names the maps", async () => {
  const asked = await admin.call("deleteSecret", { params: { name } });
  expect(asked).toMatchObject({ status: 409, body: { code: "secret_in_use" } });
  expect((asked.body as unknown as { details: { name: string }[] }).details.map((map) => map.name)).toEqual([
    "Before",
    "Page",
  ]);
  expect((await admin.call("deleteSecret", { params: { name }, query: { anyway: true } })).status).toBe(200);
  expect(await secretReader(server.services, workspaceId)(name)).toBeNull();
});

test("While a secret is replaced the old one proves a sender for a day, where that was asked for; what leaked ends at once", async () => {
  const { db } = server.services;
  const values = () => secretValues(server.services, workspaceId)("hook");
  const save = (value: string, keep?: boolean) =>
    admin.call("saveSecret", { params: { name: "hook" }, body: { value, ...(keep === undefined ? {} : { keep }) } });
  await save("one");
  await save("two", true);
  expect(await values()).toEqual(["two", "one"]);
  expect((await admin.call("listSecrets")).body.rows.find((row) => row.name === "hook")?.previousUntil).not.toBeNull();
  await db
    .updateTable("secret")
    .set({ previous_until: new Date(Date.now() - 1).toISOString() })
    .execute();
  expect(await values()).toEqual(["two"]);
  await save("three", true);
  await save("four");
  expect(await values()).toEqual(["four"]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Services } from "../ports.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace } from "#test/support/session.ts";
import { createMap, saveDraft } from "./edit.ts";
import { draw } from "./templates/draw.ts";
import { listMaps } from "./list.ts";

let server: TestApp;
let actor: { workspaceId: string; memberId: string };
/** The types of nodes that somebody compiled a draft with, as often as it was asked for. */
const compiled: string[] = [];
let services: Services;
beforeAll(async () => {
  server = await testApp();
  const { id: workspaceId } = await createWorkspace(server.services.db);
  const { id: memberId } = await createMember(server.services.db, workspaceId, { role: "manager" });
  actor = { workspaceId, memberId };
  const { nodes } = server.services;
  class Watched extends Map<string, unknown> {
    override get(type: string) {
      compiled.push(type);
      return super.get(type);
    }
  }
  const manifests = new Watched(nodes.manifests) as unknown as typeof nodes.manifests;
  services = { ...server.services, nodes: { ...nodes, manifests } };
});
afterAll(() => server.close());

const document = (name: string, account: string) =>
  draw({
    name,
    description: "",
    nodes: [
      { id: "in", type: "rss", config: { url: "https://a.example/feed" }, at: [0, 0] },
      { id: "out", type: "account", config: { account }, at: [1, 0] },
    ],
    wires: ["in>out"],
  });

test("The list of maps compiles only the drafts that changed, or for which something changed that they are held against.", async () => {
  const ids = await Promise.all(
    ["a", "b", "c"].map((name) => createMap(services, actor, { name, document: document(name, "webhook:hook") })),
  );
  const list = async () => {
    compiled.length = 0;
    const { rows } = await listMaps(services, actor, { limit: 10 });
    return { rows, work: compiled.length };
  };
  const first = await list();
  expect(first.rows.map(({ nodes, problems }) => [nodes, problems > 0])).toEqual(Array(3).fill([2, true]));
  expect(first.work).toBeGreaterThan(0);
  const second = await list();
  expect([second.rows, second.work]).toEqual([first.rows, 0]);

  const { revision } = await services.db
    .selectFrom("map")
    .select("revision")
    .where("id", "=", ids[1]!)
    .executeTakeFirstOrThrow();
  const three = draw({ name: "b", description: "", nodes: [], wires: [] });
  await saveDraft(services, actor, ids[1]!, { revision, document: three });
  const third = await list();
  expect(third.rows.find(({ id }) => id === ids[1])?.nodes).toBe(0);
  expect(third.rows.filter(({ nodes }) => nodes === 2)).toHaveLength(2);
  expect((await list()).work).toBe(0);

  // The account that was missing is connected: the drafts that name it have one problem less.
  await services.db
    .insertInto("account")
    .values({
      workspace_id: actor.workspaceId,
      network: "webhook",
      remote_id: "hook",
      handle: "hook",
      name: "Hook",
      kind: "channel",
    })
    .execute();
  const fourth = await list();
  expect(fourth.work).toBeGreaterThan(0);
  const problems = (rows: typeof first.rows) => rows.find(({ id }) => id === ids[0])!.problems;
  expect(problems(fourth.rows)).toBe(problems(first.rows) - 1);
  expect((await list()).work).toBe(0);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace } from "#test/support/session.ts";
import { createMap, saveDraft } from "./edit.ts";
import { pauseMap, publishMap } from "./publish.ts";
import { draw } from "./templates/draw.ts";
import { getMap } from "./views.ts";

let server: TestApp;
let actor: { workspaceId: string; memberId: string };
beforeAll(async () => {
  server = await testApp();
  const { id: workspaceId } = await createWorkspace(server.services.db);
  const { id: memberId } = await createMember(server.services.db, workspaceId, { role: "manager" });
  actor = { workspaceId, memberId };
});
afterAll(() => server.close());

const relay = (name: string, proof: "address" | "signature", receiver = "intranet") =>
  draw({
    name,
    description: "",
    nodes: [
      {
        id: "in",
        type: "webhook-in",
        config: { name: receiver, proof, secret: proof === "address" ? null : { secret: "in" } },
        at: [0, 0],
      },
      { id: "out", type: "ambassadors", config: { networks: [], topics: [] }, at: [1, 0] },
    ],
    wires: ["in>out"],
  });
const publish = async (id: string) => {
  const { revision } = await getMap(server.services, actor.workspaceId, id);
  await publishMap(server.services, actor, id, { revision, note: "" });
};
const said = async (id: string) =>
  (await getMap(server.services, actor.workspaceId, id)).problems.filter(({ code }) => code === "shared-receiver");

test("Two live maps that receive at one name with other settings are told so before one changes the other's.", async () => {
  const { services } = server;
  const make = (document: ReturnType<typeof relay>) => createMap(services, actor, { name: document.name, document });
  const a = await make(relay("A", "address"));
  await publish(a);
  expect(await said(a)).toEqual([]);

  const b = await make(relay("B", "signature"));
  const [problem] = await said(b);
  expect(problem).toMatchObject({ severity: "warning", node: "in", field: "name" });
  expect(problem!.message.en).toMatch(/“intranet” is shared with the live map “A”/u);
  expect(problem!.message.fr).toMatch(/la carte en service « A »/u);

  // Published all the same (its secret is there), B's settings hold for both: now A is told, B no more.
  await services.db
    .insertInto("secret")
    .values({ workspace_id: actor.workspaceId, name: "in", sealed: Buffer.from("x") })
    .execute();
  await publish(b);
  expect(await said(b)).toEqual([]);
  expect((await said(a)).map(({ message }) => message.en)).toEqual([expect.stringContaining("“B”")]);

  // The same settings are no conflict, another name is none, and a map that rests is nobody's neighbour.
  const { revision } = await getMap(services, actor.workspaceId, a);
  await saveDraft(services, actor, a, { revision, document: relay("A", "signature") });
  expect(await said(a)).toEqual([]);
  expect(await said(await make(relay("C", "address", "other")))).toEqual([]);
  await pauseMap(services, actor, b);
  await pauseMap(services, actor, a);
  expect(await said(await make(relay("D", "address")))).toEqual([]);
});

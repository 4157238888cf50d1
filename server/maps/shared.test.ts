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

const feed = "https://feeds.lumen.example/blog.xml";
type Step = Parameters<typeof draw>[0]["nodes"][number];
const between = (name: string, url: string, target: Step, middle: Step[] = []) =>
  draw({
    name,
    description: "",
    nodes: [{ id: "in", type: "rss", config: { url }, at: [0, 0] }, ...middle, target],
    wires: middle.length === 0 ? ["in>out"] : [`in>${middle[0]!.id}`, `${middle[0]!.id}>out`],
  });
const everybody: Step = { id: "out", type: "ambassadors", config: { networks: [], topics: [] }, at: [1, 0] };
const crossed = (all: readonly { code: string }[]) => all.filter(({ code }) => code === "shared-source");

test("A live map that posts the same feed to the same account is named, with a way to it: while drawing, and by what publishing answers.", async () => {
  const { services } = server;
  const of = { workspace_id: actor.workspaceId };
  const person = async (name: string) => {
    const account = { ...of, network: "mastodon", remote_id: name, handle: name, name, member_id: actor.memberId };
    const { ref } = await services.db.insertInto("account").values(account).returning("ref").executeTakeFirstOrThrow();
    return ref!;
  };
  const [lea, hugo] = [await person("Léa"), await person("Hugo")];
  const only = (account: string): Step => ({ id: "out", type: "account", config: { account }, at: [1, 0] });
  const make = (document: ReturnType<typeof between>) => createMap(services, actor, { name: document.name, document });
  const problems = async (id: string) => crossed((await getMap(services, actor.workspaceId, id)).problems);
  const a = await make(between("Carrières", feed, only(lea)));
  await publish(a);
  expect(await problems(a)).toEqual([]);

  // As people write the same address, by a target that finds the account by itself.
  const b = await make(between("Le blog", "https://FEEDS.lumen.example:443/blog.xml", everybody));
  const [problem, ...more] = await problems(b);
  expect(more).toEqual([]);
  expect(problem).toMatchObject({
    severity: "warning",
    node: "in",
    repair: { do: "visit", page: "maps", id: a, label: { en: "Open “Carrières”", fr: "Ouvrir « Carrières »" } },
    message: {
      en: expect.stringMatching(/^The live map “Carrières” reads “RSS.*” too, and posts to Léa as well\./u),
      fr: expect.stringMatching(
        /^La carte en service « Carrières » lit aussi « .* », et publie elle aussi vers Léa\./u,
      ),
    },
  });
  await publish(b);
  expect(crossed((await getMap(services, actor.workspaceId, a)).problems)).toHaveLength(1);

  // Another account, another feed, a digest of it, a step that is off, or a map that rests: nothing that crosses.
  const { type, version, defaults } = services.nodes.manifests.get("digest")!;
  const weekly: Step = { id: "week", type, version, config: defaults as Record<string, unknown>, at: [1, 0] };
  await pauseMap(services, actor, b);
  expect(await problems(await make(between("C", feed, only(hugo))))).toEqual([]);
  expect(await problems(await make(between("D", `${feed}?page=2`, only(lea))))).toEqual([]);
  expect(await problems(await make(between("E", feed, only(lea), [weekly])))).toEqual([]);
  const off = between("F", feed, only(lea));
  off.nodes[1] = { ...off.nodes[1]!, disabled: true };
  expect(await problems(await make(off))).toEqual([]);
  expect(await problems(await make(between("G", feed, only(lea))))).toHaveLength(1);
  await pauseMap(services, actor, a);
  expect(await problems(b)).toEqual([]);
});

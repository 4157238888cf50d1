import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { talkMost } from "../api/talks.ts";
import { across } from "../database/scope.ts";
import { pruneTalks } from "./kept.ts";

let server: TestApp;
let workspaceId: string;
const people: Record<string, TestMember> = {};
const sessions: Record<string, Session> = {};
let asked = 0;

beforeAll(async () => {
  server = await testApp();
  // Nothing of what is said is looked at.
  const { outbound } = server.services;
  const real = outbound.fetch.bind(outbound);
  outbound.fetch = (...args: Parameters<typeof real>) => {
    asked += 1;
    return real(...args);
  };
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  for (const [name, role] of [
    ...[["Claire", "manager"] as const, ["Paul", "admin"] as const],
    ...["Léa", "Hugo"].map((name) => [name, "ambassador"] as const),
  ]) {
    people[name] = await createMember(services.db, workspaceId, { role, name: `${name} Untel` });
    sessions[name] = await signIn(app, services, people[name]);
  }
});
afterAll(() => server.close());

const as = (name: string): Session => sessions[name]!;
async function say(name: string, address: string, words = "") {
  const id = randomUUID();
  return { id, answer: await as(name).call("sayTalk", { body: { id, address, words } }) };
}
const list = async (name = "Claire") => (await as(name).call("listTalks")).body.rows;
const reasons = async (name: string) =>
  (
    await sql<{
      reason: string;
    }>`select reason from notice where workspace_id = ${workspaceId} and member_id = ${people[name]!.id} order by made_at, id`.execute(
      server.services.db,
    )
  ).rows.map(({ reason }) => reason);

test("Somebody says where they talk about the company: managers read just that, once, and nobody looks at it; taken back, it is gone", async () => {
  const { id } = await say("Léa", "carnet-de-lea.example/lumen", "Mon carnet, depuis trois ans.");
  await say("Léa", "https://carnet-de-lea.example/lumen", "Mon carnet, depuis quatre ans.");
  expect(await list()).toMatchObject([
    {
      id,
      name: "Léa Untel",
      address: "https://carnet-de-lea.example/lumen",
      words: "Mon carnet, depuis quatre ans.",
      answer: null,
      unrewarded: false,
    },
  ]);
  expect(await reasons("Claire")).toEqual([`talk/${id}/said`]);
  expect((await as("Hugo").call("listTalks")).status).toBe(403);
  expect((await as("Hugo").call("withdrawTalk", { params: { id } })).status).toBe(404);
  expect((await as("Léa").call("withdrawTalk", { params: { id } })).status).toBe(200);
  expect(await list()).toEqual([]);
  expect(await reasons("Claire")).toEqual([]);
  expect((await say("Léa", "pas une adresse")).answer.body).toMatchObject({ code: "no_link" });
  for (let n = 0; n < talkMost.own; n += 1)
    expect((await say("Hugo", `https://hugo.example/${n}`)).answer.status).toBe(200);
  expect((await say("Hugo", "https://hugo.example/more")).answer.body).toMatchObject({ code: "too_many_talks" });
  await sql`delete from talk where workspace_id = ${workspaceId}`.execute(server.services.db);
  expect(asked).toBe(0);
});

test("A manager answers once: an invitation is told and changes nothing by itself; on X nothing is given, not even thanks", async () => {
  const { id } = await say("Léa", "https://x.com/lea/status/12");
  expect((await list())[0]).toMatchObject({ unrewarded: true });
  const answer = (
    name: string,
    body: { answer: "ambassador" | "brief" | "thank"; brief?: string | null; word?: string },
    of = id,
  ) => as(name).call("answerTalk", { params: { id: of }, body });
  expect((await answer("Claire", { answer: "thank", word: "Merci !" })).body).toMatchObject({
    code: "talk_unrewarded",
  });
  expect((await as("Léa").call("myTalks")).body.rows).toMatchObject([{ answer: null }]);
  expect((await answer("Claire", { answer: "ambassador", word: "Cela vous dirait ?" })).status).toBe(200);
  expect((await answer("Paul", { answer: "ambassador" })).body).toMatchObject({ code: "talk_answered" });
  expect(await reasons("Léa")).toEqual([`talk/${id}/answer`]);
  expect((await as("Léa").call("myTalks")).body.rows).toMatchObject([
    { id, answer: "ambassador", word: "Cela vous dirait ?", by: "Claire Untel" },
  ]);
  const { id: thanked } = await say("Léa", "https://blog.example/lea");
  expect((await answer("Claire", { answer: "thank", word: "Merci !" }, thanked)).status).toBe(200);
  // What one says oneself is a colleague's to answer.
  const { id: own } = await say("Claire", "https://blog.example/claire");
  expect((await answer("Claire", { answer: "thank" }, own)).status).toBe(404);
  expect((await answer("Paul", { answer: "thank" }, own)).status).toBe(200);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from audit where workspace_id = ${workspaceId} and subject like 'talk/%'`.execute(
    server.services.db,
  );
  expect(rows[0]!.n).toBe(0);
});

test("An invitation to a brief goes through the brief's own door: asked once, free to say no, and only while it is open", async () => {
  const brief = randomUUID();
  const written = {
    ...{
      revision: 0,
      kind: "article" as const,
      title: "Une nuit de chantier",
      wanted: "Mille signes.",
      effort: "",
      lastDay: null,
    },
    ...{
      help: { text: "", picture: "", technique: "" },
      campaign: null,
      topic: null,
      team: null,
      people: [people["Paul"]!.id],
    },
  };
  await as("Claire").call("saveBrief", { params: { id: brief }, body: written });
  const { id } = await say("Hugo", "https://hugo.example/carnet");
  const invite = () => as("Claire").call("answerTalk", { params: { id }, body: { answer: "brief", brief } });
  expect((await invite()).body).toMatchObject({ code: "brief_closed" });
  expect((await as("Hugo").call("myTalks")).body.rows).toMatchObject([{ answer: null }]);
  expect((await as("Claire").call("answerTalk", { params: { id }, body: { answer: "brief" } })).status).toBe(400);
  await as("Claire").call("turnBrief", { params: { id: brief }, body: { revision: 1, state: "open" } });
  expect((await invite()).status).toBe(200);
  expect(await reasons("Hugo")).toEqual([`brief/${brief}/asked`]);
  expect((await as("Hugo").call("getAsked", { params: { id: brief } })).body).toMatchObject({
    state: "asked",
    open: true,
  });
  expect((await as("Hugo").call("myTalks")).body.rows).toMatchObject([
    { answer: "brief", brief: { id: brief, title: "Une nuit de chantier" } },
  ]);
});

test("It goes by itself when its time is over", async () => {
  const { db } = server.services;
  const { id } = await say("Hugo", "https://hugo.example/vieux");
  await across("prune", () => pruneTalks(db));
  expect((await list()).map((row) => row.id)).toContain(id);
  await sql`update talk set expires_at = now() - interval '1 minute' where id = ${id}`.execute(db);
  // Not before the next round: at once.
  expect((await list()).map((row) => row.id)).not.toContain(id);
  expect((await as("Hugo").call("myTalks")).body.rows.map((row) => row.id)).not.toContain(id);
  expect(await across("prune", () => pruneTalks(db))).toBe(1);
});

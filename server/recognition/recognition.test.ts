import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { Body } from "#server/api.ts";
import { recognition } from "#server/api/recognition.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { across } from "../database/scope.ts";
import { basics } from "../training/lessons.ts";
import { pruneThanks, thanksDays } from "./prune.ts";

let server: TestApp;
let workspaceId: string;
const people: Record<string, TestMember> = {};
const sessions: Record<string, Session> = {};

beforeAll(async () => {
  server = await testApp();
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  for (const [name, role] of [
    ...[["Claire", "manager"] as const, ["Paul", "manager"] as const],
    ...["Léa", "Hugo", "Noah"].map((name) => [name, "ambassador"] as const),
  ]) {
    people[name] = await createMember(services.db, workspaceId, { role, name: `${name} Untel` });
    sessions[name] = await signIn(app, services, people[name]);
  }
});
afterAll(() => server.close());

const as = (name: string): Session => sessions[name]!;
const wish = async (name: string, on: boolean, badgesShown = false) =>
  expect((await as(name).call("wishRecognition", { body: { on, badgesShown } })).status).toBe(200);
const thank = async (to: string, more: Partial<Body<"writeThanks">> = {}, by = "Claire") => {
  const body = {
    id: randomUUID(),
    to: people[to]!.id,
    kind: "visit" as const,
    thing: "La visite filmée",
    words: "Deux minutes, et tout y est.",
  };
  const answer = await as(by).call("writeThanks", { body: { ...body, ...more } });
  return { id: more.id ?? body.id, answer };
};
const mine = async (name: string) => (await as(name).call("myThanks")).body.rows;
const shown = async (name: string) => (await as(name).call("listThanks")).body.rows;
const badges = async (name: string) => (await as(name).call("readRecognition")).body.badges;
const count = async (table: string) =>
  (
    await sql<{
      n: number;
    }>`select count(*)::int as n from ${sql.table(table)} where workspace_id = ${workspaceId}`.execute(
      server.services.db,
    )
  ).rows[0]!.n;
const notices = async (name: string) =>
  (
    await sql<{
      reason: string;
      data: unknown;
    }>`select reason, data from notice where workspace_id = ${workspaceId} and member_id = ${people[name]!.id} and kind = 'thanks'`.execute(
      server.services.db,
    )
  ).rows;

test("Nobody takes part by themselves; who does not gets nothing, and who thanks cannot tell", async () => {
  expect((await as("Léa").call("readRecognition")).body).toEqual({ on: false, badgesShown: false, badges: [] });
  const away = await thank("Hugo");
  await wish("Léa", true);
  const there = await thank("Léa");
  expect(away.answer).toMatchObject({ status: 200, body: there.answer.body });
  expect([away.answer.status, JSON.stringify(away.answer.body)]).toEqual([
    there.answer.status,
    JSON.stringify(there.answer.body),
  ]);
  expect(await mine("Hugo")).toEqual([]);
  expect(await notices("Hugo")).toEqual([]);
  expect(await count("thanks")).toBe(1);
  // Taking back tells no more.
  expect((await as("Claire").call("takeBackThanks", { body: { id: away.id } })).body).toEqual(
    (await as("Claire").call("takeBackThanks", { body: { id: randomUUID() } })).body,
  );
  // Later on nothing of before is there either.
  await wish("Hugo", true);
  expect(await mine("Hugo")).toEqual([]);
  await wish("Hugo", false);
  expect((await thank("Claire")).answer.status).toBe(404);
  expect(
    (
      await as("Hugo").call("writeThanks", {
        body: { id: randomUUID(), to: people["Léa"]!.id, kind: "help", thing: "x", words: "y" },
      })
    ).status,
  ).toBe(403);
});

test("A thanks is its person's: told once without its words, shown and deleted by them alone, and gone from others when they switch it off", async () => {
  const { id } = await thank("Léa", { words: "Sans toi, pas de salle noire.", thing: "Le prêt  de la salle" });
  await thank("Léa", { id, words: "Sans toi, pas de salle noire.", thing: "Le prêt de la salle" });
  const told = (await notices("Léa")).filter(({ reason }) => reason === `thanks/${id}`);
  expect(told).toHaveLength(1);
  expect(JSON.stringify(told)).not.toContain("salle noire");
  expect((await mine("Léa")).filter((row) => row.id === id)).toMatchObject([
    { thing: "Le prêt de la salle", by: "Claire Untel", shown: false },
  ]);
  expect(await shown("Hugo")).toEqual([]);
  await wish("Hugo", true);
  for (const other of ["Claire", "Hugo"]) {
    expect((await as(other).call("showThanks", { params: { id }, body: { shown: true } })).status).toBe(404);
    expect((await as(other).call("deleteThanks", { params: { id } })).status).toBe(404);
  }
  expect((await as("Paul").call("takeBackThanks", { body: { id } })).status).toBe(200);
  await as("Léa").call("showThanks", { params: { id }, body: { shown: true } });
  expect(await shown("Hugo")).toMatchObject([{ id, to: "Léa Untel", own: false }]);
  await wish("Léa", false);
  expect(await shown("Hugo")).toEqual([]);
  expect(await mine("Léa")).toHaveLength(2);
  expect((await as("Léa").call("showThanks", { params: { id }, body: { shown: true } })).status).toBe(404);
  await wish("Léa", true);
  // Switched on again, nothing stands there that was not shown anew.
  expect(await shown("Hugo")).toEqual([]);
  expect((await as("Léa").call("deleteThanks", { params: { id } })).status).toBe(200);
  expect((await mine("Léa")).map((row) => row.id)).not.toContain(id);
  const undone = await thank("Léa");
  await as("Claire").call("takeBackThanks", { body: { id: undone.id } });
  expect((await notices("Léa")).map(({ reason }) => reason)).not.toContain(`thanks/${undone.id}`);
});

test("Badges are for what was learnt and given, one of each; nothing on X, and nothing that needed nobody's yes, earns one", async () => {
  const { db } = server.services;
  const member = people["Noah"]!.id;
  const suggest = (link: string | null, trusted = false, state = "accepted") =>
    sql`insert into suggestion (workspace_id, member_id, kind, state, title, link, trusted, sent_at) values
      (${workspaceId}, ${member}, 'link', ${state}, 'Une idée', ${link}, ${trusted}, now())`.execute(db);
  const finish = (lesson: string) =>
    sql`insert into training (workspace_id, member_id, lesson, done_at) values (${workspaceId}, ${member}, ${lesson}, now())`.execute(
      db,
    );
  await finish(basics[0]!);
  expect(await badges("Noah")).toEqual([]);
  await wish("Noah", true);
  expect((await badges("Noah")).map(({ name }) => name)).toEqual([`lesson:${basics[0]!}`]);
  for (const lesson of basics.slice(1)) await finish(lesson);
  expect((await badges("Noah")).map(({ kind }) => kind)).toEqual(["certificate", ...basics.map(() => "lesson")]);

  await suggest("https://x.com/lumen/status/1");
  await suggest("https://mobile.twitter.com/lumen/status/2");
  await suggest("https://blog.example/a", true);
  await suggest("https://blog.example/b", false, "sent");
  expect((await badges("Noah")).map(({ kind }) => kind)).not.toContain("suggestion");
  await suggest("https://blog.example/c");
  await suggest("https://blog.example/d");
  expect((await badges("Noah")).filter(({ kind }) => kind === "suggestion")).toHaveLength(1);
});

test("A mentor's badge stays when the pair is over, and a cause that is taken back takes its badge along", async () => {
  await wish("Léa", true);
  await as("Léa").call("offerMentor", { body: { capacity: 1, reach: "Bureau 12" } });
  const { id } = (await as("Hugo").call("askMentor", { body: { mentor: people["Léa"]!.id, reach: "Poste 3" } })).body;
  expect((await badges("Léa")).map(({ name }) => name)).not.toContain("mentor");
  await as("Léa").call("answerPair", { params: { id }, body: {} });
  expect((await badges("Léa")).map(({ name }) => name)).toContain("mentor");
  await as("Hugo").call("endPair", { params: { id } });
  expect((await badges("Léa")).map(({ name }) => name)).toContain("mentor");
  await sql`update suggestion set state = 'withdrawn' where workspace_id = ${workspaceId}`.execute(server.services.db);
  expect((await badges("Noah")).map(({ name }) => name)).not.toContain("suggestion");
});

test("Badges are seen by colleagues where their person says so, without those that were put away, and in no order of merit", async () => {
  const list = async () => (await as("Claire").call("listBadges")).body.rows;
  expect(await list()).toEqual([]);
  await wish("Noah", true, true);
  await wish("Léa", true, true);
  expect((await list()).map(({ name }) => name).toSorted()).toEqual(["Léa Untel", "Noah Untel"]);
  expect((await as("Noah").call("putBadge", { params: { name: "mentor" }, body: { away: true } })).status).toBe(404);
  await as("Noah").call("putBadge", { params: { name: "certificate" }, body: { away: true } });
  expect((await badges("Noah")).find(({ name }) => name === "certificate")?.away).toBe(true);
  expect((await list()).find(({ name }) => name === "Noah Untel")?.badges.map(({ name }) => name)).not.toContain(
    "certificate",
  );
  const [first] = (await as("Claire").call("listBadges", { query: { limit: 1 } })).body.rows;
  const ids = [people["Noah"]!, people["Léa"]!].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(first?.name).toBe([...Object.entries(people)].find(([, { id }]) => id === ids[0]!.id)![0] + " Untel");
  await wish("Noah", false);
  expect((await list()).map(({ name }) => name)).toEqual(["Léa Untel"]);
});

test("Recognition has no figure, stands in no log, and no other room reads it: there is nothing to appraise anybody by", async () => {
  const { db } = server.services;
  // No reply holds a number: nothing can be added up, and nobody compared.
  for (const [name, { reply }] of Object.entries(recognition))
    expect(JSON.stringify(z.toJSONSchema(reply, { io: "output", unrepresentable: "any" })), name).not.toMatch(
      /"type":"(?:number|integer)"/u,
    );
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from audit where workspace_id = ${workspaceId} and (action ~ 'thank|badge|recogn' or detail::text ~* 'salle noire')`.execute(
    db,
  );
  expect(rows[0]!.n).toBe(0);
  // Rooms that may: its own, what leaving and one's own data go by, the demo, and the notes of the schema.
  const place = join(import.meta.dirname, "..");
  const readers = readdirSync(place, { recursive: true, encoding: "utf8" }).filter(
    (file) =>
      file.endsWith(".ts") &&
      !/\.test\.ts$|^(?:recognition|mine|demo)[\\/]|db\.gen\.ts$|^database[\\/]across\.ts$/u.test(file) &&
      /\b(?:from|join|into|update) (?:thanks|badge|recognised)\b/u.test(readFileSync(join(place, file), "utf8")),
  );
  expect(readers).toEqual([]);
  // And it reads nothing of what happens on a network.
  const own = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".ts") && !file.includes(".test."));
  expect(own.length).toBeGreaterThan(4);
  for (const file of own)
    expect(readFileSync(join(import.meta.dirname, file), "utf8"), file).not.toMatch(
      /\b(?:from|join) (?:delivery|answer|reading|post_out|result_day|short_link|account|entry)\b/u,
    );
});

test("Thanks are forgotten after a year, shown or not", async () => {
  const { db } = server.services;
  const { id } = await thank("Léa");
  await as("Léa").call("showThanks", { params: { id }, body: { shown: true } });
  await sql`update thanks set at = now() - make_interval(days => ${thanksDays - 1}) where id = ${id}`.execute(db);
  await across("prune", () => pruneThanks(db));
  expect((await mine("Léa")).map((row) => row.id)).toContain(id);
  await sql`update thanks set at = now() - make_interval(days => ${thanksDays + 1}) where id = ${id}`.execute(db);
  await across("prune", () => pruneThanks(db));
  expect((await mine("Léa")).map((row) => row.id)).not.toContain(id);
});

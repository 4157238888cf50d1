import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drain, type LanePorts } from "#engine/lane.ts";
import { addDays, dayAt } from "#engine/days.ts";
import type { Body } from "#server/api.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { calendarMap } from "../entries/house.ts";
import { enterDue } from "../entries/enter.ts";
import { campaignsSay, releaseCampaigns } from "../ledger/campaign.ts";
import { openLedger } from "../ledger/rounds.ts";
import { runMap } from "../run/run-map.ts";
import { requestRun } from "../run/ticks.ts";

let server: TestApp;
let workspaceId: string;
let manager: Session;
let other: Session;
let lea: TestMember;
const ids: Record<string, string> = {};
const refs: Record<string, string> = {};

beforeAll(async () => {
  server = await testApp();
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  manager = await signIn(app, services, await createMember(services.db, workspaceId, { role: "manager" }));
  other = await signIn(app, services, await createMember(services.db, workspaceId, { role: "manager" }));
  lea = await createMember(services.db, workspaceId, { role: "ambassador", name: "Léa" });
  await account("page", "mastodon", null);
  await account("lea", "mastodon", lea.id);
  await account("leaToo", "mastodon", lea.id);
});
afterAll(() => server.close());

async function account(name: string, network: string, member: string | null) {
  const { rows } = await sql<{
    id: string;
    ref: string;
  }>`insert into account (workspace_id, network, remote_id, handle, name, member_id, spacing_s)
    values (${workspaceId}, ${network}, ${`r-${name}`}, ${name}, ${name}, ${member}, 0) returning id, ref`.execute(
    server.services.db,
  );
  [refs[name], ids[name]] = [rows[0]!.ref, rows[0]!.id];
  await sql`insert into consent (workspace_id, account_id, topic, mode) values (${workspaceId}, ${rows[0]!.id}, '', 'auto')`.execute(
    server.services.db,
  );
}

const today = dayAt("UTC", Date.now());
const said: Omit<Body<"saveCampaign">, "revision"> = {
  ...{ name: "Salon", about: "", colour: 2, objective: null, audience: null, topics: [], budget: null },
  ...{ firstDay: addDays(today, -2), lastDay: addDays(today, 20), hashtags: ["#OnRecrute"] },
  utm: { source: "ambassadors", medium: "social", campaign: "salon", content: "" },
};
async function campaign(more: Partial<typeof said> = {}, begin = true): Promise<string> {
  const id = randomUUID();
  const made = await manager.call("saveCampaign", { params: { id }, body: { revision: 0, ...said, ...more } });
  expect(made.status, made.text).toBe(200);
  if (begin) await turn(id, "started");
  return id;
}
async function turn(id: string, state: "started" | "paused" | "stopped") {
  const { body } = await manager.call("getCampaign", { params: { id } });
  const turned = await manager.call("turnCampaign", { params: { id }, body: { revision: body.revision, state } });
  expect(turned.status, turned.text).toBe(200);
  return turned.body;
}
/** An entry of it, planned, whose time to enter has come. */
async function entry(campaignId: string, text: string, to: string[]): Promise<string> {
  const id = randomUUID();
  const written = {
    version: 1 as const,
    words: [{ text }],
    link: "https://lumen.example/a",
    accounts: to.map((name) => refs[name]!),
  };
  const saved = await manager.call("saveEntry", {
    params: { id },
    body: { revision: 0, written, campaign: campaignId },
  });
  expect(saved.status, saved.text).toBe(200);
  const planned = await manager.call("planEntry", { params: { id }, body: { revision: 1, when: { kind: "now" } } });
  expect(planned.status, planned.text).toBe(200);
  await sql`update entry set enter_at = now() where id = ${id}`.execute(server.services.db);
  return id;
}
async function enter() {
  await across("entries", () => enterDue(server.services));
  const mapId = (await calendarMap(server.services.db, workspaceId))!;
  const { id: runId } = await requestRun(server.services, { workspaceId, mapId, memberId: null });
  await inWorkspace(workspaceId, () => runMap(server.services, { workspaceId, runId }));
}
const states = async (id: string) =>
  (
    await sql<{ account: string; state: string; code: string | null; text: string; link: string }>`
      select a.name as account, d.state, d.reason_code as code, d.post#>>'{parts,0,text}' as text from delivery d
      join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      where d.workspace_id = ${workspaceId} and d.item_key like ${`entry:${id}:%`} order by a.name`.execute(
      server.services.db,
    )
  ).rows;
async function says(id: string) {
  const { db } = server.services;
  const { rows } = await sql<{ id: number; account: string }>`select d.id, a.name as account from delivery d
    join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.item_key like ${`entry:${id}:%`} order by a.name`.execute(db);
  const said = await campaignsSay(
    db,
    workspaceId,
    rows.map((row) => row.id),
  );
  return rows.flatMap((row) => {
    const ruling = said.get(row.id);
    return ruling === undefined ? [] : [[row.account, ruling.code, ruling.severity]];
  });
}
async function send(name: string): Promise<string[]> {
  const { db, nodes } = server.services;
  await sql`update delivery set due_at = now() where workspace_id = ${workspaceId} and state = 'ready'`.execute(db);
  await sql`update lane set next_at = now(), reached_at = null, reached_id = null where workspace_id = ${workspaceId}`.execute(
    db,
  );
  const sent: string[] = [];
  const ports: LanePorts = {
    ledger: openLedger({ db, worker: "t", networks: nodes.networks }),
    clock: { now: Date.now, monotonic: () => performance.now() },
    random: () => 0,
    open: async ({ sending }) => ({
      send: async () => {
        sent.push(sending.part.text);
        return { kind: "published", remoteId: sending.key, url: null, status: 200, raw: "" };
      },
    }),
    refresh: async () => "failed",
    judge: async () => undefined,
  };
  await inWorkspace(workspaceId, () => drain({ workspaceId, accountId: ids[name]! }, ports, () => false));
  return sent;
}

test("a draft holds what belongs to it, started it goes out with hashtags and marks, and a person's own is not in it", async () => {
  const id = await campaign({}, false);
  const post = await entry(id, "Venez nous voir", ["page"]);
  await enter();
  expect(await states(post)).toEqual([]);
  // Its page has lost its token: the campaign says so, once, and no other does.
  const state = (now: string) =>
    sql`update account set state = ${now} where workspace_id = ${workspaceId} and id = any(${[ids["page"], ids["lea"]]}::uuid[])`.execute(
      server.services.db,
    );
  const reconnect = async (of: string) => (await manager.call("getCampaign", { params: { id: of } })).body.reconnect;
  // What goes to a person's account alone is theirs to connect again.
  const another = await campaign({ name: "Autre" }, false);
  await entry(another, "De Léa", ["lea"]);
  await state("reconnect");
  expect([await reconnect(id), await reconnect(another)]).toEqual([
    [{ id: ids["page"], network: "mastodon", name: "page" }],
    [],
  ]);
  await state("connected");
  expect(await reconnect(id)).toEqual([]);
  const { body: seen } = await manager.call("checkEntry", {
    body: {
      written: { version: 1, words: [{ text: "Venez" }], accounts: [refs["page"]!], link: "https://lumen.example/a" },
      campaign: id,
    },
  });
  expect(seen.posts[0]?.post.parts[0]?.text).toContain("#OnRecrute");
  await turn(id, "started");
  await enter();
  const [made] = await states(post);
  expect(made).toMatchObject({ account: "page", state: "ready" });
  expect(made?.text).toContain("#OnRecrute");
  expect(await send("page")).toHaveLength(1);
  const { body } = await manager.call("getCampaign", { params: { id } });
  expect(body).toMatchObject({ runs: true, counts: { out: 1, waiting: 0, people: 0, planned: 0 } });
  const { body: posts } = await manager.call("campaignPosts", { params: { id } });
  expect(posts.rows).toMatchObject([{ account: "page", title: "Venez nous voir" }]);
});

test("a person publishes no more for it than its budget, whatever account it is; the company's own accounts have none", async () => {
  const id = await campaign({ budget: 1 });
  const first = await entry(id, "Un", ["lea", "page"]);
  await enter();
  expect(await send("lea")).toHaveLength(1);
  const second = await entry(id, "Deux", ["leaToo", "page"]);
  await enter();
  // Before the gate says so, the person would be told.
  expect(await says(second)).toMatchObject([["leaToo", "campaign_budget", "error"]]);
  expect(await send("leaToo")).toEqual([]);
  expect(await states(second)).toMatchObject([
    { account: "leaToo", state: "cancelled", code: "campaign_budget" },
    { account: "page", state: "ready" },
  ]);
  expect(await states(first)).toMatchObject([{ account: "lea", state: "published" }, { account: "page" }]);
  expect(await send("page")).toHaveLength(2);
});

test("paused, what is in the ledger waits and goes on afterwards; stopped, it ends and what is planned is a draft again", async () => {
  const id = await campaign();
  const post = await entry(id, "Pause", ["page"]);
  await enter();
  const { body: map } = await manager.call("createMap", { body: { name: "Qui attend" } });
  await manager.call("fillCampaign", { params: { id }, body: { kind: "map", id: map.id, belongs: true } });
  const rests = async () => [
    (await manager.call("getMap", { params: { id: map.id } })).body.problems.some(
      ({ code }) => code === "campaign-rests",
    ),
    (await manager.call("listMaps", {})).body.rows.find((row) => row.id === map.id)?.rests,
  ];
  expect(await rests()).toEqual([false, false]);
  await turn(id, "paused");
  expect(await rests()).toEqual([true, true]);
  expect(await says(post)).toMatchObject([["page", "campaign_rest", "warning"]]);
  expect(await send("page")).toEqual([]);
  expect(await states(post)).toMatchObject([{ state: "held", code: "campaign_rest" }]);
  expect(await across("ledger", () => releaseCampaigns(server.services.db))).toBe(0);
  await turn(id, "started");
  expect(await across("ledger", () => releaseCampaigns(server.services.db))).toBe(1);
  expect(await send("page")).toHaveLength(1);
  const late = await entry(id, "Fin", ["page"]);
  await enter();
  const planned = await entry(id, "Jamais", ["page"]);
  const before = { firstDay: addDays(today, -9), lastDay: addDays(today, -2) };
  const { body: out } = await manager.call("campaignOutside", { params: { id }, query: before });
  expect(out).toEqual({ planned: 1, waiting: 1 });
  const { body: none } = await manager.call("campaignOutside", {
    params: { id },
    query: { ...before, lastDay: addDays(today, 9) },
  });
  expect(none).toEqual({ planned: 0, waiting: 0 });
  expect(await turn(id, "stopped")).toMatchObject({ cancelled: 1, campaign: { state: "stopped", runs: false } });
  expect(await states(late)).toMatchObject([{ state: "cancelled", code: "campaign_over" }]);
  expect((await manager.call("getEntry", { params: { id: planned } })).body.entry.state).toBe("draft");
  const { body } = await manager.call("getCampaign", { params: { id } });
  const again = await manager.call("turnCampaign", {
    params: { id },
    body: { revision: body.revision, state: "started" },
  });
  expect([again.status, (again.body as unknown as { code?: string }).code ?? again.text]).toEqual([
    409,
    expect.stringContaining("campaign_stopped"),
  ]);
});

test("what was made for it before its first day waits for that, and after its last day ends", async () => {
  const soon = await campaign();
  const early = await entry(soon, "Trop tôt", ["page"]);
  await enter();
  await sql`update campaign set first_day = ${addDays(today, 5)}::date where id = ${soon}`.execute(server.services.db);
  expect(await send("page")).toEqual([]);
  expect(await states(early)).toMatchObject([{ state: "held", code: "campaign_rest" }]);
  await sql`update campaign set first_day = ${addDays(today, -9)}::date, last_day = ${addDays(today, -2)}::date where id = ${soon}`.execute(
    server.services.db,
  );
  await across("ledger", () => releaseCampaigns(server.services.db));
  expect(await send("page")).toEqual([]);
  expect(await states(early)).toMatchObject([{ state: "cancelled", code: "campaign_over" }]);
});

test("days the wrong way round are refused, the second of two managers is told what stands now, and a map comes and goes", async () => {
  const id = await campaign({}, false);
  const body = { revision: 1, ...said, name: "Salon 2" };
  const back = await manager.call("saveCampaign", {
    params: { id },
    body: { ...body, firstDay: "2027-02-01", lastDay: "2027-01-01" },
  });
  expect(back.status).toBe(422);
  expect((await manager.call("saveCampaign", { params: { id }, body })).status).toBe(200);
  const late = await other.call("saveCampaign", { params: { id }, body: { ...body, name: "Salon 3" } });
  expect(late.status).toBe(409);
  expect(late.text).toContain("Salon 2");
  // An answer that was lost is asked for again.
  expect((await manager.call("saveCampaign", { params: { id }, body })).status).toBe(200);
  const { body: map } = await manager.call("createMap", { body: { name: "Actualités" } });
  const thing = { params: { id }, body: { kind: "map" as const, id: map.id, belongs: true } };
  expect((await manager.call("fillCampaign", thing)).body.maps).toMatchObject([{ name: "Actualités" }]);
  const none = { ...thing, body: { ...thing.body, belongs: false } };
  expect((await manager.call("fillCampaign", none)).body.maps).toEqual([]);
  expect((await manager.call("listCampaigns", { query: { of: "open" } })).body.rows.some((row) => row.id === id)).toBe(
    true,
  );
  expect((await manager.call("deleteCampaign", { params: { id }, query: { revision: 2 } })).status).toBe(200);
  expect((await manager.call("getCampaign", { params: { id } })).status).toBe(404);
});

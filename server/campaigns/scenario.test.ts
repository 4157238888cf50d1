import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayAt } from "#engine/days.ts";
import { flawsOf, outsideOf, type Scenario, type Step, stepAt, timed } from "#engine/scenario.ts";
import { wallAt } from "#engine/wall.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { enterDue } from "../entries/enter.ts";
import { calendarMap } from "../entries/house.ts";
import { runMap } from "../run/run-map.ts";
import { requestRun } from "../run/ticks.ts";
import { goScenarios } from "./sync.ts";

const zone = "Europe/Paris";
const length = 86_400_000;
const at = { x: 0, y: 0 };
const post = (id: string, text: string, more: Partial<Extract<Step, { kind: "post" }>> = {}): Step => ({
  ...{ id, kind: "post", title: "", to: { kind: "all" }, text, link: null, minute: 600, unless: null, position: at },
  ...more,
});
const wait = (id: string, days: number): Step => ({ id, kind: "wait", days, position: at });
const wired = (...ids: string[]) => ids.slice(1).map((to, n) => ({ from: ids[n]!, port: "out" as const, to }));

/** Teaser D-7, launch, a reminder on D+3 to who has not shared, on D+30 what few shares lead to, and the rest of the year. */
const drawn = (day: string): Scenario => ({
  version: 1,
  day,
  steps: [
    { id: "start", kind: "start", days: -7, position: at },
    post("teaser", "Bientôt"),
    wait("w1", 7),
    post("launch", "Le jour J"),
    wait("w2", 3),
    post("remind", "Il est encore temps", { unless: "launch" }),
    wait("w3", 27),
    { id: "few", kind: "check", of: "launch", fewer: 1, position: at },
    post("again", "Une seconde vie"),
    post("thanks", "Merci", { minute: 540 }),
    wait("w4", 240),
    post("late", "Bilan de l’année"),
  ],
  wires: [
    ...wired("start", "teaser", "w1", "launch", "w2", "remind", "w3", "few"),
    { from: "few", port: "yes", to: "again" },
    { from: "few", port: "no", to: "thanks" },
    ...wired("thanks", "w4", "late"),
  ],
});

test("each step has its day by the clock on the wall, over both days on which clocks change", () => {
  const scenario = drawn("2027-03-26");
  expect(flawsOf(scenario)).toEqual([]);
  const found = timed(scenario).filter(({ step }) => step.kind === "post");
  const walls = found.map((one) => [
    one.step.id,
    new Date(wallAt(zone, stepAt(scenario.day, zone, one))).toISOString().slice(0, 16),
  ]);
  expect(Object.fromEntries(walls)).toEqual({
    teaser: "2027-03-19T10:00",
    launch: "2027-03-26T10:00",
    // The clock has jumped in between, and jumps back before the last.
    remind: "2027-03-29T10:00",
    again: "2027-04-25T10:00",
    thanks: "2027-04-25T09:00",
    late: "2027-12-21T10:00",
  });
  expect(found.find(({ step }) => step.id === "late")?.guards).toEqual([{ check: "few", wants: false }]);
});

test("what cannot go live is said on its step", () => {
  const scenario = drawn("2027-03-26");
  const codes = (steps: Step[], wires = scenario.wires) =>
    flawsOf({ ...scenario, steps, wires }).map(({ step, code }) => `${step} ${code}`);
  const other = (id: string, step: Step) => scenario.steps.map((one) => (one.id === id ? step : one));
  expect(codes(other("again", post("again", " le JOUR  j ")))).toEqual(["again same"]);
  expect(codes(other("late", post("late", "Chez [votre nom]")))).toEqual(["late blanks"]);
  expect(codes(other("remind", post("remind", "Encore", { unless: "late" })))).toEqual(["remind later"]);
  expect(
    codes(
      scenario.steps,
      scenario.wires.filter(({ to }) => to !== "late"),
    ),
  ).toEqual(["late unreached"]);
  expect(outsideOf(scenario, "2027-03-20", "2027-12-31").map(({ step }) => step)).toEqual(["teaser"]);
  expect(codes(scenario.steps, [...scenario.wires, { from: "start", port: "out", to: "late" }])).toContain("late ways");
});

let server: TestApp;
let workspaceId: string;
let manager: Session;
let other: Session;
const members: Record<string, string> = {};
beforeAll(async () => {
  server = await testApp();
  const { app, services } = server;
  workspaceId = (await createWorkspace(services.db)).id;
  await sql`update workspace set zone = ${zone} where id = ${workspaceId}`.execute(services.db);
  manager = await signIn(app, services, await createMember(services.db, workspaceId, { role: "manager" }));
  other = await signIn(app, services, await createMember(services.db, workspaceId, { role: "manager" }));
  for (const name of ["hugo", "ines", "karim", "lea"]) {
    members[name] = (await createMember(services.db, workspaceId, { role: "ambassador", name })).id;
    await sql`insert into account (workspace_id, network, remote_id, handle, name, member_id)
      values (${workspaceId}, 'mastodon', ${name}, ${name}, ${name}, ${members[name]})`.execute(services.db);
  }
});
afterAll(() => server.close());

async function run() {
  const mapId = await calendarMap(server.services.db, workspaceId);
  if (mapId === null) return;
  const { id: runId } = await requestRun(server.services, { workspaceId, mapId, memberId: null });
  await inWorkspace(workspaceId, () => runMap(server.services, { workspaceId, runId }));
}
type Out = { step: string; name: string; due: string; state: string; code: string | null };
const outs = async (campaign: string): Promise<Out[]> =>
  (
    await sql<Out>`select e.step, a.name, d.due_at as due, d.state, d.reason_code as code from entry e
      join delivery d on d.workspace_id = e.workspace_id and d.item_key like 'entry:' || e.id || ':%'
      join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaign} order by d.due_at, a.name`.execute(
      server.services.db,
    )
  ).rows;

test("a year goes by: the right posts on the right days, also where somebody leaves, a process dies half-way and the drawing changes", async () => {
  const { services } = server;
  const today = dayAt(zone, Date.now());
  const day = addDays(today, 30);
  const campaign = randomUUID();
  const params = { id: campaign };
  const said = {
    ...{ name: "Année", about: "", colour: 1, objective: null, audience: null, topics: [], budget: null, hashtags: [] },
    ...{
      firstDay: addDays(today, -1),
      lastDay: addDays(today, 400),
      utm: { source: "", medium: "", campaign: "", content: "" },
    },
  };
  await manager.call("saveCampaign", { params, body: { revision: 0, ...said } });
  const saved = await manager.call("saveScenario", { params, body: { revision: 0, scenario: drawn(day) } });
  expect(saved.status, saved.text).toBe(200);
  // The second of two managers is told what stands now.
  const late = await other.call("saveScenario", { params, body: { revision: 0, scenario: drawn(addDays(day, 1)) } });
  expect(late.status).toBe(409);
  const live = await manager.call("publishScenario", { params, body: { revision: 1 } });
  expect(live.body).toMatchObject({ live: 1, ahead: false, entries: [] });
  await manager.call("turnCampaign", { params, body: { revision: 1, state: "started" } });
  expect(
    (await manager.call("getScenario", { params })).body.entries.map(({ step, state }) => `${step} ${state}`),
  ).toEqual(["teaser planned", "launch planned", "remind planned"]);
  const { body: seen } = await manager.call("previewScenario", {
    params,
    body: { scenario: drawn(day), member: members["lea"]! },
  });
  expect(seen.rows.map(({ step, reaches, people }) => [step, reaches, people]).slice(0, 2)).toEqual([
    ["teaser", true, 4],
    ["launch", true, 4],
  ]);
  const begun = stepAt(today, zone, { step: drawn(today).steps[0]!, offset: 0, guards: [] });
  for (let n = 1; n <= 366; n += 1) {
    const now = begun + n * length + 5.5 * 3_600_000;
    await across("entries", () => goScenarios(services, now));
    const broken = {
      ...services,
      nodes: {
        ...services.nodes,
        source: () => {
          throw new Error("the process died");
        },
      },
    };
    if (n === 34) {
      await across("entries", () => enterDue(broken as never, now));
      const { rows } = await sql`select from scenario_share where step = 'remind'`.execute(services.db);
      expect(rows).toEqual([]);
    }
    if ((await across("entries", () => enterDue(services, now))) > 0) await run();
    if (n === 26) {
      // Inès leaves in the middle.
      await sql`update account set state = 'disconnected' where workspace_id = ${workspaceId} and name = 'ines'`.execute(
        services.db,
      );
      await sql`update member set disabled_at = now() where workspace_id = ${workspaceId} and id = ${members["ines"]}`.execute(
        services.db,
      );
    }
    if (n === 32) {
      // Karim has said yes to the launch, and it waits for its time; Léa has shared it. Then the drawing changes: what entered stays, the last post comes a day earlier in other words.
      await sql`update delivery set state = 'ready', reason_code = null, approved_at = now() where workspace_id = ${workspaceId}
        and item_key in (select 'entry:' || id || ':1' from entry where step = 'launch') and account_id in (select id from account where name = 'karim')`.execute(
        services.db,
      );
      const own = sql`workspace_id = ${workspaceId} and item_key in (select 'entry:' || id || ':1' from entry where step = 'launch')
        and account_id in (select id from account where name = 'lea')`;
      for (const state of ["ready", "sending", "published"])
        await sql`update delivery set state = ${state}, reason_code = null, published_at = now() where ${own} and state <> ${state}`.execute(
          services.db,
        );
      const next = drawn(day);
      const steps = next.steps.map((step): Step =>
        step.id === "w4"
          ? wait("w4", 239)
          : step.id === "launch"
            ? post("launch", "Autrement")
            : step.id === "late"
              ? post("late", "Un an déjà")
              : step,
      );
      const again = await manager.call("saveScenario", { params, body: { revision: 1, scenario: { ...next, steps } } });
      expect(again.body.ahead).toBe(true);
      expect((await manager.call("publishScenario", { params, body: { revision: 2 } })).body).toMatchObject({
        live: 2,
      });
    }
  }
  const expected = (step: string, scenario = drawn(day)) =>
    dayAt(
      zone,
      stepAt(
        scenario.day,
        zone,
        timed(scenario).find((one) => one.step.id === step)!,
      ),
    );
  const made = (await outs(campaign)).map(({ step, name, due }) => `${step} ${dayAt(zone, Date.parse(due))} ${name}`);
  const lastly = addDays(expected("late"), -1);
  expect(made.toSorted()).toEqual(
    [
      ...["hugo", "ines", "karim", "lea"].map((name) => `teaser ${expected("teaser")} ${name}`),
      ...["hugo", "karim", "lea"].map((name) => `launch ${expected("launch")} ${name}`),
      `remind ${expected("remind")} hugo`,
      ...["hugo", "karim", "lea"].map((name) => `thanks ${expected("thanks")} ${name}`),
      ...["hugo", "karim", "lea"].map((name) => `late ${lastly} ${name}`),
    ].toSorted(),
  );
  // Hugo left the launch unanswered: the reminder stands in its place. Karim and Léa have no need of one.
  const launch = (await outs(campaign)).filter(({ step }) => step === "launch");
  expect(launch.map(({ name, state, code }) => `${name} ${state} ${code}`)).toEqual([
    "hugo cancelled reminded",
    "karim ready null",
    "lea published null",
  ]);
  // By the clock on the wall ten in the morning stays ten.
  const first = (await outs(campaign))
    .filter(({ step }) => step === "late" || step === "launch")
    .map(({ due }) => new Date(wallAt(zone, Date.parse(due))).getUTCHours());
  expect(new Set(first)).toEqual(new Set([10]));
  const { body } = await manager.call("getScenario", { params });
  expect(body.answers).toMatchObject([{ step: "few", answer: false, counted: 1 }]);
}, 120_000);

test("what somebody puts their hand to is theirs: no step writes over it or anew, and with its step gone it waits as a draft", async () => {
  const { services } = server;
  const today = dayAt(zone, Date.now());
  const params = { id: randomUUID() };
  const said = {
    ...{ name: "Main", about: "", colour: 1, objective: null, audience: null, topics: [], budget: null, hashtags: [] },
    ...{ firstDay: today, lastDay: addDays(today, 60), utm: { source: "", medium: "", campaign: "", content: "" } },
  };
  const steps: Step[] = [
    { id: "start", kind: "start", days: 0, position: at },
    post("one", "Écrit par l’étape"),
    post("two", "Une autre étape", { minute: 700 }),
  ];
  const scenario: Scenario = { version: 1, day: addDays(today, 20), steps, wires: wired("start", "one", "two") };
  await manager.call("saveCampaign", { params, body: { revision: 0, ...said } });
  await manager.call("saveScenario", { params, body: { revision: 0, scenario } });
  await manager.call("publishScenario", { params, body: { revision: 1 } });
  await manager.call("turnCampaign", { params, body: { revision: 1, state: "started" } });
  const go = () => across("entries", () => goScenarios(services));
  await go();
  const rows = async () =>
    (
      await sql<{
        id: string;
        step: string | null;
        state: string;
        title: string;
      }>`select id, step, state, title from entry
        where workspace_id = ${workspaceId} and campaign_id = ${params.id} order by at`.execute(services.db)
    ).rows;
  const [one, two] = await rows();
  const read = async (id: string) => (await manager.call("getEntry", { params: { id } })).body.entry;
  const entry = await read(one!.id);
  const { revision, at: time, until, evergreen, approval, written } = entry;
  const words = {
    written: { ...written, words: [{ text: "Dit autrement", for: null }] },
    topic: entry.topic?.id ?? null,
  };
  const saved = await manager.call("saveEntry", {
    params: { id: one!.id },
    body: { revision, at: time, until, evergreen, approval, ...words, campaign: params.id },
  });
  expect(saved.status, saved.text).toBe(200);
  const back = await manager.call("withdrawEntry", {
    params: { id: two!.id },
    body: { revision: (await read(two!.id)).revision },
  });
  expect(back.status, back.text).toBe(200);
  const gone = await manager.call("deleteEntry", {
    params: { id: two!.id },
    query: { revision: back.body.entry.revision },
  });
  expect([gone.status, gone.text]).toEqual([409, expect.stringContaining("entry_of_scenario")]);
  await go();
  expect((await rows()).map(({ step, state, title }) => [step, state, title])).toEqual([
    ["one", "planned", "Dit autrement"],
    ["two", "draft", "Une autre étape"],
  ]);
  const less = { ...scenario, steps: [steps[0]!, steps[2]!], wires: wired("start", "two") };
  await manager.call("saveScenario", { params, body: { revision: 1, scenario: less } });
  await manager.call("publishScenario", { params, body: { revision: 2 } });
  await go();
  expect((await rows()).map(({ step, state, title }) => [step, state, title])).toEqual([
    [null, "draft", "Dit autrement"],
    ["two", "draft", "Une autre étape"],
  ]);
});

import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayAt, daysBetween, weekday } from "#engine/days.ts";
import { bareText, nextReturn, type Returning, wordsSaid } from "#engine/evergreen.ts";
import { drain, type LanePorts } from "#engine/lane.ts";
import { wallAt } from "#engine/wall.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { enterDue } from "../entries/enter.ts";
import { calendarMap } from "../entries/house.ts";
import { openLedger } from "../ledger/rounds.ts";
import { expire } from "../ledger/sweeps.ts";
import { runMap } from "../run/run-map.ts";
import { requestRun } from "../run/ticks.ts";
import { type Post, standOut } from "./proposals.ts";
import { planReturns } from "./return.ts";

const zone = "Europe/Paris";
const [hour, length] = [3_600_000, 86_400_000];
const wall = (at: number) => new Date(wallAt(zone, at)).toISOString().slice(0, 16);

test("the next time keeps its weekday and its hour by the clock, its distance in days, its season and its last day", () => {
  const at = Date.parse("2027-03-09T09:00:00Z");
  const next = (rule: Partial<Returning>, last = at, now = at) => {
    const found = nextReturn({ gap: 30, months: [], ends: null, ...rule }, zone, { last, at, now });
    return found === null ? null : wall(found);
  };
  // A Tuesday, and the clock has jumped by then.
  expect(next({})).toBe("2027-04-13T10:00");
  expect(next({ gap: 28 })).toBe("2027-04-06T10:00");
  expect(next({ months: [9] })).toBe("2027-09-07T10:00");
  expect(next({ months: [9] }, Date.parse("2027-09-28T09:00:00Z"), Date.parse("2027-09-28T09:00:00Z"))).toBe(
    "2028-09-05T10:00",
  );
  expect(next({ ends: "2027-04-12" })).toBeNull();
  expect(next({ ends: "2027-04-13" })).toBe("2027-04-13T10:00");
  // After a downtime it does not catch up.
  expect(next({}, at, Date.parse("2027-10-31T12:00:00Z"))).toBe("2027-11-02T10:00");
  const other = nextReturn({ gap: 30, months: [], ends: null }, zone, {
    last: at,
    at,
    now: at,
    isFree: (time) => wall(time) !== "2027-04-13T10:00",
  });
  expect(wall(other!)).toBe("2027-04-20T10:00");
});

test("whatever the zone and the day: never within the gap, never out of season, on one weekday and at one hour", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "America/Santiago"),
      fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2029-01-01") }),
      fc.record({
        gap: fc.integer({ min: 7, max: 200 }),
        months: fc.uniqueArray(fc.integer({ min: 1, max: 12 })),
        ends: fc.constant(null),
      }),
      fc.integer({ min: 0, max: 80 }),
      (place, at, rule, late) => {
        const last = at + late * hour;
        const found = nextReturn(rule, place, { last, at, now: last })!;
        const day = dayAt(place, found);
        expect(daysBetween(dayAt(place, last), day)).toBeGreaterThanOrEqual(rule.gap);
        expect(weekday(day)).toBe(weekday(dayAt(place, at)));
        if (rule.months.length > 0) expect(rule.months).toContain(Number(day.slice(5, 7)));
      },
    ),
    { seed: 4, numRuns: 200 },
  );
});

test("what stands out does so where it stood: an account beside itself, and too few posts are no comparison", () => {
  const post = (place: string, key: string, visits: number, day = "2027-01-04"): Post => ({
    ...{ key, title: key, topic: "", network: "mastodon", account: place, place, day, visits },
  });
  const small = [1, 2, 2, 3, 9].map((visits, n) => post("small", `s${n}`, visits));
  const big = [100, 110, 120, 130, 140].map((visits, n) => post("big", `b${n}`, visits));
  const few = [1, 90].map((visits, n) => post("few", `f${n}`, visits));
  const found = standOut([...small, ...big, ...few], "2027-02-01");
  expect(found.map(({ key, usual, posts, restsUntil }) => [key, usual, posts, restsUntil])).toEqual([
    ["s4", 2, 5, "2027-03-05"],
  ]);
  expect(standOut(small, "2027-03-05")[0]?.restsUntil).toBeNull();
  // One story that stood out in two places is proposed once, with the place where it stood out most.
  const other = [1, 1, 1, 1].map((visits, n) => post("other", `o${n}`, visits));
  expect(
    standOut([...small, ...other, post("other", "s4", 8)], "2027-03-05").map(({ key, account }) => `${key} ${account}`),
  ).toEqual(["s4 other"]);
});

let server: TestApp;
let workspaceId: string;
let manager: Session;
const ids: Record<string, string> = {};
const refs: Record<string, string> = {};
beforeAll(async () => {
  server = await testApp();
  const { app, services } = server;
  const { db } = services;
  workspaceId = (await createWorkspace(db)).id;
  await sql`update workspace set zone = ${zone} where id = ${workspaceId}`.execute(db);
  manager = await signIn(app, services, await createMember(db, workspaceId, { role: "manager" }));
  const lea = await createMember(db, workspaceId, { role: "ambassador", name: "Léa" });
  for (const [name, member] of [
    ["page", null],
    ["lea", lea.id],
  ] as const) {
    const { rows } = await sql<{
      id: string;
      ref: string;
    }>`insert into account (workspace_id, network, remote_id, handle, name, member_id)
      values (${workspaceId}, 'mastodon', ${name}, ${name}, ${name}, ${member}) returning id, ref`.execute(db);
    [ids[name], refs[name]] = [rows[0]!.id, rows[0]!.ref];
    await sql`insert into consent (workspace_id, account_id, topic, mode) values (${workspaceId}, ${ids[name]}, '', 'auto')`.execute(
      db,
    );
  }
});
afterAll(() => server.close());

async function run() {
  const mapId = (await calendarMap(server.services.db, workspaceId))!;
  const { id: runId } = await requestRun(server.services, { workspaceId, mapId, memberId: null });
  await inWorkspace(workspaceId, () => runMap(server.services, { workspaceId, runId }));
}
/** All that an account's lane lets go at a moment. */
async function send(name: string, at: number): Promise<string[]> {
  const { db, nodes } = server.services;
  const sent: string[] = [];
  const ports: LanePorts = {
    ledger: openLedger({ db, worker: "t", networks: nodes.networks, now: () => at }),
    clock: { now: () => at, monotonic: () => performance.now() },
    random: () => 0,
    open: async ({ sending }) => ({
      send: async () => {
        sent.push(sending.part.text);
        return { kind: "published", remoteId: `${name}-${sent.length}-${at}`, url: null, status: 200, raw: "" };
      },
    }),
    refresh: async () => "failed",
    judge: async () => undefined,
  };
  await drain({ workspaceId, accountId: ids[name]! }, ports, () => false);
  return sent;
}
async function evergreen(words: string[], rule: Partial<Returning>, at: number, to = ["page"]) {
  const id = randomUUID();
  const written = {
    version: 1 as const,
    words: words.map((text) => ({ text, for: null })),
    accounts: to.map((name) => refs[name]!),
  };
  const saved = await manager.call("saveEntry", { params: { id }, body: { revision: 0, written } });
  expect(saved.status, saved.text).toBe(200);
  const set = await manager.call("saveEvergreen", {
    params: { id },
    body: { gap: 30, months: [], ends: null, ...rule },
  });
  expect(set.status, set.text).toBe(200);
  const planned = await manager.call("planEntry", {
    params: { id },
    body: { revision: 1, when: { kind: "at", at: new Date(at).toISOString() } },
  });
  expect(planned.status, planned.text).toBe(200);
  return id;
}
const rowOf = async (id: string) => (await manager.call("listEvergreens", {})).body.rows.find((row) => row.id === id)!;
const codesOf = async (id: string) =>
  (
    await sql<{ code: string | null; state: string }>`select state, reason_code as code from delivery
      where workspace_id = ${workspaceId} and item_key like ${`entry:${id}:%`} order by id`.execute(server.services.db)
  ).rows.map(({ state, code }) => `${state} ${code}`);
const put = (id: string, at: number) =>
  sql`update entry set state = 'planned', at = ${new Date(at).toISOString()}::timestamptz, enter_at = now() where id = ${id}`.execute(
    server.services.db,
  );

test("a year goes by over both clock changes, with dying processes and two at once: each wording once, oldest first, never within the gap", async () => {
  const { services } = server;
  const { db } = services;
  const dying = {
    ...services,
    nodes: {
      ...services.nodes,
      source: () => {
        throw new Error("the process died");
      },
    },
  } as never;
  const begin = Math.floor(Date.now() / length) * length + 3 * length + 9 * hour;
  const words = ["Le guide", "Le guide, encore", "À relire : le guide", "Avez-vous vu le guide ?"];
  const id = await evergreen(words, {}, begin);
  const out: { at: number; text: string }[] = [];
  // Its weekday, and the day after it: on the others nothing has its time.
  for (let n = 0; n <= 366; n += n % 7 === 0 ? 1 : 6) {
    // An hour after its time, whatever the clock on the wall does; and some hours before it, when it enters.
    for (const now of [begin + n * length - 5 * 60_000, begin + n * length + 62 * 60_000]) {
      await Promise.all([1, 2].map(() => across("entries", () => planReturns(services, now))));
      // Between planning and the ledger a process dies; what it left is done by the next, and by two at once.
      if (n % 2 === 0) await across("entries", () => enterDue(dying, now));
      await sql`update entry set enter_at = ${new Date(now).toISOString()}::timestamptz where id = ${id} and state = 'planned' and at < ${new Date(now + 11 * 60_000).toISOString()}::timestamptz`.execute(
        db,
      );
      const [one, two] = await Promise.all([1, 2].map(() => across("entries", () => enterDue(services, now))));
      if (one! + two! > 0 || n % 30 === 7) await run();
      for (const text of await send("page", now)) out.push({ at: now, text });
    }
  }
  expect(out.map(({ text }) => text)).toEqual(words);
  for (const [index, { at }] of out.slice(1).entries())
    expect(daysBetween(dayAt(zone, out[index]!.at), dayAt(zone, at))).toBeGreaterThanOrEqual(30);
  expect(new Set(out.map(({ at }) => weekday(dayAt(zone, at)))).size).toBe(1);
  const { rows: times } = await sql<{
    due: string;
  }>`select due_at as due from delivery where workspace_id = ${workspaceId}`.execute(db);
  expect(new Set(times.map(({ due }) => wall(Date.parse(due)).slice(11))).size).toBe(1);
  expect(await rowOf(id)).toMatchObject({ rests: "words", times: 4, next: null });
  // Of two that plan it at once one does.
  const { rows: deeds } =
    await sql`select from audit where action = 'entry.return' and subject = ${`entry/${id}`}`.execute(db);
  expect(deeds).toHaveLength(3);
  // A wording more, and it comes back; the same words in other letters are refused.
  const again = await manager.call("addWording", { params: { id }, body: { text: " LE  GUIDE " } });
  expect(again).toMatchObject({ status: 422, body: { code: "same_words" } });
  expect((await manager.call("addWording", { params: { id }, body: { text: "Tout neuf" } })).body).toMatchObject({
    rests: null,
  });
  expect(await across("entries", () => planReturns(services, begin + 368 * length))).toBe(1);
  expect((await rowOf(id)).next).not.toBeNull();
  await manager.call("endEvergreen", { params: { id } });
  expect((await manager.call("getEntry", { params: { id } })).body.entry).toMatchObject({
    state: "draft",
    evergreen: false,
  });
}, 120_000);

test("the gate keeps the distance and the words, whoever planned it: too soon, and the same text under another hand", async () => {
  const begin = Date.now() + hour;
  const id = await evergreen(["Un conseil", "Un autre conseil", "Encore un conseil"], { gap: 20 }, begin);
  const enter = async (at: number) => {
    await put(id, at);
    await across("entries", () => enterDue(server.services, at));
    await run();
    return send("page", at + 60_000);
  };
  expect(await enter(begin)).toEqual(["Un conseil"]);
  expect(await enter(begin + 12 * length)).toEqual([]);
  expect((await codesOf(id)).at(-1)).toBe("cancelled evergreen_soon");
  // A day of the calendar counts, and not 24 hours: an hour earlier on the twentieth day it may go.
  const third = begin + 20 * length - hour;
  await put(id, third);
  await across("entries", () => enterDue(server.services, third));
  await run();
  // Somebody puts the words in the place of the new ones that were said before.
  await sql`update delivery set post = jsonb_set(post, '{parts,0,text}', '"UN  conseil"') where workspace_id = ${workspaceId} and item_key = ${`entry:${id}:3`}`.execute(
    server.services.db,
  );
  expect(await send("page", third + 60_000)).toEqual([]);
  expect((await codesOf(id)).at(-1)).toBe("cancelled evergreen_same");
  // What did not go out is not said: the wording is still to come.
  expect(await enter(third + 2 * length)).toEqual(["Un autre conseil"]);
});

test("who had it late has it late again: their round waits for the end of their own gap, and goes only where that is past its end", async () => {
  const { services } = server;
  const begin = Date.now() + hour;
  const id = await evergreen(["Tôt", "Tard", "Plus tard"], { gap: 20 }, begin, ["page", "lea"]);
  /** Each of its posts has six days. */
  const enter = async (at: number) => {
    await put(id, at);
    await across("entries", () => enterDue(services, at));
    await run();
    await sql`update delivery set expires_at = ${new Date(at + 6 * length).toISOString()} where workspace_id = ${workspaceId}
      and item_key like ${`entry:${id}:%`} and state = 'ready'`.execute(services.db);
  };
  await enter(begin);
  expect(await send("page", begin + 60_000)).toHaveLength(1);
  // Her lane has its turn three days later.
  expect(await send("lea", begin + 3 * length)).toHaveLength(1);
  const second = begin + 21 * length;
  await enter(second);
  expect(await send("page", second + 60_000)).toHaveLength(1);
  expect(await send("lea", second + 60_000)).toEqual([]);
  const { rows } = await sql<{ state: string; due: string; settled: string | null }>`
    select state, due_at as due, settled_at as settled from delivery where item_key = ${`entry:${id}:2`} and account_id = ${ids["lea"]}`.execute(
    services.db,
  );
  // On her twenty-third day, at the hour at which it was due.
  expect(rows).toEqual([{ state: "ready", due: expect.any(String), settled: null }]);
  expect(wall(Date.parse(rows[0]!.due))).toBe(wall(begin + 23 * length));
  expect(await send("lea", begin + 22 * length)).toEqual([]);
  expect(await send("lea", begin + 23 * length + 120_000)).toHaveLength(1);
  await manager.call("endEvergreen", { params: { id } });
});

test("an end, a no of a person and a yes that comes late: nothing goes out after the last day, nobody is asked again, and the distance counts from what was out", async () => {
  const { services } = server;
  const begin = Date.now() + hour;
  const ends = dayAt(zone, begin);
  const id = await evergreen(["Une date", "Une date, bis"], { gap: 7, ends }, begin, ["page", "lea"]);
  await put(id, begin);
  await across("entries", () => enterDue(services, begin));
  await run();
  const { rows } = await sql<{
    ends: string;
  }>`select expires_at as ends from delivery where item_key = ${`entry:${id}:1`}`.execute(services.db);
  expect(rows).toHaveLength(2);
  for (const row of rows) expect(dayAt(zone, Date.parse(row.ends) - 1) <= ends).toBe(true);
  await sql`update delivery set state = 'cancelled', reason_code = 'declined' where item_key = ${`entry:${id}:1`} and account_id = ${ids["lea"]}`.execute(
    services.db,
  );
  await expire(services.db, { at: new Date(begin + 3 * length).toISOString() });
  expect(await across("entries", () => planReturns(services, begin + 4 * length))).toBe(0);
  expect(await rowOf(id)).toMatchObject({ rests: "over" });
  // Its last day is put off: it comes back, and not to who said no.
  await manager.call("saveEvergreen", { params: { id }, body: { gap: 7, months: [], ends: null } });
  expect(await across("entries", () => planReturns(services, begin + 4 * length))).toBe(1);
  const next = Date.parse((await rowOf(id)).next!);
  await across("entries", () => enterDue(services, next));
  await run();
  const { rows: second } = await sql<{
    account: string;
  }>`select account_id as account from delivery where item_key = ${`entry:${id}:2`}`.execute(services.db);
  expect(second.map(({ account }) => account)).toEqual([ids["page"]]);
});

test("a second life wants words of its own, and its first life counts for the distance", async () => {
  const { services } = server;
  const { db } = services;
  const begin = Date.now() + hour;
  const first = await evergreen(["Première vie"], {}, begin);
  await put(first, begin);
  await across("entries", () => enterDue(services, begin));
  await run();
  expect(await send("page", begin + 60_000)).toEqual(["Première vie"]);
  const of = `entry:${first}:1`;
  const save = async (text: string) => {
    const id = randomUUID();
    await manager.call("saveEntry", {
      params: { id },
      body: { revision: 0, written: { version: 1, words: [{ text, for: null }], accounts: [refs["page"]!] } },
    });
    return {
      id,
      answer: await manager.call("saveEvergreen", { params: { id }, body: { gap: 30, months: [], ends: null, of } }),
    };
  };
  expect((await save("première  VIE")).answer).toMatchObject({ status: 422, body: { code: "same_words" } });
  const { id, answer } = await save("Seconde vie");
  expect(answer.status, answer.text).toBe(200);
  await put(id, begin + 10 * length);
  await across("entries", () => enterDue(services, begin + 10 * length));
  await run();
  expect(await send("page", begin + 10 * length + 60_000)).toEqual([]);
  expect(await codesOf(id)).toEqual(["cancelled evergreen_soon"]);
  expect(bareText("Voir https://a.example/x  ICI")).toBe("voir ici");
  const { rows } = await sql<{
    bare: string;
  }>`select ledger_bare('{"parts":[{"text":"Voir https://a.example/x  ICI"}]}'::jsonb, null) as bare`.execute(db);
  expect(rows).toEqual([{ bare: "voir ici" }]);
});

test("a post says the words that it begins with, and where some begin others the longer ones", () => {
  const words = ["Venez", "Venez nous voir", "Passez"];
  expect(wordsSaid("venez  nous voir #Lumen", words)).toBe("Venez nous voir");
  expect(wordsSaid("Venez demain", words)).toBe("Venez");
  expect(wordsSaid("Restez", words)).toBeNull();
});

test("what needs a yes each time, and what a scenario wrote, do not come back; an ambassador sees nothing of it", async () => {
  const id = randomUUID();
  const written = { version: 1 as const, words: [{ text: "Avec accord", for: null }], accounts: [refs["page"]!] };
  await manager.call("saveEntry", { params: { id }, body: { revision: 0, written, approval: true } });
  const rule = { gap: 30, months: [], ends: null };
  expect(await manager.call("saveEvergreen", { params: { id }, body: rule })).toMatchObject({
    status: 422,
    body: { code: "entry_approval" },
  });
  await sql`update entry set approval = false, step = 'launch' where id = ${id}`.execute(server.services.db);
  expect(await manager.call("saveEvergreen", { params: { id }, body: rule })).toMatchObject({
    status: 422,
    body: { code: "of_scenario" },
  });
});

import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOf } from "#engine/days.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, signIn } from "#test/support/session.ts";

let server: TestApp;
beforeAll(async () => void (server = await testApp()));
afterAll(() => server.close());

type Role = "admin" | "manager" | "ambassador";

/** A workspace with pages of the company and people, and what writes a post of theirs. */
async function world() {
  const { db } = server.services;
  const home = (await createWorkspace(db)).id;
  const person = async (role: Role) => {
    const member = await createMember(db, home, { role });
    return { ...member, session: await signIn(server.app, server.services, member) };
  };
  const account = async (name: string, member: string | null, more: Record<string, unknown> = {}) =>
    (
      await db
        .insertInto("account")
        .values({
          ...{ workspace_id: home, network: "mastodon", remote_id: randomUUID(), handle: "h", name },
          ...{ member_id: member, state: "connected", zone: "UTC", spacing_s: 0, ...more },
        })
        .returning("id")
        .executeTakeFirstOrThrow()
    ).id;
  const row = (account_id: string, title: string, state: string, at: number, more: Record<string, unknown> = {}) => {
    const time = new Date(at).toISOString();
    return {
      ...{ workspace_id: home, account_id, item_key: randomUUID(), item_title: title, state, due_at: time },
      ...{ map_id: randomUUID(), version: 1, run_id: randomUUID(), node_id: "n", network: "mastodon", text: "t" },
      expires_at: new Date(at + 40 * 86_400_000).toISOString(),
      ...(state === "published" && { published_at: time, settled_at: time, remote_id: randomUUID() }),
      ...more,
    };
  };
  const post = async (...given: Parameters<typeof row>) =>
    void (await db
      .insertInto("delivery")
      .values(row(...given))
      .execute());
  return { db, home, person, account, row, post };
}

const zone = "Europe/Paris";
/** A day of next week, and a time of it that is no hour's edge. */
const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const at = (minutes: number): number => startOf(zone, day) + minutes * 60_000;
const to = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
const query = { from: day, to, zone };

test("the company's posts stand one by one where their lane lets them go, ambassadors' only as numbers, and a person sees their own", async () => {
  const { person, account, post } = await world();
  const [manager, lea] = [await person("manager"), await person("ambassador")];
  const page = await account("Atelier", null, { quiet_from: 0, quiet_to: 9 * 60, daily_cap: 2, zone });
  const own = await account("Léa", lea.id);
  await post(page, "early", "ready", at(7 * 60));
  await post(page, "noon", "ready", at(12 * 60));
  await post(page, "too many", "ready", at(15 * 60));
  await post(page, "kept", "held", at(16 * 60), { reason_code: "reconnect" });
  await post(page, "no", "rejected", at(17 * 60));
  await post(own, "hers", "ready", at(18 * 60));
  const { body } = await manager.session.call("readCalendar", { query });
  expect(body.layers.map(({ name, company }) => [name, company])).toEqual([["Atelier", true]]);
  // What comes first is put off to the end of the quiet hours, and the third finds the day's share used up.
  expect(
    body.posts.map(({ title, state, at: when, why, movable }) => [title, state, Date.parse(when), why, movable]),
  ).toEqual([
    ["early", "planned", at(9 * 60), ["quiet"], true],
    ["noon", "planned", at(12 * 60), [], true],
    ["kept", "waits", at(16 * 60), [], false],
    ["no", "refused", at(17 * 60), [], false],
  ]);
  expect(body.days[0]).toMatchObject({
    counts: { out: 0, planned: 2, waits: 1, refused: 1, check: 0 },
    people: { posts: { out: 0, planned: 1 } },
  });
  expect(JSON.stringify(body)).not.toContain("hers");
  const { body: hers } = await lea.session.call("readCalendar", { query });
  expect(hers.posts.map(({ title }) => title)).toEqual(["hers"]);
  expect([hers.people, hers.days[0]!.people, hers.layers.map(({ name }) => name)]).toEqual([null, null, ["Léa"]]);
});

test("days are the reader's own: one instant stands on another day in another zone, also where clocks change", async () => {
  const { person, account, post } = await world();
  const manager = await person("manager");
  const page = await account("Atelier", null);
  await post(page, "late", "ready", Date.parse("2027-03-28T22:30:00Z"));
  const daysIn = async (reader: string) =>
    (
      await manager.session.call("readCalendar", { query: { from: "2027-03-27", to: "2027-03-30", zone: reader } })
    ).body.days.filter(({ counts }) => counts.planned > 0);
  expect((await daysIn("Europe/Paris")).map((one) => one.day)).toEqual(["2027-03-29"]);
  const [one] = await daysIn("Europe/London");
  expect(one).toMatchObject({
    day: "2027-03-28",
    starts: "2027-03-28T00:00:00.000Z",
    ends: "2027-03-28T23:00:00.000Z",
  });
  expect((await daysIn("America/New_York")).map(({ day: each }) => each)).toEqual(["2027-03-28"]);
});

test("fewer than five people are no number where the workspace tells none of people", async () => {
  const { db, home, person, account, post } = await world();
  const manager = await person("manager");
  for (let n = 0; n < 4; n += 1)
    await post(await account("x", (await person("ambassador")).id), "t", "ready", at(600 + n));
  await db.updateTable("workspace").set({ person_figures: false }).where("id", "=", home).execute();
  const people = async () => (await manager.session.call("readCalendar", { query })).body.days[0]!.people;
  expect(await people()).toEqual({ posts: null });
  await post(await account("x", (await person("ambassador")).id), "t", "ready", at(700));
  expect(await people()).toMatchObject({ posts: { planned: 5 } });
});

test("of five thousand in a month each day says how many, shows so many, and gives the others part by part", async () => {
  const { db, person, account, row } = await world();
  const manager = await person("manager");
  const pages = await Promise.all(["A", "B", "C"].map((name) => account(name, null)));
  const rows = Array.from({ length: 5000 }, (_, n) =>
    row(pages[n % 3]!, `post ${n}`, "ready", at((n % 28) * 1440 + 480 + Math.floor(n / 28) * 3)),
  );
  for (let n = 0; n < rows.length; n += 1000)
    await db
      .insertInto("delivery")
      .values(rows.slice(n, n + 1000))
      .execute();
  const end = new Date(Date.parse(day) + 28 * 86_400_000).toISOString().slice(0, 10);
  const { body } = await manager.session.call("readCalendar", { query: { from: day, to: end, zone, each: 5 } });
  expect(body.days.reduce((sum, { counts }) => sum + counts.planned, 0)).toBe(5000);
  expect(body.posts).toHaveLength(28 * 5);
  const seen = new Set<string>();
  let before: string | undefined;
  do {
    const { body: part } = await manager.session.call("listDay", {
      query: { day, zone, limit: 100, ...(before === undefined ? {} : { before }) },
    });
    for (const { key } of part.rows) seen.add(key);
    before = part.next ?? undefined;
  } while (before !== undefined);
  expect(seen.size).toBe(body.days[0]!.counts.planned);
  // A layer that is hidden is not counted either.
  const { body: less } = await manager.session.call("readCalendar", {
    query: { from: day, to: end, zone, hide: pages[0]! },
  });
  expect(less.days.reduce((sum, { counts }) => sum + counts.planned, 0)).toBe(3333);
});

test("five thousand entries of a month are all counted, and so many of a day are told", async () => {
  const { db, home, person } = await world();
  const manager = await person("manager");
  const written = JSON.stringify({ version: 1, words: [{ text: "t", for: null }], people: null });
  await sql`insert into entry (workspace_id, id, author_id, title, written, at)
    select ${home}, gen_random_uuid(), ${manager.id}, 'entry ' || n, ${written}::jsonb,
      ${new Date(at(480)).toISOString()}::timestamptz + make_interval(days => n % 28, mins => n / 28 * 3) from generate_series(0, 4999) n`.execute(
    db,
  );
  const end = new Date(Date.parse(day) + 28 * 86_400_000).toISOString().slice(0, 10);
  const { body } = await manager.session.call("readCalendar", { query: { from: day, to: end, zone, each: 12 } });
  expect(body.days.reduce((sum, { counts }) => sum + counts.draft, 0)).toBe(5000);
  expect(body.posts).toHaveLength(28 * 12);
});

test("a post is moved by whoever saw it last: not into quiet hours, not past the day's share, and not once it is out", async () => {
  const { person, account, post } = await world();
  const [one, two, lea] = [await person("manager"), await person("manager"), await person("ambassador")];
  const page = await account("Atelier", null, { quiet_from: 20 * 60, quiet_to: 8 * 60, daily_cap: 2, zone });
  await post(page, "a", "ready", at(10 * 60));
  await post(page, "b", "ready", at(1440 + 600));
  await post(page, "c", "ready", at(1440 + 660));
  await post(page, "gone", "published", Date.now());
  const read = async () => (await one.session.call("readCalendar", { query: { ...query, to: nextDay } })).body.posts;
  const nextDay = new Date(Date.parse(day) + 2 * 86_400_000).toISOString().slice(0, 10);
  const a = (await read()).find(({ title }) => title === "a")!;
  const move = (who: typeof one, minutes: number, was = a.due, back?: true) =>
    who.session.call("movePost", {
      params: { id: a.delivery! },
      body: { at: new Date(at(minutes)).toISOString(), was, back },
    });
  expect((await move(lea, 700)).status).toBe(404);
  // Into the night; to a day whose share is planned away.
  expect(await move(one, 22 * 60)).toMatchObject({
    status: 422,
    body: { code: "no_room", details: { why: ["quiet"] } },
  });
  expect(await move(one, 1440 + 720)).toMatchObject({
    status: 422,
    body: { code: "no_room", details: { why: ["cap", "quiet"] } },
  });
  expect((await move(one, 11 * 60)).status).toBe(200);
  // The other manager still saw it at ten: they are told where it is now, and move it from there.
  const late = await move(two, 15 * 60);
  expect(late).toMatchObject({ status: 409, body: { code: "moved_already" } });
  const now = (late.body as unknown as { details: { at: string } }).details.at;
  expect(Date.parse(now)).toBe(at(11 * 60));
  expect((await move(two, 15 * 60, now)).status).toBe(200);
  // What stood in the night may go back there: it leaves as late as it would have.
  const [there, night] = [new Date(at(15 * 60)).toISOString(), new Date(at(22 * 60)).toISOString()];
  expect((await move(two, 22 * 60, there, true)).status).toBe(200);
  expect((await move(two, 15 * 60, night)).status).toBe(200);
  expect(Date.parse((await read()).find(({ title }) => title === "a")!.at)).toBe(at(15 * 60));
  const today = new Date().toISOString().slice(0, 10);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const { body } = await one.session.call("readCalendar", { query: { from: today, to: tomorrow, zone: "UTC" } });
  const gone = body.posts.find(({ title }) => title === "gone")!;
  expect(gone.movable).toBe(false);
  const never = await one.session.call("movePost", {
    params: { id: gone.delivery! },
    body: { at: new Date(at(700)).toISOString(), was: gone.due },
  });
  expect(never).toMatchObject({ status: 409, body: { code: "left_already" } });
});

test("what is written for a time stands there once for each account until it enters; a person's own nobody else sees", async () => {
  const { db, home, person, account, post } = await world();
  const [manager, lea] = [await person("manager"), await person("ambassador")];
  const pages = [await account("A", null), await account("B", null)];
  const hers = await account("Léa", lea.id);
  const write = async (
    title: string,
    state: string,
    minutes: number,
    accounts: string[],
    owner: string | null = null,
  ) => {
    const id = randomUUID();
    const written = JSON.stringify({
      version: 1,
      words: [{ text: title, for: null }],
      ...(accounts.length === 0 ? { people: {} } : {}),
    });
    const time = new Date(at(minutes)).toISOString();
    await db
      .insertInto("entry")
      .values({
        ...{ workspace_id: home, id, owner_id: owner, state, title, written, at: time },
        ...(state === "draft" ? {} : { enter_at: time, round: 1 }),
      })
      .execute();
    for (const account_id of accounts)
      await db.insertInto("entry_account").values({ workspace_id: home, entry_id: id, account_id }).execute();
    return id;
  };
  const planned = await write("both", "planned", 600, pages);
  await write("draft", "draft", 660, [pages[0]!]);
  await write("everybody", "planned", 720, []);
  await write("hers", "planned", 780, [hers], lea.id);
  const entered = await write("entered", "entered", 840, [pages[0]!]);
  await post(pages[0]!, "entered", "ready", at(840), { item_key: `entry:${entered}:1` });
  const { body } = await manager.session.call("readCalendar", { query });
  const names = new Map(body.layers.map(({ id, name }) => [id, name]));
  const seen = body.posts.map(({ title, state, account: on, revision, movable }) =>
    [title, state, on === null ? "-" : names.get(on), revision, movable].join(" "),
  );
  // Of one time and one entry either account may come first.
  expect([...seen.slice(0, 2).toSorted(), ...seen.slice(2)]).toEqual([
    "both planned A 1 true",
    "both planned B 1 true",
    "draft draft A 1 true",
    "everybody planned - 1 true",
    "entered planned A  true",
  ]);
  expect(body.posts.map(({ entry }) => entry)).toEqual([
    planned,
    planned,
    expect.any(String),
    expect.any(String),
    entered,
  ]);
  const { body: without } = await manager.session.call("listDay", { query: { day, zone, hide: pages[1]!, limit: 1 } });
  expect([without.rows.map(({ title }) => title), without.next === null]).toEqual([["both"], false]);
  const { body: rest } = await manager.session.call("listDay", {
    query: { day, zone, hide: pages[1]!, limit: 10, before: without.next! },
  });
  expect(rest.rows.map(({ title }) => title)).toEqual(["draft", "everybody", "entered"]);
  const { body: own } = await lea.session.call("readCalendar", { query });
  expect(own.posts.map(({ title }) => title)).toEqual(["hers"]);
});

test("a person's own address tells other calendars what they see here, until they make another, end it, or are let in no more", async () => {
  const { db, home, person, account, post } = await world();
  const [manager, lea] = [await person("manager"), await person("ambassador")];
  const page = await account("Atelier; Été", null);
  await post(page, "Clocks, and\nBEGIN:VEVENT", "ready", at(1440 + 720));
  await post(await account("Léa", lea.id), "hers", "ready", at(780));
  const ask = (url: string, headers: Record<string, string> = {}) =>
    server.app.inject({ method: "GET", url: new URL(url).pathname, headers });
  expect((await manager.session.call("readCalendarLink", {})).body.url).toBeNull();
  const made = async (who: typeof lea) => (await who.session.call("makeCalendarLink", {})).body.url!;
  const [address, hers] = [await made(manager), await made(lea)];
  expect((await manager.session.call("readCalendarLink", {})).body.url).toBe(address);
  const seen = await ask(address);
  expect([seen.statusCode, seen.headers["content-type"]]).toEqual([200, "text/calendar; charset=utf-8"]);
  const events = (text: string): number => text.match(/^BEGIN:VEVENT\r$/gmu)?.length ?? 0;
  // Long lines are folded by bytes; a title is one line, whatever it holds.
  expect(seen.body.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  const whole = seen.body.replaceAll("\r\n ", "");
  const instant = new Date(at(1440 + 720)).toISOString().replaceAll(/[-:]|\.\d+/gu, "");
  expect(whole).toContain(`DTSTART:${instant}\r\n`);
  expect(whole).toContain("SUMMARY:Clocks\\, and\\nBEGIN:VEVENT\r\n");
  expect([events(seen.body), seen.body.includes("hers")]).toEqual([1, false]);
  const own = (await ask(hers)).body;
  expect([events(own), own.includes("hers"), own.includes("Clocks")]).toEqual([1, true, false]);
  // What has not changed is not sent again.
  expect((await ask(address, { "if-none-match": String(seen.headers["etag"]) })).statusCode).toBe(304);
  const next = await made(manager);
  expect([(await ask(address)).statusCode, (await ask(next)).statusCode]).toEqual([404, 200]);
  expect((await ask(next.replace("/ical/", "/ical/A"))).statusCode).toBe(404);
  await manager.session.call("dropCalendarLink", {});
  expect((await ask(next)).statusCode).toBe(404);
  await db
    .updateTable("member")
    .set({ disabled_at: new Date().toISOString() })
    .where("workspace_id", "=", home)
    .where("id", "=", lea.id)
    .execute();
  expect((await ask(hers)).statusCode).toBe(404);
});

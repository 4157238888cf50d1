import { sql } from "kysely";
import { afterAll, afterEach, expect, test } from "vitest";
import { takeBackSeconds } from "#engine/kept.ts";
import { asking, openDesk } from "#test/support/approving.ts";
import { items, list, publish, runNow, scheduledFor } from "#test/main-job/world.ts";
import { createWorkspace } from "#test/support/session.ts";
import { drawing } from "#test/support/toys.ts";
import { unbalancedRuns } from "../ledger/balance.ts";
import { checkDraft } from "../maps/check.ts";
import { takeOutKept } from "../run/kept.ts";
import { runMap } from "../run/run-map.ts";
import { wakeKept } from "../run/wake.ts";
import { takeBackApprovals } from "./answer.ts";
import { countApprovals } from "./may.ts";
import { saidBefore } from "./said.ts";
import { listApprovals } from "./views.ts";

const { world, join, claire, hugo, ada, begin, waiting, answer, pass, late, wake, dropsOf, deeds, clear } =
  await openDesk();
afterAll(() => world.close());
// What one test leaves waiting is nothing that another counts, or runs.
afterEach(clear);

test("A yes sends an item on and a no lets it go with who said it, each by a run of its own and in the log; where it would go is said before.", async () => {
  const { map, account } = await begin("first", 3);
  expect(await scheduledFor(world, account)).toEqual([]);
  const rows = await waiting(map);
  expect(rows).toMatchObject([
    { node: "k", mine: true, changed: false, over: false, asked: null, text: "tag:first:1!" },
    {},
    {},
  ]);
  expect(rows[0]?.reach).toEqual({
    pages: [{ network: "plain", name: "first" }],
    morePages: 0,
    people: 0,
    networks: [],
    none: null,
  });
  expect(await countApprovals(world.services.db, claire)).toBe(3);
  const [one, two, three] = rows;
  expect(await answer(claire, [one!, two!], true)).toMatchObject([{ result: "taken" }, { result: "taken" }]);
  expect(await answer(hugo, [three!], false, "too early")).toMatchObject([{ result: "taken" }]);
  // Not before it can no longer be taken back; then by itself.
  const { rows: woken } = await sql<{ seconds: number }>`
    select extract(epoch from kept_at - now())::int as seconds from map where id = ${map}`.execute(world.services.db);
  expect(woken[0]!.seconds).toBeGreaterThan(takeBackSeconds - 5);
  expect(woken[0]!.seconds).toBeLessThanOrEqual(takeBackSeconds);
  expect(await wake()).toBe(0);
  await pass(map);
  expect(await wake()).toBe(1);
  expect(await scheduledFor(world, account)).toEqual(["tag:first:1", "tag:first:2"]);
  expect(await dropsOf(map)).toEqual([
    { item_key: "tag:first:3", code: "not_approved", reason: "Declined by Hugo: “too early”" },
  ]);
  expect(await deeds(map)).toMatchObject([
    { action: "approval.yes", member_id: claire.memberId, detail: { item: "tag:first:1", node: "k" } },
    { action: "approval.yes", member_id: claire.memberId },
    { action: "approval.no", member_id: hugo.memberId, detail: { item: "tag:first:3", word: "too early" } },
  ]);
  expect(await unbalancedRuns(world.services.db, null)).toEqual([]);
  expect(await countApprovals(world.services.db, claire)).toBe(0);
});

test("Of two who answer at once the first one counts, and the other is told who that was, also after the run.", async () => {
  const { map, account } = await begin("twice", 1);
  const rows = await waiting(map);
  const both = await Promise.all([answer(claire, rows, true), answer(hugo, rows, false)]);
  const results = both.map(([row]) => row?.result);
  expect(results.toSorted()).toEqual(["answered", "taken"]);
  const second = both[results.indexOf("answered")]![0]!;
  const yes = results[0] === "taken";
  expect(second).toMatchObject({ by: yes ? "Claire" : "Hugo", yes });
  await pass(map);
  await wake();
  expect(await scheduledFor(world, account)).toHaveLength(yes ? 1 : 0);
  expect(await answer(ada, rows, !yes)).toMatchObject([{ result: "answered", yes }]);
  expect(await deeds(map)).toHaveLength(1);
});

test("An answer can be taken back by whoever gave it until a run has acted on it; then it waits as before.", async () => {
  const { map, account } = await begin("undo", 1);
  const rows = await waiting(map);
  const ids = rows.map(({ id }) => id);
  await answer(claire, rows, true);
  expect(await waiting(map)).toEqual([]);
  // Also where the map is published meanwhile.
  await publish(world, asking("undo"), map);
  expect(await wake()).toBe(0);
  expect((await takeBackApprovals(world.services, hugo, ids)).rows).toMatchObject([{ back: false }]);
  expect((await takeBackApprovals(world.services, claire, ids)).rows).toMatchObject([{ back: true }]);
  expect(await waiting(map)).toEqual(rows);
  await pass(map);
  expect(await wake()).toBe(0);
  await answer(hugo, rows, true);
  await pass(map);
  await wake();
  expect((await takeBackApprovals(world.services, hugo, ids)).rows).toMatchObject([{ back: false }]);
  expect(await scheduledFor(world, account)).toHaveLength(1);
  expect((await deeds(map)).map(({ action }) => action)).toEqual(["approval.yes", "approval.back", "approval.yes"]);
});

test("After its deadline an answer no longer counts, and the item goes as the step says.", async () => {
  const { map, account } = await begin("late", 1);
  const rows = await waiting(map);
  await late(map);
  expect(await waiting(map)).toMatchObject([{ over: true }]);
  expect(await countApprovals(world.services.db, claire)).toBe(0);
  expect(await answer(claire, rows, true)).toMatchObject([{ result: "late" }]);
  await wake();
  expect(await scheduledFor(world, account)).toEqual([]);
  expect(await dropsOf(map)).toMatchObject([
    { code: "not_answered", reason: expect.stringMatching(/^Nobody answered within 3 days/u) },
  ]);
  expect(await answer(claire, rows, true)).toMatchObject([{ result: "gone" }]);
});

test("Nobody of another workspace answers, or learns that something waits.", async () => {
  const { map } = await begin("walled", 1);
  const rows = await waiting(map);
  const { id } = await createWorkspace(world.services.db, { name: "Elsewhere" });
  const stranger = await join("admin", "Eve", id);
  await expect(answer(stranger, rows, true)).rejects.toMatchObject({ status: 404 });
  await expect(takeBackApprovals(world.services, stranger, [rows[0]!.id])).rejects.toMatchObject({ status: 404 });
  await expect(waiting(map, stranger)).rejects.toMatchObject({ status: 404 });
  expect((await listApprovals(world.services, stranger, { limit: 50 })).rows).toEqual([]);
  expect(await countApprovals(world.services.db, stranger)).toBe(0);
});

test("Where people are named only they answer; when the last of them no longer draws maps, administrators do, and the drawing says so.", async () => {
  const { db } = world.services;
  const ines = await join("manager", "Ines");
  const { map } = await begin("named", 1, { who: "named", people: [ines.memberId] });
  const rows = await waiting(map);
  expect(rows).toMatchObject([{ mine: false, asked: ["Ines"] }]);
  expect(await waiting(map, ada)).toMatchObject([{ mine: false }]);
  expect(await answer(ada, rows, true)).toMatchObject([{ result: "forbidden" }]);
  // Nor is it taken out behind their back.
  const kept = await db.selectFrom("kept").select("place").where("map_id", "=", map).executeTakeFirstOrThrow();
  await expect(takeOutKept(world.services, ada, map, { node: "k", place: kept.place })).rejects.toMatchObject({
    status: 409,
    code: "waits_for_answer",
  });
  expect(await countApprovals(db, ines)).toBe(1);
  const problems = async () =>
    (
      await checkDraft(
        world.services,
        world.workspaceId,
        asking("named", { who: "named", people: [ines.memberId] }),
        map,
      )
    ).problems;
  expect(await problems()).toEqual([]);
  await db.updateTable("member").set({ role: "ambassador" }).where("id", "=", ines.memberId).execute();
  expect(await answer({ ...ines, role: "ambassador" }, rows, true)).toMatchObject([{ result: "forbidden" }]);
  expect(await countApprovals(db, { ...ines, role: "ambassador" })).toBe(0);
  expect(await answer(claire, rows, true)).toMatchObject([{ result: "forbidden" }]);
  expect(await problems()).toMatchObject([{ code: "asked-gone", severity: "warning", node: "k" }]);
  expect(await waiting(map, ada)).toMatchObject([{ mine: true, asked: [] }]);
  expect(await answer(ada, rows, true)).toMatchObject([{ result: "taken" }]);
});

test("Each item is asked about once: not again when it comes again, when a run is repeated, or when two work at once.", async () => {
  const { map, account } = await begin("once", 2);
  const { db } = world.services;
  const again = async () => {
    await db.updateTable("map_offset").set({ seq: 0 }).where("map_id", "=", map).execute();
    const run = await runNow(world, map);
    world.jobs.length = 0;
    return run;
  };
  // While it waits.
  await again();
  expect(await waiting(map)).toHaveLength(2);
  const [one, two] = await waiting(map);
  await answer(claire, [one!], true);
  await answer(claire, [two!], false);
  await pass(map);
  // A crash between the answer and its run: the run is given twice, and at once.
  await wakeKept(world.services);
  const [job] = world.jobs.splice(0).map(({ data }) => data as { workspaceId: string; runId: string });
  await sql`create function cut_answer() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$`.execute(
    db,
  );
  await sql`create trigger cut_answer before update of node_state on map for each row execute function cut_answer()`.execute(
    db,
  );
  await expect(runMap(world.services, job!)).rejects.toThrow("cut off");
  await sql`drop function cut_answer() cascade`.execute(db);
  expect(await scheduledFor(world, account)).toEqual([]);
  await Promise.all([runMap(world.services, job!), runMap(world.services, job!)]);
  expect(await scheduledFor(world, account)).toEqual(["tag:once:1"]);
  // What a step gives once more has the answer of its first time.
  const plan = { keepers: [{ id: "k", keeps: { give: "each", asks: true } }] } as never;
  const given = { back: [1, 2, 3].map((number) => ({ item: { key: `tag:once:${number}` } })) };
  const said = await saidBefore(db as never, { workspaceId: world.workspaceId, mapId: map }, plan, given);
  expect([...(said.get("k") ?? [])].toSorted()).toEqual([
    ["tag:once:1", true],
    ["tag:once:2", false],
  ]);
  const run = await again();
  expect(run).toMatchObject({ drops: 2 });
  expect(await waiting(map)).toEqual([]);
  expect((await dropsOf(map)).map(({ item_key: key, code }) => `${key} ${code}`)).toEqual([
    "tag:once:1 kept_already",
    "tag:once:2 kept_already",
    "tag:once:2 not_approved",
    "tag:once:1 asked_already",
    "tag:once:2 asked_already",
  ]);
  expect(await unbalancedRuns(db, null)).toEqual([]);
});

test("What its source corrects meanwhile is shown by its newest words: who saw others is told, and what got the yes is what goes.", async () => {
  const { map, account } = await begin("edited", 1);
  const { db } = world.services;
  const before = await waiting(map);
  const correct = (title: string) =>
    db
      .updateTable("item")
      .set({ changed: JSON.stringify({ title, link: null }) })
      .where("key", "=", "tag:edited:1")
      .execute();
  // As a feed's items are: the text begins as the title.
  await db
    .updateTable("item")
    .set({ data: sql`data || jsonb_build_object('text', data->>'title')` })
    .where("key", "=", "tag:edited:1")
    .execute();
  await correct("Corrected");
  const [now] = await waiting(map);
  expect(now).toMatchObject({ changed: true, item: { title: "Corrected" }, text: "Corrected!" });
  expect(await answer(claire, before, true)).toMatchObject([{ result: "changed" }]);
  expect(await answer(claire, [now!], true)).toMatchObject([{ result: "taken" }]);
  await correct("Corrected once more");
  await pass(map);
  await wake();
  const sent = await db
    .selectFrom("delivery")
    .select(sql<string>`post->'parts'->0->>'text'`.as("text"))
    .where("account_id", "=", account)
    .execute();
  expect(sent).toEqual([{ text: "Corrected!" }]);
});

test("A map that is published without the step lets go what waits, and says so before, to whoever answers, and in the run; with other settings it asks by those.", async () => {
  const { map } = await begin("redrawn", 1);
  const rows = await waiting(map);
  await publish(world, asking("redrawn", { time: 9, note: "new" }), map);
  await wake();
  const [kept] = await waiting(map);
  expect(kept).toMatchObject({ id: rows[0]!.id, note: "new", since: rows[0]!.since });
  expect((Date.parse(kept!.until) - Date.parse(kept!.since)) / 86_400_000).toBeCloseTo(9, 3);
  const without = {
    ...drawing({ a: ["spring", { name: "redrawn" }], z: ["well", { account: "plain:redrawn" }] }, ["a>z"]),
    first: { kind: "all" } as const,
  };
  const { problems } = await checkDraft(world.services, world.workspaceId, without, map);
  expect(problems).toMatchObject([{ code: "kept-lost" }]);
  await publish(world, without, map);
  expect(await waiting(map)).toMatchObject([{ reach: { none: { en: expect.stringContaining("without this step") } } }]);
  expect(await answer(claire, [kept!], true)).toMatchObject([{ result: "gone" }]);
  await wake();
  expect(await dropsOf(map)).toMatchObject([{ code: "kept_gone" }]);
  expect(await waiting(map)).toEqual([]);
});

test("A yes is the look that the flood protection wants.", async () => {
  const { map, account } = await begin("flood", 1);
  world.springs.set("flood", () => list(items("flood", 30)));
  await runNow(world, map);
  await answer(claire, (await waiting(map)).slice(0, 2), true);
  await pass(map);
  await wake();
  const states = await world.services.db
    .selectFrom("delivery")
    .select("state")
    .where("account_id", "=", account)
    .execute();
  expect(states).toEqual([{ state: "ready" }, { state: "ready" }]);
});

test("The list is cut into pages, the nearest deadline first.", async () => {
  const { map } = await begin("paged", 3);
  const first = await listApprovals(world.services, claire, { map, limit: 2 });
  const second = await listApprovals(world.services, claire, { map, limit: 2, before: first.next! });
  expect([first.rows.length, second.rows.length, second.next]).toEqual([2, 1, null]);
  const all = [...first.rows, ...second.rows];
  expect(new Set(all.map(({ id }) => id)).size).toBe(3);
  expect(all.map(({ until }) => until)).toEqual(all.map(({ until }) => until).toSorted());
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliveryStates } from "#engine/delivery.ts";
import { markOf, marks } from "#engine/mark.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";
import { createThings, type Things } from "./things.ts";

let server: TestApp;
let workspaceId: string;
let lea: Session;
let things: Things;
beforeAll(async () => {
  server = await testApp();
  workspaceId = (await createWorkspace(server.services.db)).id;
  lea = await signIn(
    server.app,
    server.services,
    await createMember(server.services.db, workspaceId, { role: "manager" }),
  );
  const owner = await createMember(server.services.db, workspaceId, { role: "ambassador" });
  things = await createThings(server.services, workspaceId, owner.id);
});
afterAll(() => server.close());

/** Deliveries of one item to the account, a state each; another occasion makes another of them. */
async function tell(key: string, states: [string, string | null][]): Promise<void> {
  const now = new Date().toISOString();
  await server.services.db
    .insertInto("delivery")
    .values(
      states.map(([state, reason_code]) => ({
        ...{
          workspace_id: workspaceId,
          account_id: things.account,
          item_key: key,
          item_title: `Titre ${key}`,
          state,
          reason_code,
        },
        ...{
          map_id: things.map,
          version: 1,
          run_id: randomUUID(),
          node_id: "t",
          network: "x",
          text: "t",
          occasion: randomUUID(),
        },
        ...{
          due_at: now,
          expires_at: now,
          ...(state === "published" && { published_at: now, remote_id: randomUUID() }),
        },
      })),
    )
    .execute();
}
/** As schedule.ts writes it down with the deliveries. */
async function headline(key: string, words: string): Promise<void> {
  const { newest } = await server.services.db
    .selectFrom("delivery")
    .select(({ fn }) => fn.max<number>("id").as("newest"))
    .where("item_key", "=", key)
    .executeTakeFirstOrThrow();
  await server.services.db
    .insertInto("told")
    .values({ workspace_id: workspaceId, item_key: key, newest, words })
    .execute();
}
const list = async (query: Record<string, string> = {}) => (await lea.call("listStories", { query })).body;

test("a headline stands once with where each of its deliveries is, the worst first, and each state has its mark", async () => {
  const held = [null, "consent", "rule", "paused"].map((reason): [string, string | null] => [
    "held",
    reason ?? "review",
  ]);
  const rest = deliveryStates
    .filter((state) => !["held", "sending", "processing"].includes(state))
    .map((state): [string, null] => [state, null]);
  const all = [...held, ...rest];
  await tell("a", all);
  const { rows, next } = await list();
  expect(next).toBeNull();
  const story = rows.find(({ key }) => key === "a")!;
  expect(story).toMatchObject({ title: "Titre a", mapId: things.map, mapName: "Actualités", picture: null });
  const sums: Record<string, number> = {};
  for (const [state, reason] of all) {
    const mark = markOf(state as "held", reason);
    sums[mark] = (sums[mark] ?? 0) + 1;
  }
  expect(story.sums).toEqual(sums);
  const shown = story.posts.map(({ mark }) => marks.indexOf(mark));
  expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  expect(story.posts[0]).toMatchObject({
    mark: "refused",
    account: { id: things.account, name: "Léa", company: false },
  });
  for (const mark of marks) {
    const some = (await list({ mark })).rows.find(({ key }) => key === "a")!;
    expect(some.sums, mark).toEqual({ [mark]: sums[mark] });
  }
  expect((await list({ map: randomUUID() })).rows).toEqual([]);
  expect((await list({ account: randomUUID() })).rows).toEqual([]);
  expect((await list({ account: things.account, map: things.map })).rows.length).toBeGreaterThan(1);
});

test("windows follow each other without a delivery twice, also where a story lies in two of them", async () => {
  const before = (await list({ account: things.account })).rows.flatMap(({ sums }) => Object.values(sums));
  const many = 1200;
  for (let start = 0; start < many; start += 400)
    await tell(
      "long",
      Array.from({ length: 400 }, (): [string, null] => ["expired", null]),
    );
  for (const query of [{}, { mark: "ended" }, { account: things.account }] as Record<string, string>[]) {
    let sum = 0;
    let mark: string | null = null;
    let pages = 0;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({
        ...query,
        ...(mark === null ? {} : { before: mark }),
      });
      sum += page.rows.reduce((all, { key, sums }) => all + (key === "long" ? (sums.ended ?? 0) : 0), 0);
      expect(page.rows.every(({ posts }) => posts.length <= 12)).toBe(true);
      mark = page.next;
      pages += 1;
    } while (mark !== null);
    expect(sum).toBe(many);
    expect(pages).toBe(2);
  }
  expect(before.length).toBeGreaterThan(0);
  expect((await lea.call("listStories", { query: { before: "%" } })).status).toBe(400);
});

test("a page tells forty stories at most, and the next one goes on with the one after", async () => {
  for (let n = 0; n < 90; n += 1) await tell(`many ${n}`, [["rejected", null]]);
  const seen: string[] = [];
  let mark: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list({
      mark: "refused",
      ...(mark === null ? {} : { before: mark }),
    });
    expect(page.rows.length).toBeLessThanOrEqual(40);
    seen.push(...page.rows.map(({ key }) => key).filter((key) => key.startsWith("many")));
    mark = page.next;
  } while (mark !== null);
  expect(seen).toEqual(Array.from({ length: 90 }, (_, n) => `many ${89 - n}`));
});

const keysOf = async (query: Record<string, string>): Promise<string[]> =>
  (await list(query)).rows.map(({ key }) => key);

test("words find a headline without accents, an address however it was pasted, and who says it; all of them must fit", async () => {
  await tell("façade", [
    ["published", null],
    ["rejected", null],
  ]);
  await headline("façade", "la facade de l'atelier example.org/blog/facade?id=2");
  await tell("musée", [["published", null]]);
  await headline("musée", "le musee retrouve sa lumiere example.org/musee");
  for (const search of [
    "FAÇADE",
    "facade  l’atelier",
    "https://www.example.org/blog/facade/?id=2&utm_source=x#top",
    "atelier léa",
  ])
    expect(await keysOf({ search }), search).toEqual(["façade"]);
  expect(await keysOf({ search: "léa" })).toEqual(["musée", "façade"]);
  expect(await keysOf({ search: "façade musée" })).toEqual([]);
  expect(await keysOf({ search: "100% façade_" })).toEqual([]);
  // Each comes with all of its deliveries, of which only those that are asked for.
  expect((await list({ search: "façade" })).rows[0]!.sums).toEqual({ published: 1, refused: 1 });
  expect((await list({ search: "façade", mark: "refused" })).rows[0]!.sums).toEqual({ refused: 1 });
  expect(await keysOf({ search: "musée", mark: "refused" })).toEqual([]);
  expect(await keysOf({ search: "musée", map: randomUUID() })).toEqual([]);
});

test("what is found comes in pages, each once, the newest first", async () => {
  for (let n = 0; n < 45; n += 1) {
    await tell(`page ${n}`, [["published", null]]);
    await headline(`page ${n}`, `paginee ${n}`);
  }
  const seen: string[] = [];
  let mark: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list({
      search: "paginée",
      ...(mark === null ? {} : { before: mark }),
    });
    seen.push(...page.rows.map(({ key }) => key));
    mark = page.next;
  } while (mark !== null);
  expect(seen).toEqual(Array.from({ length: 45 }, (_, n) => `page ${44 - n}`));
});

test("the story of a delivery tells everybody who says it, the worst first, with when and why", async () => {
  await tell("whole", [
    ["published", null],
    ["held", "paused"],
    ["rejected", null],
  ]);
  const { id } = (await list()).rows.find(({ key }) => key === "whole")!.posts[0]!;
  const { status, body } = await lea.call("getStory", { params: { id } });
  expect(status).toBe(200);
  expect(body.sums).toEqual({ published: 1, held: 1, refused: 1 });
  expect(body.posts.map(({ mark, reasonCode, mapName }) => [mark, reasonCode, mapName])).toEqual([
    ["refused", null, "Actualités"],
    ["held", "paused", "Actualités"],
    ["published", null, "Actualités"],
  ]);
  expect(body.posts[1]!.reason?.fr).toMatch(/pause/u);
  expect((await lea.call("getStory", { params: { id: 999_999_999 } })).status).toBe(404);
});

test("how many stand in each way is counted to a hundred and not further", async () => {
  const { body } = await lea.call("countStories", {});
  expect(body.ended).toEqual({ count: 99, more: true });
  expect(body.asked.more).toBe(false);
  expect(body.asked.count).toBeGreaterThanOrEqual(2);
  expect(body.held.count).toBeGreaterThanOrEqual(3);
  expect(Object.keys(body).toSorted()).toEqual([...marks].toSorted());
});

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

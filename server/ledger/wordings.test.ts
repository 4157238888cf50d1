import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Process } from "#engine/node.ts";
import { items, list, makeWorld, publish, runNow, type World } from "#test/main-job/world.ts";
import { createMember } from "#test/support/session.ts";
import { drawing } from "#test/support/toys.ts";
import { manifest as ambassadors } from "../../nodes/ambassadors/node.ts";
import { expand } from "../../nodes/ambassadors/run.ts";
import { manifest as variants } from "../../nodes/variants/node.ts";
import { process } from "../../nodes/variants/run.ts";
import { prune } from "../run/prune.ts";
import { answerStory, undoAnswers } from "./answering.ts";
import { listProposals } from "./asked.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  const { nodes } = world.services;
  const manifests = nodes.manifests as Map<string, unknown>;
  manifests.set("ambassadors", ambassadors);
  manifests.set("variants", variants);
  const toys = { expand: nodes.expand, process: nodes.process };
  nodes.expand = (type) => (type === "ambassadors" ? (expand as ReturnType<typeof toys.expand>) : toys.expand(type));
  nodes.process = (type) => (type === "variants" ? (process as Process<unknown>) : toys.process(type));
});
afterAll(() => world.close());
beforeEach(() => sql`delete from delivery; delete from account; delete from map`.execute(world.services.db));

type Person = { memberId: string; account: string };
async function person(): Promise<Person> {
  const { db } = world.services;
  const { id } = await createMember(db, world.workspaceId, { role: "ambassador" });
  const handle = id.slice(0, 8);
  const account = await db
    .insertInto("account")
    .values({
      ...{ workspace_id: world.workspaceId, network: "plain", remote_id: handle, handle, name: handle },
      member_id: id,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { memberId: id, account: account.id };
}

const said = ["A", "B", "C", "D"];
let maps = 0;
/** A map with so many wordings for these people, run once; what waits for each. */
async function asked(people: readonly Person[], wordings: number, short = "reuse"): Promise<void> {
  maps += 1;
  const name = `words${maps}`;
  world.springs.set(name, () => list(items(name, 1)));
  const nodes = {
    a: ["spring", { name }],
    v: ["variants", { wordings: said.slice(0, wordings).map((text) => ({ text: `${text}: {{title}}` })), short }],
    z: ["ambassadors", { ...(ambassadors.defaults as object), topics: [] }],
  };
  const map = await publish(world, { ...drawing(nodes as never, ["a>v", "v>z"]), first: { kind: "all" } });
  await runNow(world, map);
  expect(people.length).toBeGreaterThan(0);
}

const waiting = async ({ memberId }: Person) => {
  const { db, nodes } = world.services;
  const { rows } = await listProposals(db, nodes.networks, { workspaceId: world.workspaceId, memberId, limit: 5 });
  return rows[0]!.posts[0]!;
};
const letter = (text: string): string => text.charAt(0);
const others = async (one: Person) => (await waiting(one)).wordings.map(({ post }) => letter(post.parts[0]!.text));
const who = ({ memberId }: Person) => ({ workspaceId: world.workspaceId, memberId });
const take = async (one: Person, wording: string, text?: string) => {
  const { id } = await waiting(one);
  const post = { id, wording, ...(text === undefined ? {} : { text }) };
  const tap = { answer: "publish" as const, key: randomUUID(), device: "phone" as const, undoSeconds: 10 };
  const [outcome] = await answerStory(world.services, who(one), { ...tap, posts: [post] });
  return { id, refused: outcome!.refused?.code ?? null };
};
const stored = async (id: number) => {
  const { rows } = await sql<{ text: string; wording: string; earlier: string[] }>`
    select post->'parts'->0->>'text' as text, wording, array(select e.post->'parts'->0->>'text' from earlier_post e
      where e.workspace_id = d.workspace_id and e.delivery_id = d.id order by e.number) as earlier
    from delivery d where id = ${id}`.execute(world.services.db);
  return rows[0]!;
};

test("who is asked may swipe to each wording that nobody else was given, and to no other", async () => {
  const [one, two] = [await person(), await person()];
  await asked([one, two], 4);
  const [first, second] = [letter((await waiting(one)).text), letter((await waiting(two)).text)];
  expect(first).not.toBe(second);
  const free = said.filter((each) => each !== first && each !== second);
  expect((await others(one)).toSorted()).toEqual(free);
  expect((await others(two)).toSorted()).toEqual(free);
  // One list for both.
  expect((await sql`select 1 from wording_list`.execute(world.services.db)).rows).toHaveLength(1);
});

test("the one that was chosen leaves as a new post, the old one is kept, and nobody else can have it; two cannot take it at once", async () => {
  const [one, two] = [await person(), await person()];
  await asked([one, two], 3);
  const before = await waiting(one);
  const [free] = (await waiting(one)).wordings;
  const taken = await Promise.all([take(one, free!.id, `Mine. ${free!.post.parts[0]!.text}`), take(two, free!.id)]);
  expect(taken.map(({ refused }) => refused).toSorted()).toEqual([null, "wording_taken"].toSorted());
  const winner = taken.find(({ refused }) => refused === null)!;
  expect(await stored(winner.id)).toMatchObject({ wording: free!.id });
  const loser = winner === taken[0] ? two : one;
  // What the winner gave back is free now.
  expect(await others(loser)).toHaveLength(1);
  if (winner === taken[0])
    expect(await stored(winner.id)).toMatchObject({
      text: `Mine. ${free!.post.parts[0]!.text}`,
      earlier: [before.text],
    });
});

test("taken back it has its own wording again, unless a colleague has that by now", async () => {
  const [one, two] = [await person(), await person()];
  await asked([one, two], 3);
  const mine = await waiting(one);
  const [free] = mine.wordings;
  await take(one, free!.id);
  await undoAnswers(world.services, who(one), [mine.id]);
  expect(letter((await waiting(one)).text)).toBe(letter(mine.text));
  await take(one, free!.id);
  // Their first one is the only one left for the other.
  const [left] = (await waiting(two)).wordings;
  expect(letter(left!.post.parts[0]!.text)).toBe(letter(mine.text));
  expect((await take(two, left!.id)).refused).toBeNull();
  await undoAnswers(world.services, who(one), [mine.id]);
  expect(letter((await waiting(one)).text)).toBe(letter(free!.post.parts[0]!.text));
});

test("where they run short nobody leaves a wording alone for one that others have; with one wording, or each given once, there is nothing to swipe", async () => {
  const people = [await person(), await person(), await person()];
  await asked(people, 2);
  const words = await Promise.all(people.map(async (one) => letter((await waiting(one)).text)));
  const alone = people.filter((_, index) => words.filter((word) => word === words[index]).length === 1);
  const shared = people.filter((one) => !alone.includes(one));
  expect(await others(alone[0]!)).toEqual([]);
  for (const one of shared) expect(await others(one)).toHaveLength(1);
  await sql`delete from delivery`.execute(world.services.db);
  await asked(people, 1);
  expect(await others(people[0]!)).toEqual([]);
  await sql`delete from delivery`.execute(world.services.db);
  await asked(people, 3, "leave");
  for (const one of people) expect(await others(one)).toEqual([]);
});

test("the lists go when nothing that has them can be answered any more", async () => {
  const one = await person();
  await asked([one], 3);
  expect(await prune(world.services.db)).toMatchObject({ wordings: expect.any(Number) });
  expect(await others(one)).toHaveLength(2);
  await sql`update wording_list set expires_at = now() - interval '1 second'`.execute(world.services.db);
  await prune(world.services.db);
  expect(await others(one)).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { manifest } from "#nodes/variants/node.ts";
import { process } from "#nodes/variants/run.ts";
import type { Manifest, Process } from "#engine/node.ts";
import { addAccount, items, list, makeWorld, publish, runNow, type World } from "#test/main-job/world.ts";
import * as toys from "#test/support/toys.ts";

let world: World;
beforeAll(async () => {
  const made = await makeWorld();
  const { nodes } = made.services;
  world = {
    ...made,
    services: {
      ...made.services,
      nodes: {
        ...nodes,
        // The casts are what a registry does: each config is parsed by its own schema before it is used.
        manifests: new Map([...nodes.manifests, ["variants", manifest as Manifest]]),
        process: (type) => (type === "variants" ? (process as Process<unknown>) : toys.process(type)),
      },
    },
  };
});
afterAll(() => world.close());

test("who gets an item in a later run gets a wording that nobody was given, and what was given stays", async () => {
  const names = ["one", "two", "three"];
  for (const name of names) await addAccount(world, name);
  const drawing = (springs: string[], wells: string[]) => ({
    ...toys.drawing(
      {
        ...Object.fromEntries(springs.map((name) => [name, ["spring", { name }] as [string, object]])),
        v: ["variants", { wordings: [{ text: "{{title}}" }, { text: "À lire : {{title}}" }], short: "leave" }],
        ...Object.fromEntries(
          wells.map((name) => [`w-${name}`, ["well", { account: `plain:${name}` }] as [string, object]]),
        ),
      } as unknown as Parameters<typeof toys.drawing>[0],
      [...springs.map((name) => `${name}>v`), ...wells.map((name) => `v>w-${name}`)],
    ),
    first: { kind: "all" } as const,
  });
  world.springs.set("paper", () => list(items("paper", 2)));
  // The same items once more, from elsewhere.
  world.springs.set("agency", () => list(items("paper", 2)));
  const map = await publish(world, drawing(["paper"], ["one"]));
  await runNow(world, map);
  const rows = () =>
    world.services.db
      .selectFrom("delivery as d")
      .innerJoin("account as a", "a.id", "d.account_id")
      .select(["d.item_key as key", "a.handle", "d.wording"])
      .where("d.map_id", "=", map)
      .orderBy("d.id")
      .execute();
  const before = await rows();
  expect(before.map(({ handle }) => handle)).toEqual(["one", "one"]);
  await publish(world, drawing(["paper", "agency"], names), map);
  await runNow(world, map);
  const after = await rows();
  expect(after.slice(0, 2)).toEqual(before);
  for (const list of Map.groupBy(after, ({ key }) => key).values()) {
    // Of three accounts two have one each, both different; the third was left out, with the reason.
    expect(list).toHaveLength(2);
    expect(new Set(list.map(({ wording }) => wording)).size).toBe(2);
  }
  const drops = await world.services.db.selectFrom("drop").select("code").where("map_id", "=", map).execute();
  expect(drops.map(({ code }) => code).toSorted()).toEqual(["already", "already", "no-wording", "no-wording"]);
});

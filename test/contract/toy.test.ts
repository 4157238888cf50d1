import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listNetworks } from "#server/networks/views.ts";
import type { Services } from "#server/ports.ts";
import { readSources } from "#test/support/source.ts";
import { tryClause } from "./clause.ts";
import { clauses } from "./clauses.ts";
import { openRig, type Rig } from "./rig.ts";
import { findSubjects } from "./subject.ts";
import { toyFolder } from "./toy.ts";

describe("a network that is one folder and nothing else", async () => {
  const toy = await toyFolder();
  const [subject] = await findSubjects(toy.nodes);
  if (subject === undefined) throw new Error("the toy was not found");
  let rig: Rig;
  beforeAll(async () => void (rig = await openRig(subject)));
  afterAll(async () => {
    await rig.close();
    await toy.remove();
  });

  test("is these files, all in its folder, and nothing else was touched", async () => {
    const written = await readdir(toy.root, { recursive: true, withFileTypes: true });
    const files = written
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(toy.root, join(parentPath, name)));
    expect(files.filter((file) => file.startsWith("nodes")).toSorted()).toEqual([
      "nodes/pinboard/card.ts",
      "nodes/pinboard/network.ts",
      "nodes/pinboard/simulator.ts",
      "nodes/pinboard/trial.ts",
    ]);
    // Nothing of ours knows it.
    const knowing = ["editor", "engine", "nodes", "server"]
      .flatMap(readSources)
      .filter(({ words }) => words.includes("pinboard"));
    expect(knowing).toEqual([]);
  });

  test("is in the list of networks, and can be connected to at once where it is simulated", async () => {
    const { world } = await rig.desk();
    // What else the product has is not asked by the list.
    const rows = await listNetworks(world.services as Services, world.workspaceId);
    expect(rows).toMatchObject([
      { name: "pinboard", title: "Pinboard of Toys", publishes: true, simulated: true, ready: true, maxLength: 120 },
    ]);
  });

  test("is found by the editor, its data at once and its counting by and by", async () => {
    const editor = await toy.editor();
    try {
      const { cards, loadCard } = await editor.load();
      expect([...cards.keys()]).toEqual(["pinboard"]);
      const plain = cards.get("pinboard")!;
      expect(plain).toMatchObject({ title: "Pinboard of Toys", colour: "#7a4b00", limits: { text: 120 } });
      expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
      expect((await loadCard("pinboard"))?.count("日本", plain.limits)).toBe(2);
      expect(await loadCard("nobody")).toBeNull();
    } finally {
      await editor.close();
    }
  });

  for (const clause of clauses)
    test(`keeps to: ${clause.name}`, async ({ skip }) => {
      const why = await tryClause(clause, rig);
      if (why !== null) skip(why);
    });
});

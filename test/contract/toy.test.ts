import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadNodes } from "#server/nodes.ts";
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

  test("is among the networks", async () => {
    expect([...(await loadNodes(toy.nodes)).networks.keys()]).toEqual(["pinboard"]);
    expect(subject.title).toBe("pinboard");
  });

  for (const clause of clauses)
    test(`keeps to: ${clause.name}`, async ({ skip }) => {
      const why = await tryClause(clause, rig);
      if (why !== null) skip(why);
    });
});

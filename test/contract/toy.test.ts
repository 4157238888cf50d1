import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadNodes } from "#server/nodes.ts";
import { absence } from "./clause.ts";
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

  test.for(clauses.filter((clause) => absence(clause, subject) === null))("keeps to: $name", (clause) =>
    clause.check(rig),
  );
});

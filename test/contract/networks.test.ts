import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tryClause } from "./clause.ts";
import { clauses } from "./clauses.ts";
import { openRig, type Rig } from "./rig.ts";
import { findSubjects } from "./subject.ts";

const subjects = await findSubjects();

test("every clause has a name of its own, and every one that a network does without is one of them", () => {
  const names = clauses.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { trial } of subjects) for (const name of Object.keys(trial.without ?? {})) expect(names).toContain(name);
});

describe.each(subjects)("$title", (subject) => {
  let rig: Rig;
  beforeAll(async () => void (rig = await openRig(subject)));
  afterAll(() => rig.close());

  // By hand: `test.for` cuts long names short, and the table needs them whole.
  for (const clause of clauses)
    test(`${clause.name}`, async ({ skip }) => {
      const why = await tryClause(clause, rig);
      // Shown with its reason, in the table too: nothing is left out silently.
      if (why !== null) skip(why);
    });
});

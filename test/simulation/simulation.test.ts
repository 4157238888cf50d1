import { describe, expect, test } from "vitest";
import { bugNames, bugs } from "./bugs.ts";
import { simulate } from "./simulate.ts";

const seeds = 2_000;
const commands = 60;
/** 157,526: of two lost posts with the same words one took the other's for its own. */
const found = [157_526];

describe("the simulated ledger", () => {
  test(
    "keeps every promise over 2,000 histories of 60 commands with four workers and a fault on every port",
    { timeout: 120_000 },
    async () => {
      const broken = [];
      let posts = 0;
      for (let seed = 1; seed <= seeds; seed += 1) {
        const outcome = await simulate(seed, commands);
        posts += outcome.posts;
        if (outcome.violations.length > 0) broken.push(outcome);
      }
      expect(broken).toEqual([]);
      // A world in which nothing is ever posted would keep every promise too.
      expect(posts).toBeGreaterThan(seeds * 3);
    },
  );

  test("keeps them in the histories in which a long run once found them broken", async () => {
    const outcomes = await Promise.all(found.map((seed) => simulate(seed, commands)));
    expect(outcomes.flatMap(({ violations }) => violations)).toEqual([]);
  });

  test("runs the same history again for the same seed", async () => {
    for (const seed of [1, 2, 3, 4, 5, 77, 1234]) {
      const [first, second] = [await simulate(seed, commands), await simulate(seed, commands)];
      expect(second).toEqual(first);
      expect((await simulate(seed + 10_000, commands)).hash).not.toBe(first.hash);
    }
  });

  test(`notices each of the ${bugNames.length} planted bugs`, { timeout: 120_000 }, async () => {
    expect(bugNames.length).toBeGreaterThanOrEqual(25);
    const table = [];
    for (const bug of bugNames) {
      let caught: { seed: number; how: string } | null = null;
      for (let seed = 1; seed <= 3_000 && caught === null; seed += 1) {
        const { violations } = await simulate(seed, commands, bug);
        if (violations[0] !== undefined) caught = { seed, how: violations[0].replace(/ \(at.*/, "") };
      }
      table.push({ bug, what: bugs[bug], seed: caught?.seed ?? "-", noticed: caught?.how ?? "NOT NOTICED" });
    }
    const width = Math.max(...bugNames.map(({ length }) => length));
    const lines = table.map(
      ({ bug, seed, noticed }) => `${bug.padEnd(width)}  seed ${String(seed).padStart(4)}  ${noticed}`,
    );
    process.stdout.write(`\nPlanted bugs:\n${lines.join("\n")}\n`);
    expect(table.filter(({ seed }) => seed === "-")).toEqual([]);
  });
});

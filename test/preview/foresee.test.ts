import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { full } from "#test/faults/world.ts";
import { makeWorld, type World } from "#test/main-job/world.ts";
import { check } from "./checked.ts";
import { history } from "./history.ts";
import { play, withSteps } from "./play.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  withSteps(world);
});
afterAll(() => world.close());

// A change is held against the same few histories each time; what nobody thought of is looked for among the many.
const runs = full ? 1500 : 24;
test(
  "What is said that a run would do now is what it then does, whatever happened before.",
  { timeout: 3_600_000 },
  async () => {
    const sums = { deliveries: 0, held: 0, drops: 0, kept: 0, silent: 0 };
    await fc.assert(
      fc.asyncProperty(history, async (told) => {
        const { deliveries, held, drops, kept } = await check(await play(world, told));
        sums.deliveries += deliveries;
        sums.held += held;
        sums.drops += drops;
        sums.kept += kept;
        if (deliveries + drops + kept === 0) sums.silent += 1;
      }),
      { numRuns: runs, ...(full ? {} : { seed: 1 }), ...seeded() },
    );
    // A property over histories in which nothing happens would hold as well.
    for (const sum of Object.values(sums)) expect(sum).toBeGreaterThan(0);
    expect(sums.silent).toBeLessThan((runs * 3) / 4);
  },
);

/** A failure names its seed and path: with them it is played again alone. */
function seeded(): { seed?: number; path?: string } {
  const { PREVIEW_SEED: seed, PREVIEW_PATH: path } = process.env;
  return { ...(seed === undefined ? {} : { seed: Number(seed) }), ...(path === undefined ? {} : { path }) };
}

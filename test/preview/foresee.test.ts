import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { full } from "#test/faults/world.ts";
import { makeWorld, type World } from "#test/main-job/world.ts";
import { check } from "./checked.ts";
import { campaigning, crowded, history } from "./history.ts";
import { withSteps } from "./draw.ts";
import { play } from "./play.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  withSteps(world);
});
afterAll(() => world.close());

// A change is held against the same few histories each time; what nobody thought of is looked for among the many.
const runs = full ? 1500 : 14;
/** What has to come up, also among few. */
const shown = [
  "deliveries",
  "held",
  "drops",
  "kept",
  "pictures",
  "timed",
  "branded",
  "rests",
  ...(full ? ["reposts", "putOff", "late"] : []),
];
test(
  "What is said that a run would do now is what it then does, whatever happened before.",
  { timeout: 3_600_000 },
  async () => {
    const sums: Record<string, number> = { silent: 0 };
    await fc.assert(
      fc.asyncProperty(history, async (told) => {
        const compared = await check(await play(world, told));
        for (const [what, count] of Object.entries(compared)) sums[what] = (sums[what] ?? 0) + count;
        if (compared.deliveries + compared.drops + compared.kept === 0) sums.silent! += 1;
      }),
      {
        numRuns: runs,
        examples: [[crowded], [campaigning(true)], [campaigning(false)]],
        endOnFailure: process.env["PREVIEW_SHRINK"] === undefined,
        ...(full ? {} : { seed: 1 }),
        ...seeded(),
      },
    );
    if (full) process.stdout.write(`\n${runs} histories: ${JSON.stringify(sums)}\n`);
    // A property over histories in which nothing happens would hold as well.
    for (const what of shown) expect([what, sums[what]]).not.toEqual([what, 0]);
    expect(sums.silent).toBeLessThan((runs * 3) / 4);
  },
);

/** A failure names its seed and path: with them it is played again alone. */
function seeded(): { seed?: number; path?: string } {
  const { PREVIEW_SEED: seed, PREVIEW_PATH: path } = process.env;
  return { ...(seed === undefined ? {} : { seed: Number(seed) }), ...(path === undefined ? {} : { path }) };
}

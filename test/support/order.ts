import type { TestSpecification } from "vitest/node";

/** What keeps a core busy for longest, worst first. */
const working = ["test/browser/pages", "test/browser/", "test/simulation/", "test/main-job/", "test/start"];
/** What waits most of its time: for a registry, for leases that end, for processes that start. */
const waiting = ["test/peers/", "test/faults/"];

/**
 * The order of test files for a few workers, without knowledge of earlier runs: a fresh machine has none. Long files come
 * first, so that no core is idle at the end, and one that waits runs beside one that works.
 */
export class Order {
  sort(files: TestSpecification[]): TestSpecification[] {
    const left = new Set(files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1)));
    const take = (places: string[]): TestSpecification[] =>
      places.flatMap((place) => {
        const found = [...left].filter(({ moduleId }) => moduleId.includes(`/${place}`));
        for (const file of found) left.delete(file);
        return found;
      });
    const [busy, idle] = [take(working), take(waiting)];
    const pairs = busy.flatMap((file, index) => [file, ...idle.slice(index, index + 1)]);
    return [...pairs, ...idle.slice(busy.length), ...left];
  }

  /** All of them: the tests are not spread over machines. */
  shard(files: TestSpecification[]): TestSpecification[] {
    return files;
  }
}

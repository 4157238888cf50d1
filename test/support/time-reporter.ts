import process from "node:process";
import type { Reporter, TestModule, Vitest } from "vitest/node";

/** Seconds that the whole of `npm test` may take on two cores. It is printed and watched, never a test: machines are shared. */
const bound = 600;

/** Says at the end how long the tests took, what they may take, and where the time went. */
export default class TimeReporter implements Reporter {
  #vitest: Vitest | null = null;
  #began = performance.now();

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    this.#began = performance.now();
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const seconds = Math.round((performance.now() - this.#began) / 1000);
    // `vitest run` and no more: all files, in their short form.
    const whole = process.argv.length === 3;
    const slowest = modules
      .map((module) => ({ name: module.relativeModuleId, seconds: Math.round(module.diagnostic().duration / 1000) }))
      .toSorted((a, b) => b.seconds - a.seconds)
      .slice(0, 5)
      .map((module) => `${module.name} ${module.seconds} s`);
    this.#vitest?.logger.log(
      `${seconds} s${whole ? ` of at most ${bound} s` : ""}; the slowest files: ${slowest.join(", ")}`,
    );
  }
}

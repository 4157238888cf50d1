import type { Logger } from "pino";

/** What was started, ended in the opposite order. A part that fails or hangs is logged, and does not keep the others open. */
export class Lifetimes {
  readonly #parts: { name: string; end: () => unknown }[] = [];
  readonly #log: Logger;
  #ending: Promise<void> | null = null;

  constructor(log: Logger) {
    this.#log = log;
  }

  add(name: string, end: () => unknown): void {
    this.#parts.push({ name, end });
  }

  /** Ends everything, once; `patience` is in milliseconds, for each part. */
  end(patience = 35_000): Promise<void> {
    this.#ending ??= this.#endAll(patience);
    return this.#ending;
  }

  async #endAll(patience: number): Promise<void> {
    for (const { name, end } of this.#parts.toReversed()) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not ended after ${patience} ms`)), patience);
      });
      try {
        await Promise.race([end(), late]);
      } catch (error) {
        this.#log.error({ err: error, part: name }, "a part did not end well");
      } finally {
        clearTimeout(timer);
      }
    }
  }
}

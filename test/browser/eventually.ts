import { expect } from "vitest";

/** What becomes true by and by: `await eventually(() => count()).toBe(3)`. Milliseconds; the machine may be busy. */
export function eventually<Value>(read: () => Value | Promise<Value>, timeout = 20_000) {
  return expect.poll(read, { timeout });
}

import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import type { Services } from "../ports.ts";
import { readLately } from "./lately.ts";

/** A source that counts how often it is called, under a clock of its own. */
function source() {
  let now = 1_000_000;
  const services = { nodes: {} as Services["nodes"], clock: { now: () => now } };
  let calls = 0;
  return {
    calls: () => calls,
    later: (seconds: number) => void (now += seconds * 1000),
    read: (key: string, error: string | null = null) =>
      readLately(services, key, async () => {
        calls += 1;
        return { items: [item(`${key}${calls}`)], error: error === null ? null : { en: error, fr: error } };
      }),
  };
}

test("a drawing that is previewed again within a minute calls no publisher again, and a minute later it does", async () => {
  const { read, calls, later } = source();
  const first = await read("a");
  later(59);
  expect(await read("a")).toBe(first);
  await read("b");
  expect(calls()).toBe(2);
  later(2);
  expect((await read("a")).items).not.toEqual(first.items);
  expect(calls()).toBe(3);
});

test("previews at once share a reading", async () => {
  const { read, calls } = source();
  await Promise.all([read("a"), read("a"), read("a")]);
  expect(calls()).toBe(1);
});

test("what failed is tried again after seconds", async () => {
  const { read, calls, later } = source();
  expect((await read("a", "no answer")).error?.en).toBe("no answer");
  later(14);
  await read("a");
  expect(calls()).toBe(1);
  later(2);
  expect((await read("a")).error).toBeNull();
});

test("a reading that broke is not remembered", async () => {
  const services = { nodes: {} as Services["nodes"], clock: { now: () => 0 } };
  await expect(readLately(services, "a", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect((await readLately(services, "a", async () => ({ items: [], error: null }))).error).toBeNull();
});

test("a thousand sources are remembered at most, the oldest leave first", async () => {
  const { read, calls } = source();
  for (let at = 0; at < 1_001; at += 1) await read(`s${at}`);
  await read("s1");
  expect(calls()).toBe(1_001);
  await read("s0");
  expect(calls()).toBe(1_002);
});

import pino from "pino";
import { expect, test } from "vitest";
import { Lifetimes } from "./lifetimes.ts";

test("parts end once, in the opposite order, whatever one of them does", async () => {
  const lines: string[] = [];
  const lifetimes = new Lifetimes(pino({}, { write: (line: string) => void lines.push(line) }));
  const ended: string[] = [];
  lifetimes.add("first", () => ended.push("first"));
  lifetimes.add("fails", () => Promise.reject(new Error("no")));
  lifetimes.add("hangs", () => new Promise(() => {}));
  lifetimes.add("last", async () => {
    await Promise.resolve();
    ended.push("last");
  });
  await Promise.all([lifetimes.end(20), lifetimes.end(20)]);
  expect(ended).toEqual(["last", "first"]);
  expect(lines.map((line) => (JSON.parse(line) as { part: string }).part)).toEqual(["hangs", "fails"]);
});

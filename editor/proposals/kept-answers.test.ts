import { beforeEach, expect, test, vi } from "vitest";
import { drop, isUnheard, keep, type Kept, mostKept, readKept, sendKept } from "./kept-answers.ts";

const shelf = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => shelf.get(key) ?? null,
  setItem: (key: string, value: string) => void shelf.set(key, value),
  removeItem: (key: string) => void shelf.delete(key),
});
beforeEach(() => shelf.clear());

const yes = (key: string): Kept => ({ answer: { answer: "publish", key, device: "phone", posts: [{ id: 1 }] } });
const keys = (member: string) =>
  readKept(member).map((kept) => ("answer" in kept ? kept.answer.key : `undo ${kept.key}`));

test("An answer waits on the device under its person's name, and goes out once it is heard", async () => {
  keep("lea", yes("a"));
  keep("lea", yes("b"));
  expect(keys("hugo")).toEqual([]);
  const sent: string[] = [];
  const hear = async (kept: Kept) => (sent.push("answer" in kept ? kept.answer.key : kept.key), []);
  expect(await sendKept("lea", hear, () => false)).toEqual({ sent: 2, refused: [] });
  expect(sent).toEqual(["a", "b"]);
  expect(keys("lea")).toEqual([]);
});

test("What is not heard stays, and what comes after it too; what the server never takes is not asked again", async () => {
  keep("lea", yes("a"));
  keep("lea", yes("b"));
  const gone = { status: 0, code: "offline" };
  const fail = (error: { status: number; code: string }) => async () => Promise.reject(error as never);
  const unheard = (error: unknown) => isUnheard(error as typeof gone);
  expect((await sendKept("lea", fail(gone), unheard)).sent).toBe(0);
  expect(keys("lea")).toEqual(["a", "b"]);
  // The session ended in the middle: whoever signs in again goes on.
  expect((await sendKept("lea", fail({ status: 401, code: "signed_out" }), unheard)).sent).toBe(0);
  expect((await sendKept("lea", fail({ status: 404, code: "not_found" }), unheard)).sent).toBe(2);
  expect(keys("lea")).toEqual([]);
});

test("Taking back what was not heard takes its place, so that it cannot go out after that", () => {
  keep("lea", yes("a"));
  keep("lea", { undo: [1], key: "a" });
  expect(keys("lea")).toEqual(["undo a"]);
  drop("lea", "a");
  expect(keys("lea")).toEqual([]);
});

test("A device keeps so many and no more, and what it cannot read is nothing", () => {
  for (let n = 0; n < mostKept; n += 1) expect(keep("lea", yes(`${n}`))).toBe(true);
  expect(keep("lea", yes("more"))).toBe(false);
  shelf.set("relaymap:answers:lea", "{not");
  expect(readKept("lea")).toEqual([]);
});

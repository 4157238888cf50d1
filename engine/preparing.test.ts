import { expect, test } from "vitest";
import { postOf } from "./post.ts";
import { judgePrepared, type Unprepared } from "./preparing.ts";

const unprepared: Unprepared = {
  ...{
    workspaceId: "w",
    accountId: "a",
    deliveryId: 1,
    epoch: 0,
    network: "net",
    tokenEpoch: 1,
    soFar: undefined,
    tries: 0,
  },
  sending: { part: postOf({ text: "t" }).parts[0]!, key: "k", index: 0, before: [], madeAt: 0 },
};
const facts = { now: 1_000_000, random: 0 };
const reason = { en: "no", fr: "non" };
const said = { status: 200, raw: "" };

test("what was prepared stands until its end, and never so shortly that it would be prepared again at once", () => {
  const until = (end: number | null) =>
    judgePrepared({ ...said, kind: "prepared", data: 1, until: end }, unprepared, facts).prepared?.until;
  expect(until(null)).toBeNull();
  expect(until(facts.now + 3_600_000)).toBe(facts.now + 3_600_000);
  expect(until(facts.now - 1)).toBe(facts.now + 300_000);
});

test("what is not ready lets its lane wait, between a second and a quarter of an hour, and keeps what is there", () => {
  const wait = (again: number) =>
    judgePrepared({ ...said, kind: "waiting", data: { id: 7 }, again }, unprepared, facts);
  expect(wait(0)).toMatchObject({
    freeze: facts.now + 1_000,
    prepared: { ready: false, data: { id: 7 } },
    state: null,
  });
  expect(wait(10 ** 9).freeze).toBe(facts.now + 900_000);
});

test("what was not sent is tried again later and later, from where it was; a refusal ends the post, a dead access holds it", () => {
  const first = judgePrepared({ ...said, kind: "not_sent", reason }, { ...unprepared, soFar: { id: 7 } }, facts);
  expect(first.prepared).toMatchObject({ tries: 1, data: { id: 7 }, ready: false });
  const third = judgePrepared({ ...said, kind: "not_sent", reason }, { ...unprepared, tries: 2 }, facts);
  expect(third.freeze ?? 0).toBeGreaterThan(first.freeze ?? 0);
  expect(judgePrepared({ ...said, kind: "rejected", reason }, unprepared, facts)).toMatchObject({ state: "rejected" });
  expect(judgePrepared({ kind: "dead", reason }, unprepared, facts)).toMatchObject({ state: "held", reconnect: true });
});

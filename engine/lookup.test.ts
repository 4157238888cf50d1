import { describe, expect, test } from "vitest";
import { findPost, isContested, type Lost, nextLook } from "./lookup.ts";
import type { Seen } from "./network.ts";

const minute = 60_000;
const gate = 1_000 * minute;
const lost: Lost = {
  text: "Nous recrutons !",
  link: "https://example.com/jobs/1",
  gates: [gate],
  lostAt: gate + minute / 2,
  lookedAt: null,
  absent: 0,
  expiresAt: gate + 1440 * minute,
};
const seen = (post: Partial<Seen>): Seen => ({ remoteId: "1", url: null, text: "", links: [], at: gate, ...post });

describe("the next look at a lost answer", () => {
  test("sends the same key again after a minute and before fifty, then reads", () => {
    expect(nextLook("key", true, lost, gate + 59_000)).toEqual({ do: "wait", until: gate + minute });
    expect(nextLook("key", true, lost, gate + minute)).toEqual({ do: "replay", until: gate + 50 * minute });
    expect(nextLook("key", true, lost, gate + 50 * minute)).toEqual({ do: "read" });
  });

  test("never sends a key again after the delivery's deadline", () => {
    expect(nextLook("key", true, { ...lost, expiresAt: gate + 2 * minute }, gate + 3 * minute).do).toBe("read");
  });

  test("reads twice, ten minutes apart, before it asks", () => {
    const once = { ...lost, absent: 1, lookedAt: gate + 2 * minute };
    expect(nextLook("readable", true, once, gate + 11 * minute)).toEqual({ do: "wait", until: gate + 12 * minute });
    expect(nextLook("readable", true, once, gate + 12 * minute)).toEqual({ do: "read" });
    expect(nextLook("readable", true, { ...once, absent: 2 }, gate + 12 * minute)).toEqual({ do: "ask" });
  });

  test("asks at once where nothing can be read, and in the end where nothing could be", () => {
    expect(nextLook("blind", false, lost, gate + minute)).toEqual({ do: "ask" });
    expect(nextLook("readable", true, lost, gate + 125 * minute)).toEqual({ do: "ask" });
  });
});

describe("finding our post", () => {
  const none = new Set<string>();
  test("knows it by its words, whatever the network did to spaces and addresses", () => {
    expect(findPost(lost, [seen({ text: "Nous  recrutons ! https://t.co/abc" })], none)?.remoteId).toBe("1");
  });
  test("knows it by its address, whatever was added to it", () => {
    expect(
      findPost(lost, [seen({ text: "?", links: ["https://example.com/jobs/1?utm_source=x"] })], none)?.remoteId,
    ).toBe("1");
  });
  test("does not take the same words with another address for it", () => {
    expect(findPost(lost, [seen({ text: lost.text, links: ["https://example.com/jobs/2"] })], none)).toBeNull();
  });
  test("does not take what the lane published between two tries for it", () => {
    const twice = { ...lost, gates: [gate, gate + 120 * minute] };
    const post = (after: number) => [seen({ text: lost.text, at: gate + after * minute })];
    expect([0, 60, 120].map((after) => findPost(twice, post(after), none) !== null)).toEqual([true, false, true]);
  });
  test("does not take what was written before the gate or after the call, nor what belongs to another delivery", () => {
    expect(findPost(lost, [seen({ text: lost.text, at: gate - 3 * minute })], none)).toBeNull();
    expect(findPost(lost, [seen({ text: lost.text, at: gate + 5 * minute })], none)).toBeNull();
    expect(findPost(lost, [seen({ text: lost.text })], new Set(["1"]))).toBeNull();
  });
  test("is nobody's sure find where another lost delivery fits it as well", () => {
    const bare = seen({ text: lost.text });
    const whole = seen({ text: lost.text, links: ["https://example.com/jobs/1"] });
    const other = { text: lost.text, link: null };
    expect(isContested(lost, bare, [other])).toBe(true);
    expect(isContested(lost, bare, [{ text: lost.text, link: "https://example.com/jobs/2" }])).toBe(true);
    expect(isContested(lost, bare, [{ text: "Autre chose", link: lost.link }])).toBe(false);
    // The address says whose it is; only the very same delivery would say both.
    expect(isContested(lost, whole, [other])).toBe(false);
    expect(isContested(lost, whole, [{ text: lost.text, link: lost.link }])).toBe(true);
  });
});

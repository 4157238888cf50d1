import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deliveryStates, judge, judgeReplay, judgeStatus, mayBecome, transitions, unsent } from "./delivery.ts";
import type { CallResult } from "./network.ts";

const text = { en: "because", fr: "parce que" };
const base = { status: 200, raw: "", reason: text };
const first = { attempt: 1, suspected: false, refreshed: false, now: 1_000_000, random: 0 };
const minute = 60_000;

const results: fc.Arbitrary<CallResult> = fc.oneof(
  fc
    .record({ remoteId: fc.string(), url: fc.constant(null) })
    .map((more) => ({ ...base, ...more, kind: "published" as const })),
  fc
    .constantFrom("not_sent" as const, "unauthorised" as const, "rejected" as const, "unknown" as const)
    .map((kind) => ({ ...base, kind })),
  fc.option(fc.integer()).map((until) => ({ ...base, kind: "limited" as const, until })),
  fc.option(fc.string()).map((existing) => ({ ...base, kind: "duplicate" as const, existing })),
);
const circumstances = fc.record({
  attempt: fc.integer({ min: 1, max: 50 }),
  suspected: fc.boolean(),
  refreshed: fc.boolean(),
  now: fc.integer({ min: 0, max: 4e12 }),
  random: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

describe("the delivery's states", () => {
  test("never lead from a call back to another try without saying what came of it", () => {
    expect(transitions.sending).not.toContain("sending");
    expect(mayBecome("unknown", "retry_wait")).toBe(false);
    expect(mayBecome("published", "ready")).toBe(false);
  });

  test("end for good where a post is there, or was refused", () => {
    expect(deliveryStates.filter((state) => transitions[state].length === 0)).toEqual(["published", "rejected"]);
  });

  test("are entered through the gate only when something is sent", () => {
    expect(deliveryStates.filter((state) => mayBecome(state, "sending"))).toEqual(["ready", "retry_wait", "unknown"]);
  });
});

describe("the result of a call", () => {
  test("leads to a state that the machine allows, whatever it is", () => {
    fc.assert(
      fc.property(results, circumstances, (result, facts) => {
        const verdict = judge(result, facts);
        expect(mayBecome("sending", verdict.state)).toBe(true);
        // A lost answer is never a reason to send again by itself.
        if (result.kind === "unknown") expect(verdict.state).toBe("unknown");
        if (verdict.state === "retry_wait") expect(verdict.freeze).toBeGreaterThan(facts.now);
      }),
    );
  });

  test("of a replay never makes an unknown outcome retried or refused", () => {
    fc.assert(
      fc.property(results, circumstances, (result, facts) => {
        expect(["published", "unknown"]).toContain(judgeReplay(result, facts).state);
      }),
    );
  });

  test("waits for the reset of a limit, and for a quarter of an hour where none is named", () => {
    expect(judge({ ...base, kind: "limited", until: 2_000_000 }, first)).toMatchObject({
      state: "retry_wait",
      freeze: 2_000_000,
    });
    expect(judge({ ...base, kind: "limited", until: null }, first).freeze).toBe(1_000_000 + 15 * minute);
  });

  test("that was all right may ask for a rest, which the lane keeps whatever came of the call; a rest that is past is none", () => {
    const published = { ...base, kind: "published", remoteId: "1", url: null } as const;
    expect(judge({ ...published, rest: 2_000_000 }, first)).toMatchObject({ state: "published", freeze: 2_000_000 });
    expect(judge({ ...published, rest: 999_999 }, first).freeze).toBeNull();
    expect(judge({ ...base, kind: "limited", until: 3_000_000, rest: 2_000_000 }, first).freeze).toBe(3_000_000);
    // A clock that is years ahead is believed for a day.
    expect(judge({ ...published, rest: 1e15 }, first).freeze).toBe(first.now + 24 * 60 * minute);
  });

  test("that says duplicate is a refusal at first, and evidence after a lost answer of ours", () => {
    const duplicate: CallResult = { ...base, kind: "duplicate", existing: "42" };
    expect(judge(duplicate, first)).toMatchObject({ state: "rejected", code: "duplicate" });
    expect(judge(duplicate, { ...first, suspected: true })).toMatchObject({
      state: "published",
      remoteId: "42",
      adopted: true,
    });
    expect(judge({ ...duplicate, existing: null }, { ...first, suspected: true }).state).toBe("unknown");
    // What nobody could look at is told as what the network says, and no more.
    const claimed = judge({ ...duplicate, claimed: true, url: "https://n.example/1" }, { ...first, suspected: true });
    expect(claimed).toMatchObject({ state: "published", code: "claimed", adopted: true, confirmed: false });
    expect(claimed.url).toBe("https://n.example/1");
  });

  test("that came out otherwise than was meant says so with the post", () => {
    const noted: CallResult = { ...base, kind: "published", remoteId: "1", url: null, note: text };
    expect(judge(noted, first)).toMatchObject({ state: "published", code: "noted", reason: text, confirmed: true });
    expect(judge(noted, { ...first, suspected: true })).toMatchObject({ code: "adopted", reason: text });
  });

  test("that says unauthorised is tried once with a fresh access, then a person has to connect again", () => {
    const dead: CallResult = { ...base, kind: "unauthorised" };
    expect(judge(dead, first)).toMatchObject({ state: "ready", reconnect: false });
    expect(judge(dead, { ...first, refreshed: true })).toMatchObject({
      state: "held",
      code: "reconnect",
      reconnect: true,
    });
    // What a good access does not open any more no fresh one opens.
    expect(judge({ ...dead, closed: true }, first)).toMatchObject({ state: "held", reason: text, reconnect: true });
  });

  test("keeps at most 2 kB of what the network said", () => {
    expect(judge({ ...base, kind: "unknown", raw: "x".repeat(10_000) }, first).raw).toHaveLength(2048);
  });
});

test("a call that was not made goes back to where it came from", () => {
  expect(unsent("late", false).state).toBe("ready");
  expect(unsent("late", true).state).toBe("unknown");
});

describe("a question about what a network works on", () => {
  const now = 1_000_000;
  const working = { ...base, kind: "processing", data: { id: 1 }, again: 2_000, until: now + 60_000 } as const;
  const facts = { attempt: 1, suspected: false, refreshed: false, now, random: 0 };
  const pending = { data: { id: 1 }, until: now + 60_000, asked: 0 };

  test("is put off more each time, never past the deadline, and never says that nothing was sent", () => {
    expect(judge(working, facts)).toMatchObject({
      state: "processing",
      processing: { data: { id: 1 }, again: now + 2_000, until: now + 60_000, asked: 0 },
    });
    const pauses = [0, 1, 2, 3].map(
      (asked) => judgeStatus(working, { ...pending, asked }, now).processing!.again - now,
    );
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(new Set(pauses).size).toBe(4);
    expect(judgeStatus(working, { ...pending, asked: 40 }, now).processing!.again).toBe(now + 60_000);
    const unanswered = [
      null,
      { ...base, kind: "unknown" },
      { ...base, kind: "not_sent" },
      { ...base, kind: "unauthorised" },
    ] as const;
    for (const result of unanswered) expect(judgeStatus(result, pending, now).state).toBe("processing");
    for (const result of unanswered) expect(judgeStatus(result, pending, now + 60_000).state).toBe("unknown");
    const put = judgeStatus({ ...base, kind: "limited", until: now + 9_000 }, pending, now).processing!;
    expect(put.again).toBeGreaterThanOrEqual(now + 9_000);
  });

  test("has a network's own end at most, and two hours where it says more; what it wants back has to be small", () => {
    expect(judge({ ...working, until: now + 1e12 }, facts).processing!.until).toBe(now + 2 * 3_600_000);
    expect(judgeStatus({ ...working, until: now + 1e12 }, pending, now).processing!.until).toBe(pending.until);
    expect(judge({ ...working, data: "x".repeat(5000) }, facts)).toMatchObject({ state: "unknown", processing: null });
  });

  test("that was a lost call sent again leaves that as unknown as it was where it is refused", () => {
    const rejected = { ...base, kind: "rejected" } as const;
    expect(judgeStatus(rejected, pending, now)).toMatchObject({ state: "rejected" });
    const again = judgeReplay(working, facts).processing!;
    expect(again).toMatchObject({ replayed: true });
    expect(judgeStatus(rejected, again, now)).toMatchObject({ state: "unknown", code: "ask_person" });
    expect(judgeStatus(working, again, now).processing).toMatchObject({ replayed: true });
  });
});

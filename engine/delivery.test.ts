import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deliveryStates, judge, judgeReplay, mayBecome, transitions, unsent } from "./delivery.ts";
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

  test("that says duplicate is a refusal at first, and evidence after a lost answer of ours", () => {
    const duplicate: CallResult = { ...base, kind: "duplicate", existing: "42" };
    expect(judge(duplicate, first)).toMatchObject({ state: "rejected", code: "duplicate" });
    expect(judge(duplicate, { ...first, suspected: true })).toMatchObject({
      state: "published",
      remoteId: "42",
      adopted: true,
    });
    expect(judge({ ...duplicate, existing: null }, { ...first, suspected: true }).state).toBe("unknown");
  });

  test("that says unauthorised is tried once with a fresh access, then a person has to connect again", () => {
    const dead: CallResult = { ...base, kind: "unauthorised" };
    expect(judge(dead, first)).toMatchObject({ state: "ready", reconnect: false });
    expect(judge(dead, { ...first, refreshed: true })).toMatchObject({
      state: "held",
      code: "reconnect",
      reconnect: true,
    });
  });

  test("keeps at most 2 kB of what the network said", () => {
    expect(judge({ ...base, kind: "unknown", raw: "x".repeat(10_000) }, first).raw).toHaveLength(2048);
  });
});

test("a call that was not made goes back to where it came from", () => {
  expect(unsent("late", false).state).toBe("ready");
  expect(unsent("late", true).state).toBe("unknown");
});

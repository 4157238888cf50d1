import { expect, test } from "vitest";
import { hindranceOf, type Standing, stops } from "./hindrance.ts";

const fine: Standing = {
  parked: false,
  mode: "ask",
  pausedUntil: null,
  frozenUntil: null,
  dailyCap: 2,
  today: 1,
  tomorrow: "2026-11-27T00:00:00Z",
  ends: null,
};
const [later, soon] = ["2026-11-26T09:00:00Z", "2026-11-29T00:00:00Z"];

test("what stands between an account and its messages is said by what has to be done first", () => {
  const all = { ...fine, parked: true, mode: "paused", frozenUntil: later, today: 2, ends: soon } as const;
  expect(hindranceOf(fine)).toBeNull();
  expect(hindranceOf(all)).toEqual({ code: "reconnect", until: null });
  expect(hindranceOf({ ...all, parked: false })).toEqual({ code: "paused", until: null });
  expect(hindranceOf({ ...all, parked: false, mode: "auto" })).toEqual({ code: "frozen", until: later });
  expect(hindranceOf({ ...fine, today: 2, ends: soon })).toEqual({ code: "cap", until: fine.tomorrow });
  expect(hindranceOf({ ...fine, dailyCap: null, today: 9, ends: soon })).toEqual({ code: "ends", until: soon });
});

test("a permission that ends soon keeps nothing back yet", () => {
  expect(
    [null, { ...fine, ends: soon }, { ...fine, mode: "paused" as const }].map((one) => stops(one && hindranceOf(one))),
  ).toEqual([false, false, true]);
});

import { expect, test } from "vitest";
import { choose, type Past, type Waiting, type Wish } from "./choose.ts";
import { dayOf, openAt, slotsAround } from "./hours.ts";

const zone = "Europe/Paris";
/** Thursday, 10:00 in Paris. */
const now = Date.parse("2026-11-26T09:00:00Z");
const [hour, day] = [3_600_000, 86_400_000];
const wish: Wish = {
  ...{ zone, proposals: "now", news: false, day: 1, minute: 480, daysOff: [6, 7], quietFrom: 1200, quietTo: 450 },
  ...{ budget: 3, urgentBudget: 2, changedAt: now - 60 * day },
};
const nothing: Past = { told: [], urgent: [], digests: new Set() };
const one = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  ...{ id, kind: "proposal" as const, at: now - hour, expires: now + 2 * day, stands: "yes" as const, back: null },
  ...more,
});

test("what waits is told at once, together, and led by the first", () => {
  expect(choose(wish, [one("a"), one("b")], nothing, now).tell).toEqual({ ids: ["a", "b"], urgent: false });
  expect(choose(wish, [], nothing, now)).toEqual({ drop: [], tell: null, digest: null, next: null });
});

test("in quiet hours and on days off nothing is told, important or not; it is told when they are over", () => {
  const night = Date.parse("2026-11-26T21:30:00Z");
  const morning = Date.parse("2026-11-27T06:30:00Z");
  const friday = Date.parse("2026-11-27T20:00:00Z");
  const monday = Date.parse("2026-11-30T06:30:00Z");
  for (const kind of ["proposal", "important", "charter"] as const) {
    const waits = [one("a", { kind, expires: monday + day })];
    expect(choose(wish, waits, nothing, night)).toMatchObject({ tell: null, next: morning });
    expect(choose(wish, waits, nothing, friday)).toMatchObject({ tell: null, next: monday });
    expect(choose(wish, waits, nothing, monday).tell).not.toBeNull();
  }
});

test("a week's budget is spent once: the next message waits until the oldest is a week old, and important news has a count of its own", () => {
  const told = [now - 6 * day, now - 3 * day, now - 2 * day];
  const spent = { ...nothing, told };
  expect(choose(wish, [one("a")], spent, now)).toMatchObject({ tell: null, next: openAt(wish, now + day) });
  expect(choose({ ...wish, budget: 4 }, [one("a")], spent, now).tell).not.toBeNull();
  const urgent = one("u", { kind: "important" });
  expect(choose(wish, [one("a"), urgent], spent, now).tell).toEqual({ ids: ["u"], urgent: true });
  // Beyond its own count it is one of the others, and waits as they do.
  const both = { ...spent, urgent: [now - 29 * day, now - day] };
  expect(choose(wish, [urgent], both, now).tell).toBeNull();
  expect(choose(wish, [urgent], { ...both, told: [] }, now).tell).toEqual({ ids: ["u"], urgent: false });
  expect(choose(wish, [urgent], { ...spent, urgent: [now - 31 * day, now - day] }, now).tell?.urgent).toBe(true);
});

test("nothing is told of what is over, late or unwanted; what rests for a while is looked at again", () => {
  const rows = [one("over", { stands: "over" }), one("late", { expires: now }), one("rests", { stands: "later" })];
  const chosen = choose(wish, rows, nothing, now);
  expect(chosen.drop).toEqual([
    { id: "over", why: "over" },
    { id: "late", why: "late" },
  ]);
  expect(chosen).toMatchObject({ tell: null, next: now + hour });
  const later = one("later", { stands: "later", back: now + 7 * hour });
  expect(choose(wish, [later], nothing, now)).toMatchObject({ drop: [], tell: null, next: now + 7 * hour });
  expect(
    choose({ ...wish, proposals: "never" }, [one("a"), one("c", { kind: "charter" })], nothing, now),
  ).toMatchObject({
    drop: [{ id: "a", why: "unwanted" }],
    tell: { ids: ["c"] },
  });
});

test("a weekly digest goes on its day at its hour, once, with all that waits; what comes after waits for the next", () => {
  const weekly: Wish = { ...wish, proposals: "weekly", day: 4, minute: 570 };
  expect(choose(weekly, [one("a"), one("b")], nothing, now).digest).toEqual({
    ...{ date: "2026-11-26", ids: ["a", "b"], news: false },
  });
  const done = { ...nothing, digests: new Set(["2026-11-26"]) };
  expect(choose(weekly, [one("c", { expires: now + 20 * day })], done, now)).toMatchObject({
    digest: null,
    next: Date.parse("2026-12-03T08:30:00Z"),
  });
  // Of the time before they chose it, nothing is summed up.
  expect(choose({ ...weekly, changedAt: now - 60_000 }, [one("a")], nothing, now).digest).toBeNull();
  // What came after its hour is no late digest of that day.
  const after = one("d", { at: now - 60_000, expires: now + 20 * day });
  expect(choose(weekly, [after], nothing, now)).toMatchObject({
    digest: null,
    next: Date.parse("2026-12-03T08:30:00Z"),
  });
});

test("news come weekly to whoever wants them, also without proposals, and on no other day with daily ones", () => {
  const curious: Wish = { ...wish, proposals: "never", news: true, day: 4, minute: 570 };
  expect(choose(curious, [], nothing, now).digest).toEqual({ date: "2026-11-26", ids: [], news: true });
  const daily: Wish = { ...wish, proposals: "daily", news: true, day: 1, minute: 570 };
  expect(choose(daily, [one("a")], nothing, now).digest).toMatchObject({ ids: ["a"], news: false });
});

test("slots keep to the wall clock over both changes of daylight saving time", () => {
  const slots = { zone, every: "day" as const, day: 1, minute: 480 };
  const local = (at: number) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at);
  for (const at of ["2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"]) {
    const { before, after } = slotsAround(slots, Date.parse(at));
    expect([local(before), local(after)]).toEqual(["08:00", "08:00"]);
    expect(before).toBeLessThan(Date.parse(at));
    expect(after).toBeGreaterThan(Date.parse(at));
  }
  expect([dayOf(zone, Date.parse("2026-11-29T22:59:00Z")), dayOf(zone, Date.parse("2026-11-29T23:01:00Z"))]).toEqual([
    7, 1,
  ]);
});

import { dayEnd, dayStart, type Hours, opensAt, spansOf } from "./window.ts";

/** How fast an account posts, as its owner set it: `cap` posts a local day, `week` and `month` over those, `spacing` milliseconds between two. */
export type Pace = Hours & { cap: number | null; week?: number | null; month?: number | null; spacing: number };

/** What its lane did so far, milliseconds: the last post, until when its network wants nothing, posts by the beginning of their local day. */
export type Past = { last: number | null; frozen: number | null; used: ReadonlyMap<number, number> };

/** What puts a post off: another that is due before it, the network, quiet hours, the distance to the last post, the day's share. */
export const putOffs = ["queue", "frozen", "quiet", "spacing", "cap"] as const;
export type PutOff = (typeof putOffs)[number];

/** When a post would leave, and what put it off. */
export type Turn = { at: number; why: PutOff[] };

/** A post is put off for one reason after the other, a few times; more means settings that contradict each other. */
const mostSteps = 64;

/**
 * When a lane would let its posts go, `dues` in order (milliseconds): what the gate decides post by post, thought ahead by the same hours and
 * days. It knows neither what networks will answer nor what their budgets leave, and is a forecast. `ends`: until when each may leave; one that
 * would leave later expires, and takes nobody's turn. Pure.
 */
export function turnsOf(dues: readonly number[], pace: Pace, past: Past, ends?: readonly number[]): Turn[] {
  const used = new Map(past.used);
  let { last } = past;
  let reached = -Infinity;
  return dues.map((due, index) => {
    const why = new Set<PutOff>();
    let at = due;
    if (reached > at) [at] = (why.add("queue"), [reached]);
    if ((past.frozen ?? 0) > at) [at] = (why.add("frozen"), [past.frozen!]);
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const put = putOff(at, pace, last, used);
      if (put === null) break;
      why.add(put.why);
      at = put.at;
    }
    if (at >= (ends?.[index] ?? Infinity)) return { at, why: [...why] };
    if (pace.cap !== null || pace.week != null || pace.month != null) {
      const day = dayStart(pace.zone, at);
      used.set(day, (used.get(day) ?? 0) + 1);
    }
    [last, reached] = [at, at];
    return { at, why: [...why] };
  });
}

/** In the gate's order: hours, distance, share of the day, the week, the month. */
function putOff(
  at: number,
  pace: Pace,
  last: number | null,
  used: ReadonlyMap<number, number>,
): { at: number; why: PutOff } | null {
  if (pace.quietFrom !== null || (pace.off ?? 0) > 0) {
    const from = opensAt(pace, at);
    if (from > at) return { at: from, why: "quiet" };
  }
  if (pace.spacing > 0 && last !== null && last + pace.spacing > at) return { at: last + pace.spacing, why: "spacing" };
  if (pace.cap !== null && (used.get(dayStart(pace.zone, at)) ?? 0) >= pace.cap)
    return { at: dayEnd(pace.zone, at), why: "cap" };
  if (pace.week == null && pace.month == null) return null;
  const { week, weekEnd, month, monthEnd } = spansOf(pace.zone, dayStart(pace.zone, at));
  if (pace.week != null && usedIn(used, week, weekEnd) >= pace.week) return { at: weekEnd, why: "cap" };
  if (pace.month != null && usedIn(used, month, monthEnd) >= pace.month) return { at: monthEnd, why: "cap" };
  return null;
}

const usedIn = (used: ReadonlyMap<number, number>, from: number, to: number): number =>
  [...used].reduce((sum, [day, posts]) => (day >= from && day < to ? sum + posts : sum), 0);

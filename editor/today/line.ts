import type { Reply } from "#server/api.ts";

type Line = Reply<"today">["line"];
type Slot = Line["slots"][number];

/** Milliseconds. */
const half = 1_800_000;
const hour = 3_600_000;
/** How much of the day a phone has room for. */
const ahead = 4 * hour;

/** What goes out close together: several half hours where these have no room beside each other. `from` and `to`: when, `x`: its middle. */
export type Cluster = {
  out: boolean;
  from: number;
  to: number;
  x: number;
  posts: number;
  voices: number;
  faces: Slot["faces"];
};

/** The part of the day that is shown: the hours in which people work, and further where something goes out; on a phone the next four. */
export function spanOf(
  { from, to, slots }: Pick<Line, "from" | "to" | "slots">,
  now: number,
  phone: boolean,
): [number, number] {
  if (phone) return [now, now + ahead];
  const times = slots.map(({ at }) => Date.parse(at));
  const first = Math.min(Date.parse(from), ...times);
  const last = Math.max(Date.parse(to), ...times.map((at) => at + half));
  return [first, last];
}

/** How wide a stack of faces is, in pixels. */
export const widthOf = ({ faces, voices }: Pick<Cluster, "faces" | "voices">): number =>
  14 + 30 + Math.max(0, faces.length - 1) * 22 + (voices > faces.length ? 26 : 0);

const shown = 3;

function together(a: Cluster, b: Cluster, x: number): Cluster {
  const names = new Set(a.faces.map(({ name }) => name));
  return {
    ...a,
    to: b.to,
    x,
    posts: a.posts + b.posts,
    // Whoever speaks in both is counted twice at most where faces do not tell.
    voices: Math.max(a.voices + b.voices - b.faces.filter(({ name }) => names.has(name)).length, a.voices, b.voices),
    faces: [...a.faces, ...b.faces.filter(({ name }) => !names.has(name))].slice(0, shown),
  };
}

/**
 * The half hours of a span as stacks on a line so wide (pixels), none over another: those of one kind that would touch are one, and what is
 * planned stands after what is out.
 */
export function clustersOf(slots: readonly Slot[], [start, end]: [number, number], width: number): Cluster[] {
  const place = (from: number, to: number) => (((from + to) / 2 - start) / (end - start)) * width;
  const found: Cluster[] = [];
  const sorted = slots.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || Number(b.out) - Number(a.out));
  for (const { at, ...slot } of sorted) {
    const from = Date.parse(at);
    const to = from + half;
    if (to <= start || from >= end || slot.posts === 0) continue;
    const middle = place(Math.max(from, start), Math.min(to, end));
    const next: Cluster = { ...slot, from, to, x: Math.max(middle, widthOf(slot) / 2) };
    const last = found.at(-1);
    const touches = last !== undefined && next.x - last.x < (widthOf(last) + widthOf(next)) / 2 + 6;
    // In its middle, but behind what stands before it: that may have been put off already.
    const behind = (one: Cluster, before: Cluster | undefined): Cluster => ({
      ...one,
      x: Math.max(one.x, widthOf(one) / 2 + (before === undefined ? 0 : before.x + widthOf(before) / 2 + 6)),
    });
    if (touches && last.out === next.out) {
      const both = together(last, next, place(Math.max(last.from, start), Math.min(to, end)));
      found[found.length - 1] = behind(both, found.at(-2));
    } else found.push(behind(next, last));
  }
  // From the end back: nothing hangs over it.
  let edge = width;
  return found
    .toReversed()
    .map((one) => {
      const x = Math.max(widthOf(one) / 2, Math.min(one.x, edge - widthOf(one) / 2));
      edge = x - widthOf(one) / 2 - 6;
      return { ...one, x };
    })
    .toReversed();
}

/** Whole hours within a span, each second one where there are many. */
export function hoursOf([start, end]: [number, number]): number[] {
  const every = end - start > 6 * hour ? 2 * hour : hour;
  const hours: number[] = [];
  for (let at = Math.ceil(start / hour) * hour; at <= end; at += hour) hours.push(at);
  return every === hour ? hours : hours.filter((_, n) => n % 2 === 0);
}

/** Hours and minutes of a moment in a time zone. */
export function clockIn(at: number, zone: string): { hour: number; minute: number } {
  const parts = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
    hourCycle: "h23",
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return { hour: of("hour"), minute: of("minute") };
}

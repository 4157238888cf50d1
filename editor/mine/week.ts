export type Day = "sent" | "lit" | "never" | "free";

/** 1 Monday to 7 Sunday, in the reader's own zone. */
const weekdayOf = (date: Date): number => ((date.getDay() + 6) % 7) + 1;

/**
 * The week around a moment, Monday first: on which days something left, on which something is planned, on which nothing may (off for every account), and
 * how many of both. Where something left and more is planned, the plan shows: it is what can still be changed.
 */
export function weekOf(
  now: Date,
  { out, coming, off }: { out: readonly string[]; coming: readonly string[]; off: readonly (readonly number[])[] },
): { days: Day[]; left: number; planned: number } {
  const start = new Date(now.getFullYear(), now.getMonth(), now.getDate() - weekdayOf(now) + 1);
  const end = new Date(start.getFullYear(), start.getMonth(), start.getDate() + 7);
  const within = (moments: readonly string[]): number[] =>
    moments
      .map((at) => new Date(at))
      .filter((at) => at >= start && at < end)
      .map(weekdayOf);
  const [sent, lit] = [within(out), within(coming)];
  const days = [1, 2, 3, 4, 5, 6, 7].map((day): Day => {
    if (lit.includes(day)) return "lit";
    if (sent.includes(day)) return "sent";
    return off.length > 0 && off.every((each) => each.includes(day)) ? "never" : "free";
  });
  return { days, left: sent.length, planned: lit.length };
}

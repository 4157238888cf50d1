const day = 86_400_000;
/** A silence is long from here on whatever its source's habits; and so many times its usual pause. */
const shortest = 2 * day;
const times = 4;
/** Of whom too little is known this long. */
const unknown = 28 * day;

/** How lively a source is, by the times at which its items came, in any order (milliseconds since the epoch). */
export function rhythmOf(
  came: readonly number[],
  now: number,
): { week: number; newest: number | null; quiet: boolean } {
  const sorted = came.filter((at) => at <= now).toSorted((a, b) => b - a);
  const [newest = null] = sorted;
  if (newest === null) return { week: 0, newest, quiet: false };
  const pause = (newest - sorted.at(-1)!) / Math.max(1, sorted.length - 1);
  const limit = sorted.length < 3 ? unknown : Math.max(shortest, times * pause);
  return { week: sorted.filter((at) => at > now - 7 * day).length, newest, quiet: now - newest > limit };
}

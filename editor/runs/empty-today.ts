/** Looks of the reader's own day that found nothing new, and whether that day has a run besides them. */
export function emptyToday(
  hours: readonly { at: string; empty: number }[],
  lastRun: string | null,
  now: Date,
): { count: number; besides: boolean } {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const today = (at: string): boolean => Date.parse(at) >= midnight;
  const count = hours.reduce((sum, hour) => sum + (today(hour.at) ? hour.empty : 0), 0);
  return { count, besides: lastRun !== null && today(lastRun) };
}

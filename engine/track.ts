/** The path of somebody's first weeks, in the order in which it is best walked; at one's own pace, and each step may be left out. */
export const trackSteps = ["charter", "topics", "connect", "lessons", "mentor", "share", "words"] as const;
export type TrackStep = (typeof trackSteps)[number];

/** Weeks for which it stands on a newcomer's page: as long as the campaign template of the same name runs. */
export const trackWeeks = 4;

/** Which week somebody is in, from 1; null where the path is over. Milliseconds. */
export function weekOf(since: number, now: number): number | null {
  const week = Math.floor(Math.max(0, now - since) / (7 * 86_400_000)) + 1;
  return week > trackWeeks ? null : week;
}

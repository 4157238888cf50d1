/** Stretches of days that one chooses from. */
export const periods = ["7", "28", "90", "month"] as const;
export type Days = (typeof periods)[number];

/** The days as the server takes them; the last ones are its to say, by the workspace's own clocks. */
export function periodOf(days: Days, now: Date): { since?: string; until?: string } {
  const written = (at: Date): string => at.toISOString().slice(0, 10);
  if (days === "28") return {};
  if (days !== "month") return { since: written(new Date(now.getTime() - (Number(days) - 1) * 86_400_000)) };
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  return { since: written(first), until: written(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0))) };
}

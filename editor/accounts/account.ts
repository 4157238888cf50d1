import type { Reply } from "#server/api.ts";

/** An account as the reader may see it. */
export type Account = Reply<"listAccounts">["rows"][number];

/** Calendar days from now to a time, in the reader's own zone: 0 is today. */
export function daysUntil(at: string, now = new Date()): number {
  const end = new Date(at);
  const dayOf = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.max(0, Math.round((dayOf(end) - dayOf(now)) / 86_400_000));
}

import type { Account } from "../accounts/account.ts";

/** Until when all of somebody's accounts are paused: the soonest end (ISO 8601), null until they go on themselves; undefined where not all are. */
export function pausedUntil(accounts: readonly Account[]): string | null | undefined {
  if (accounts.length === 0 || accounts.some(({ mode }) => mode !== "paused")) return undefined;
  return accounts.reduce<string | null>(
    (soonest, { modeUntil }) =>
      modeUntil !== null && (soonest === null || Date.parse(modeUntil) < Date.parse(soonest)) ? modeUntil : soonest,
    null,
  );
}

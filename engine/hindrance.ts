import type { Mode } from "./mode.ts";

/**
 * Why an account gets nothing just now, in the order in which it is said: somebody has to connect it again, its owner paused it, its network
 * asked to be left alone, it has had what its owner allows for the day. `ends`: it gets everything, but its permission ends soon.
 */
export const hindranceCodes = ["reconnect", "paused", "frozen", "cap", "ends"] as const;
export type HindranceCode = (typeof hindranceCodes)[number];
/** `until`: when it passes by itself; of `ends`, when it begins; null: not by itself. ISO 8601. */
export type Hindrance = { code: HindranceCode; until: string | null };

export type Standing = {
  /** Its permission has ended. */
  parked: boolean;
  mode: Mode;
  /** Until when its owner paused it; null: until they go on. */
  pausedUntil: string | null;
  /** Until when its network wants to be left alone. */
  frozenUntil: string | null;
  /** Posts a day that its owner allows (null: any number), how many went today, and when the next day begins where it is. */
  dailyCap: number | null;
  today: number;
  tomorrow: string;
  /** When the week or the month begins whose share is not used up, where it is; absent as null. */
  fullUntil?: string | null;
  /** When its permission ends for good, where that is soon. */
  ends: string | null;
};

/** The first thing that stands between an account and what is meant for it; null: nothing does. */
export function hindranceOf(account: Standing): Hindrance | null {
  const { parked, mode, pausedUntil, frozenUntil, dailyCap, today, tomorrow, fullUntil, ends } = account;
  if (parked) return { code: "reconnect", until: null };
  if (mode === "paused") return { code: "paused", until: pausedUntil };
  if (frozenUntil !== null) return { code: "frozen", until: frozenUntil };
  if (dailyCap !== null && today >= dailyCap) return { code: "cap", until: tomorrow };
  if (fullUntil != null) return { code: "cap", until: fullUntil };
  return ends === null ? null : { code: "ends", until: ends };
}

/** Whether nothing goes to it meanwhile. */
export const stops = (hindrance: Hindrance | null): boolean => hindrance !== null && hindrance.code !== "ends";

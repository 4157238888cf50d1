import { reasonText } from "#engine/reasons.ts";
import type { Text } from "#engine/text.ts";

/** That an item is to go out once more (engine/again.ts). `gap`: milliseconds. */
export type Repeat = { occasion: string; gap: number };

/** What an account was given of an item before, whatever map or person asked for it. */
export type Past = {
  /** When it published it last, milliseconds since the epoch; null: never. */
  last: number | null;
  /** One of them is still on its way. */
  waits: boolean;
  /** Its owner said no to one. */
  declined: boolean;
  occasions: Set<string>;
};

export type PastRow = { occasion: string; state: string; code: string | null; publishedAt: string | null };

const ended: readonly string[] = ["published", "rejected", "cancelled", "expired"];

/** The past with one more delivery. */
export function addTo(past: Past | undefined, { occasion, state, code, publishedAt }: PastRow): Past {
  const at = state === "published" && publishedAt !== null ? Date.parse(publishedAt) : null;
  const last = past?.last ?? null;
  return {
    last: at === null ? last : Math.max(at, last ?? at),
    waits: past?.waits === true || !ended.includes(state),
    declined: past?.declined === true || (state === "cancelled" && code === "declined"),
    occasions: new Set([...(past?.occasions ?? []), occasion]),
  };
}

/** What is asked for now, in the past of what is asked for next: it goes out at `at`. */
export const asGiven = (past: Past | undefined, at: number, occasion: string): Past => ({
  last: Math.max(at, past?.last ?? at),
  waits: past?.waits ?? false,
  declined: past?.declined ?? false,
  occasions: new Set([...(past?.occasions ?? []), occasion]),
});

export type Refusal = { code: "already" | "again_waits" | "again_declined" | "again_soon"; reason: Text };

/**
 * When an account may have an item once more, at the earliest (milliseconds; `now` where it may at once), or why it may not. What it has of it
 * must be at its end, its owner must not have said no to it, and `gap` must have passed since it was out: where that is so within the
 * delivery's life (before `until`) it waits for it.
 */
export function mayRepeat(
  { occasion, gap }: Repeat,
  past: Past | undefined,
  { now, until }: { now: number; until: number },
): { from: number } | Refusal {
  if (past === undefined) return { from: now };
  if (past.occasions.has(occasion)) return refuse("already");
  if (past.declined) return refuse("again_declined");
  if (past.waits) return refuse("again_waits");
  const from = past.last === null ? now : Math.max(now, past.last + gap);
  return from < until ? { from } : refuse("again_soon");
}

const refuse = (code: Refusal["code"]): Refusal => ({ code, reason: reasonText(code)! });

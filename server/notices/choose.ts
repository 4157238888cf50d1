import { dateOf, dayOf, openAt, slotsAround } from "./hours.ts";
import type { Kind } from "./kinds.ts";

/** How somebody wants to be told, in their own time. */
export type Wish = {
  zone: string;
  proposals: "now" | "daily" | "weekly" | "never";
  news: boolean;
  day: number;
  minute: number;
  daysOff: readonly number[];
  quietFrom: number | null;
  quietTo: number | null;
  /** Messages in seven days, and those about important news in thirty. */
  budget: number;
  urgentBudget: number;
  /** Since when they want it so: no digest of a time before. */
  changedAt: number;
};

/**
 * A notice that waits. `stands`: its proposal waits for an answer; `later`: it does not now (put off, a pause), and may again. `back`: when it comes back by
 * itself, where that is known.
 */
export type Waiting = {
  id: string;
  kind: Kind;
  at: number;
  expires: number;
  stands: "yes" | "later" | "over";
  back: number | null;
};

/** What was said already: moments of messages, and of which days a digest was made. */
export type Past = { told: readonly number[]; urgent: readonly number[]; digests: ReadonlySet<string> };

export type Choice = {
  drop: { id: string; why: "over" | "unwanted" | "late" }[];
  /** One message: about the first of these, and the others along with it. `urgent`: counted as important news. */
  tell: { ids: string[]; urgent: boolean } | null;
  /** A digest of a day, with what waits and, where they want it, with what was published. */
  digest: { date: string; ids: string[]; news: boolean } | null;
  /** When to look again; null: when something comes. */
  next: number | null;
};

const day = 86_400_000;
const [week, month] = [7 * day, 30 * day];
/** Between two looks at what may stand again. */
const pause = 3_600_000;
const first = (...moments: (number | null)[]): number | null =>
  moments.reduce((least, at) => (at === null ? least : least === null ? at : Math.min(least, at)), null);

/** When so much of a budget is free again, of what was spent at these moments. */
function freeAt(spent: readonly number[], budget: number, span: number, now: number): number | null {
  if (budget <= 0) return null;
  const within = spent.filter((at) => at > now - span).toSorted((a, b) => a - b);
  return within.length < budget ? now : within[within.length - budget]! + span;
}

/**
 * What one person is told now, of all that waits for them: one message at most, the next look finds the next. Pure: everything that a promise to
 * them hangs on (hours, days off, budget, nothing that is over) is decided here.
 */
export function choose(wish: Wish, waiting: readonly Waiting[], past: Past, now: number): Choice {
  const drop: Choice["drop"] = [];
  const live: Waiting[] = [];
  let again: number | null = null;
  for (const one of waiting) {
    const asks = one.kind === "proposal" || one.kind === "important";
    if (one.stands === "over") drop.push({ id: one.id, why: "over" });
    else if (one.expires <= now) drop.push({ id: one.id, why: "late" });
    else if (asks && wish.proposals === "never") drop.push({ id: one.id, why: "unwanted" });
    else if (one.stands === "later") again = first(again, one.back ?? now + pause, one.expires);
    else live.push(one);
  }
  const nothing = { drop, tell: null, digest: null };
  const open = openAt(wish, now);
  const free = freeAt(past.told, wish.budget, week, now)!;

  const urgent = live.filter(({ kind }) => kind === "important");
  const urgentFree = freeAt(past.urgent, wish.urgentBudget, month, now);
  if (urgent.length > 0 && urgentFree === now && open === now)
    return { ...nothing, tell: { ids: urgent.map(({ id }) => id), urgent: true }, next: now };
  // Beyond their own count it is a proposal like the others.
  const over = urgentFree !== now;
  const proposals = live.filter(({ kind }) => kind === "proposal" || (kind === "important" && over));
  const plain = live.filter(({ kind }) => kind !== "proposal" && kind !== "important");

  let next = again;
  if (urgent.length > 0 && !over) next = first(next, open);
  const atOnce = [...plain.slice(0, 1), ...(plain.length === 0 && wish.proposals === "now" ? proposals : [])];
  if (atOnce.length > 0) {
    if (open === now && free <= now)
      return { ...nothing, tell: { ids: atOnce.map(({ id }) => id), urgent: false }, next: now };
    next = first(next, openAt(wish, Math.max(now, free)));
  }
  const bundled = wish.proposals === "daily" || wish.proposals === "weekly";
  if (bundled || wish.news) {
    const every = wish.proposals === "daily" ? ("day" as const) : ("week" as const);
    const slots = slotsAround({ ...wish, every }, now);
    const date = dateOf(wish.zone, slots.before);
    const news = wish.news && dayOf(wish.zone, slots.before) === wish.day;
    // What came after its hour waits for the next one.
    const missed = bundled && proposals.some(({ at }) => at <= slots.before);
    if (slots.before > wish.changedAt && !past.digests.has(date) && (missed || news)) {
      const ids = bundled ? proposals.map(({ id }) => id) : [];
      if (open === now && free <= now) return { ...nothing, digest: { date, ids, news }, next: now };
      next = first(next, openAt(wish, Math.max(now, free)));
    } else next = first(next, wish.news || proposals.length > 0 ? slots.after : null);
  }
  // What nobody may be told of before it ends leaves with its end.
  if (next === null && live.length > 0) next = Math.min(...live.map(({ expires }) => expires));
  return { ...nothing, next };
}

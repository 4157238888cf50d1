import type { Hours, Window } from "#engine/window.ts";
import { hoursKey } from "#engine/window.ts";

/** How a delivery's target fares in the live version. */
export type TargetState = "same" | "gone" | "changed" | "off";
/** Holds that end by themselves, once what they wait for is there again. */
export const comesBack: readonly string[] = ["reconnect", "paused", "map_paused", "target_off", "charter"];
/** A target node's settings in a version, where it is switched off there. */
export const isOff = (config: string | undefined): boolean => config?.startsWith("off ") === true;
export const settingsOf = (config: string): string => config.replace(/^off /u, "");

/** All that the gate looks at, for one lane. Times in milliseconds. */
export type GateFacts = {
  at: number;
  replay: boolean;
  stopped: boolean;
  sendingUntil: number | null;
  blockedUntil: number | null;
  frozenUntil: number | null;
  /** null: nothing is due; `nextDue` says when something is. */
  delivery: { approved: boolean; follows: boolean; target: TargetState } | null;
  nextDue: number | null;
  account: "connected" | "reconnect" | "disconnected";
  mode: "ask" | "auto" | "paused";
  /** Its owner's yes to the charter is missing. */
  charter: boolean;
  map: "draft" | "live" | "paused" | "archived" | null;
  hours: Hours;
  window: Window | null;
  dailyCap: number | null;
  dayUsed: (day: number) => number;
  /** Posts of the days in a span. */
  usedIn: (from: number, to: number) => number;
  weeklyCap: number | null;
  monthlyCap: number | null;
  /** The post has to be prepared before it may go; until when the lane is put off meanwhile. null: nothing is to prepare. */
  prepareUntil: number | null;
  spacing: number;
  lastSentAt: number | null;
  budget: Budget | null;
  app: Budget | null;
};
export type Budget = { calls: number; start: number; end: number; used: number };
export type Decision = { verdict: string; until: number | null };

/** The gate's decision as plain code: what `server/ledger/sql/gate.sql` says in SQL. The order matters. */
export function decide(facts: GateFacts): Decision {
  const { at, delivery } = facts;
  const say = (verdict: string, until: number | null = null): Decision => ({ verdict, until });
  if (facts.stopped) return say("stopped");
  if (facts.sendingUntil !== null) return say("busy", Math.max(facts.sendingUntil, at + 1000));
  if (!facts.replay && facts.blockedUntil !== null && facts.blockedUntil > at)
    return say("blocked", facts.blockedUntil);
  if (facts.frozenUntil !== null && facts.frozenUntil > at) return say("frozen", facts.frozenUntil);
  if (delivery === null) return say("idle", facts.nextDue);
  const refusal = permission(facts, delivery);
  if (refusal !== null) return say(refusal);
  if (facts.replay) return say("go");
  return pace(facts, delivery.follows) ?? say("go");
}

function permission(facts: GateFacts, delivery: NonNullable<GateFacts["delivery"]>): string | null {
  if (facts.account !== "connected") return facts.account;
  if (facts.mode === "paused") return "paused";
  if (facts.mode !== "auto" && !delivery.approved) return "consent";
  if (facts.charter) return "charter";
  if (facts.map === null || facts.map === "archived") return "archived";
  if (facts.map !== "live") return "map_paused";
  return delivery.target === "same" ? null : `target_${delivery.target}`;
}

/** `follows`: it goes on a chain, which needs no distance and no share of the day of its own. */
function pace(facts: GateFacts, follows: boolean): Decision | null {
  const { at, window, hours, dailyCap, budget, app } = facts;
  const { weeklyCap, monthlyCap } = facts;
  const off = (hours.off ?? 0) > 0;
  if (hours.quietFrom !== null || off || dailyCap !== null || weeklyCap !== null || monthlyCap !== null) {
    if (window === null || window.hours !== hoursKey(hours) || (window.from <= at && window.until <= at))
      return { verdict: "window", until: null };
    if ((hours.quietFrom !== null || off) && window.from > at) return { verdict: "quiet", until: window.from };
  }
  if (!follows && facts.spacing > 0 && facts.lastSentAt !== null && facts.lastSentAt + facts.spacing > at) {
    return { verdict: "spacing", until: facts.lastSentAt + facts.spacing };
  }
  if (!follows && dailyCap !== null && window !== null && facts.dayUsed(window.day) >= dailyCap)
    return { verdict: "cap", until: window.until };
  if (!follows && weeklyCap !== null && window !== null && facts.usedIn(window.week, window.weekEnd) >= weeklyCap)
    return { verdict: "cap", until: window.weekEnd };
  if (!follows && monthlyCap !== null && window !== null && facts.usedIn(window.month, window.monthEnd) >= monthlyCap)
    return { verdict: "cap", until: window.monthEnd };
  if (facts.prepareUntil !== null) return { verdict: "prepare", until: facts.prepareUntil };
  if (budget !== null && budget.used >= budget.calls) return { verdict: "budget", until: budget.end };
  if (app !== null && app.used >= app.calls) return { verdict: "app_budget", until: app.end };
  return null;
}

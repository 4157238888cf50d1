import type { CallResult } from "./network.ts";
import { backoff, limitedUntil } from "./retry.ts";
import type { Text } from "./text.ts";

export const deliveryStates = [
  "held",
  "ready",
  "sending",
  "processing",
  "published",
  "retry_wait",
  "rejected",
  "unknown",
  "cancelled",
  "expired",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * The state machine, of a delivery and so of the part that is at hand. What waits is `rejected` where a network refuses what is prepared
 * for it. `sending` is entered through the gate only; an expired `sending` becomes `unknown`, never `ready`. `processing`: the network
 * took it and works on it; it holds the lane like `sending`, and past its deadline becomes `unknown`, never `ready` for the same part.
 * A part that is out makes its delivery `ready` for the next one; from then on its only end is `published`, whatever becomes of the rest.
 * What waits is `unknown` where a database that went back in time may have forgotten that it left.
 * A late but definite answer may still turn any state of the same epoch into `published`: hard evidence beats a guess.
 */
export const transitions: Record<DeliveryState, readonly DeliveryState[]> = {
  held: ["ready", "held", "cancelled", "expired", "published"],
  ready: ["sending", "held", "unknown", "rejected", "cancelled", "expired", "published"],
  sending: ["published", "ready", "retry_wait", "held", "rejected", "unknown", "processing"],
  processing: ["published", "ready", "rejected", "unknown"],
  retry_wait: ["sending", "ready", "held", "unknown", "rejected", "cancelled", "expired", "published"],
  unknown: ["published", "rejected", "sending", "ready"],
  published: [],
  rejected: [],
  cancelled: ["held", "published"],
  expired: ["published"],
};

/** True where the machine allows the step. */
export function mayBecome(from: DeliveryState, to: DeliveryState): boolean {
  return transitions[from].includes(to);
}

/** What one call leads to: the next state and everything that is written with it. Times in milliseconds since the epoch. */
export type Verdict = {
  state: "published" | "ready" | "retry_wait" | "held" | "rejected" | "unknown" | "processing";
  code: string | null;
  /** Only where the network said something of its own. */
  reason: Text | null;
  remoteId: string | null;
  url: string | null;
  adopted: boolean;
  /** False where the network's answer proves nothing; true wherever there is nothing to prove. */
  confirmed: boolean;
  /** The lane is frozen until then. A delivery that waits for its retry keeps its place in the lane. */
  freeze: number | null;
  /** The access is dead: the account has to be connected again. */
  reconnect: boolean;
  /** Of `processing`: what the network is given when it is asked, when that is next, until when, and how often it was asked. */
  processing: (Pending & { again: number }) | null;
  /** For the attempt's row. */
  outcome: CallResult["kind"] | "late";
  status: number | null;
  raw: string;
};

export type Circumstances = {
  /** Which attempt it was, from 1. */
  attempt: number;
  /** An earlier attempt of this delivery may have been published. */
  suspected: boolean;
  /** The access was already refreshed for this delivery. */
  refreshed: boolean;
  now: number;
  /** In [0, 1). */
  random: number;
};

const plain = {
  code: null,
  reason: null,
  remoteId: null,
  url: null,
  adopted: false,
  confirmed: true,
  freeze: null,
  reconnect: false,
  processing: null,
};

/** Classifies the result of a call as RELIABILITY.md tables it. Pure. */
export function judge(result: CallResult, facts: Circumstances): Verdict {
  const verdict = outcomeOf(result, facts);
  if (result.rest === undefined || result.rest <= facts.now) return verdict;
  const rest = limitedUntil(result.rest, facts.now, facts.random);
  return { ...verdict, freeze: Math.max(verdict.freeze ?? 0, rest) };
}

function outcomeOf(result: CallResult, facts: Circumstances): Verdict {
  const base = { ...plain, outcome: result.kind, status: result.status, raw: result.raw.slice(0, 2048) };
  switch (result.kind) {
    case "published":
      return {
        ...base,
        state: "published",
        remoteId: result.remoteId,
        url: result.url,
        adopted: facts.suspected,
        confirmed: result.confirmed !== false,
        code: facts.suspected ? "adopted" : result.confirmed === false ? "unconfirmed" : result.note ? "noted" : null,
        reason: result.note ?? null,
      };
    case "not_sent":
      return {
        ...base,
        state: "retry_wait",
        code: "not_sent",
        reason: result.reason,
        freeze: facts.now + backoff(facts.attempt, facts.random),
      };
    case "limited":
      return {
        ...base,
        state: "retry_wait",
        code: "limited",
        reason: result.reason,
        freeze: limitedUntil(result.until, facts.now, facts.random),
      };
    case "unauthorised":
      return facts.refreshed || result.closed === true
        ? { ...base, state: "held", code: "reconnect", reason: result.reason, reconnect: true }
        : { ...base, state: "ready" };
    case "rejected":
      return { ...base, state: "rejected", code: "rejected", reason: result.reason };
    case "duplicate":
      return duplicate(result, facts, base);
    case "processing":
      return processingVerdict(result, { asked: 0, until: facts.now + longestProcessing }, facts.now, base);
    case "unknown":
      return { ...base, state: "unknown", code: "no_answer", reason: result.reason };
  }
}

/** A network is asked again after this long at least and at most, milliseconds; and what it does not finish in this time is not known. */
const shortestPause = 1_000;
const longestPause = 5 * 60_000;
const longestProcessing = 2 * 3_600_000;
/** Of what a network wants to be given back, characters of JSON. */
const mostData = 4_000;

function processingVerdict(
  { data, again, until, reason }: Extract<CallResult, { kind: "processing" }>,
  so: Omit<Pending, "data">,
  now: number,
  base: Omit<Verdict, "state">,
): Verdict {
  // A connector that wants more kept is at fault; whether the post will be out is as unknown as ever.
  if ((JSON.stringify(data) ?? "").length > mostData) return { ...base, state: "unknown", code: "no_answer", reason };
  const end = Math.min(until, so.until);
  const least = Math.min(Math.max(again, shortestPause), longestPause);
  const pause = Math.max(least, Math.min(least * 1.5 ** so.asked, longestPause));
  const processing = {
    ...{ data: data ?? null, again: Math.min(now + pause, Math.max(end, now)), until: end, asked: so.asked },
    ...(so.replayed === true ? { replayed: so.replayed } : {}),
  };
  return { ...base, state: "processing", code: "processing", reason, processing };
}

/** What is known of a part that a network works on. Times in milliseconds since the epoch. */
export type Pending = {
  data: unknown;
  until: number;
  asked: number;
  /** It was a lost call that was sent again: refused, it leaves the first call as unknown as it was. */
  replayed?: true;
};

/**
 * What an answer to the question “is it done?” leads to. A question that was not answered says nothing of the post: it is asked again
 * until the deadline, after which nobody knows, and the network's manner has to tell. Null result: it could not be asked. Pure.
 */
export function judgeStatus(result: CallResult | null, pending: Pending, now: number): Verdict {
  const asked = pending.asked + 1;
  const told = {
    outcome: result?.kind ?? "unknown",
    status: result?.status ?? null,
    raw: (result?.raw ?? "").slice(0, 2048),
  };
  const base = { ...plain, ...told };
  if (result?.kind === "published" || result?.kind === "rejected" || result?.kind === "duplicate") {
    const facts = { attempt: 1, suspected: result.kind === "duplicate", refreshed: true, now, random: 0 };
    return pending.replayed === true ? judgeReplay(result, facts) : judge(result, facts);
  }
  if (now >= pending.until) return { ...base, state: "unknown", code: "no_answer" };
  const more = {
    kind: "processing" as const,
    status: told.status,
    raw: told.raw,
    data: result?.kind === "processing" ? result.data : pending.data,
    again: result?.kind === "processing" ? result.again : result?.kind === "limited" ? (result.until ?? now) - now : 0,
    // What the network promised first holds: it cannot put it off for ever.
    until: pending.until,
    reason: result?.kind === "processing" ? result.reason : null,
  };
  const reason = more.reason ?? { en: "", fr: "" };
  const so = { ...pending, asked };
  const verdict = processingVerdict({ ...more, reason }, so, now, { ...base, outcome: "processing" });
  return { ...verdict, reason: more.reason };
}

/** After a lost answer of ours, "duplicate" is evidence that the post is there; on a first attempt it is a refusal. */
function duplicate(
  result: Extract<CallResult, { kind: "duplicate" }>,
  facts: Circumstances,
  base: Omit<Verdict, "state">,
): Verdict {
  if (!facts.suspected) return { ...base, state: "rejected", code: "duplicate", reason: result.reason };
  if (result.existing === null) return { ...base, state: "unknown", code: "no_answer", reason: result.reason };
  const { existing: remoteId, url = null, claimed = false } = result;
  const code = claimed ? "claimed" : "adopted";
  return { ...base, state: "published", code, remoteId, url, adopted: true, confirmed: !claimed };
}

/**
 * The call was not made although the gate was passed: too long ago, or no access could be opened. The delivery goes back
 * to where it was, by compare-and-set. A lost first answer stays lost: a replay that was not made returns to `unknown`.
 */
export function unsent(why: string, replayed: boolean, freeze: number | null = null): Verdict {
  const state = replayed ? "unknown" : freeze === null ? "ready" : "retry_wait";
  const code = replayed ? "no_answer" : freeze === null ? null : "not_sent";
  return { ...plain, state, code, freeze, outcome: "late", status: null, raw: why };
}

/**
 * What a replay of a lost call with its key leads to. One that surely did not arrive, or was refused, leaves the first call
 * as unknown as it was; a refusal will not change, so a person has to look.
 */
export function judgeReplay(result: CallResult, facts: Circumstances): Verdict {
  const verdict = judge(result, { ...facts, suspected: true, refreshed: true });
  if (verdict.state === "published") return verdict;
  // What comes of it in the end is judged as a replay's answer, too.
  if (verdict.processing !== null) return { ...verdict, processing: { ...verdict.processing, replayed: true } };
  const code = verdict.state === "rejected" ? "ask_person" : "no_answer";
  return { ...verdict, state: "unknown", code, reconnect: false };
}

import { judge, judgeReplay, unsent, type Verdict } from "./delivery.ts";
import type { CallResult, Prepared, Sending } from "./network.ts";
import { judgePrepared, type Preparing, type Unprepared } from "./preparing.ts";
import { windowAt, type Hours, type Window } from "./window.ts";

/** One account's deliveries, in order. */
export type Lane = { workspaceId: string; accountId: string };

/** A delivery that passed the gate: it is `sending`, and ours until the lease ends. */
export type Gated = Lane & {
  deliveryId: number;
  epoch: number;
  network: string;
  /** The call that may be made now. */
  sending: Sending;
  /** Parts of its chain. */
  parts: number;
  /** Which attempt of this part it is, from 1. */
  attempts: number;
  /** An earlier attempt may have been published. */
  suspected: boolean;
  /** Counts up with each new access to the account. */
  tokenEpoch: number;
  /** The local day whose cap was spent, milliseconds; null where the account has no cap. */
  day: number | null;
};

/** What came back, to be written if the delivery still is in this epoch. */
export type Settlement = Lane & {
  deliveryId: number;
  epoch: number;
  tokenEpoch: number;
  day: number | null;
  /** Which part of how many. */
  part: number;
  parts: number;
  /** The network was asked what became of it: the delivery is `processing`. */
  polled?: true;
  verdict: Verdict;
};

/**
 * Sends a lost call again with the same key: `epoch` is the one that was lost. The gate refuses it from `until` on (milliseconds):
 * the network may have forgotten the key by then, whatever the sender was doing meanwhile.
 */
export type Replay = { deliveryId: number; epoch: number; until: number };

export type RoundRequest = {
  lane: Lane;
  settle: Settlement | null;
  /** Whether the lane's next delivery shall pass the gate. */
  gate: boolean;
  window: Window | null;
  replay?: Replay;
};

/**
 * Why nothing passed the gate. `idle`: nothing is due. `busy`: somebody else is at this lane. `window`: the hours were
 * computed for other settings or another time, compute them anew. `held`: the first delivery was put on hold or cancelled;
 * ask again. `stopped`: the workspace's global stop. `outdated`: the ledger's functions are not those that this process knows;
 * nothing passes for it any more. `rules`: the first delivery's post was not held against its network's rules as they are now.
 * `prepare`: it would pass, were its post prepared. The others wait for a time.
 */
export type RefusalCode =
  | "idle"
  | "busy"
  | "blocked"
  | "frozen"
  | "stopped"
  | "outdated"
  | "rules"
  | "prepare"
  | "window"
  | "quiet"
  | "spacing"
  | "cap"
  | "budget"
  | "held";
/** `until` in milliseconds since the epoch. */
export type Refusal = { code: RefusalCode; until: number | null; hours: Hours };

export type RoundAnswer = {
  /** The ledger's time, milliseconds since the epoch. */
  at: number;
  /** False where the delivery was no longer in the settled epoch. */
  settled: boolean;
  gated: Gated | null;
  refused: Refusal | null;
  /** Where it was refused for that. */
  unprepared?: Unprepared;
  /** The delivery that was refused for that. */
  unjudged?: number;
};

/** One round trip to the ledger: write what came back, gate what is next, in one transaction. */
export type LedgerPort = { round: (request: RoundRequest) => Promise<RoundAnswer> };

/** An opened account, ready for one call. */
export type Sender = { send: () => Promise<CallResult> };

/** The outside world of a lane. */
export type LanePorts = {
  ledger: LedgerPort;
  clock: {
    /** Milliseconds since the epoch. */
    now: () => number;
    /** Milliseconds that never jump. */
    monotonic: () => number;
  };
  /** In [0, 1). */
  random: () => number;
  /** Opens the account for one call; null where its access cannot be opened. Reaches no network. */
  open: (gated: Gated) => Promise<Sender | null>;
  /** One single-flight refresh of the account's access: done, dead (the person has to connect again) or failed (try later). */
  refresh: (gated: Pick<Gated, "workspaceId" | "accountId" | "tokenEpoch">) => Promise<"done" | "dead" | "failed">;
  /** Absent where no network prepares anything. */
  preparing?: Preparing;
  /** Holds a delivery's post against its network's rules, and writes what came of it. Absent where there are none. */
  judge?: (lane: Lane, deliveryId: number) => Promise<void>;
  /** A delivery may be sent up to this many milliseconds after its gate was asked for (5,000). */
  freshness?: number;
};

const usualFreshness = 5_000;

export type Drained = {
  /** Why it ended: a refusal, or the time was up. */
  why: RefusalCode | "time";
  /** When the lane wants to be drained again, milliseconds; null: when something new comes. */
  until: number | null;
  calls: number;
};

/**
 * Publishes a lane's due deliveries in order until nothing more may pass, or until `stop` says so. Each round settles one call
 * and gates the next in one round trip. Rejects only where the ledger does: then what was in flight is settled by nobody and
 * becomes `unknown` when its lease ends.
 */
export async function drain(lane: Lane, ports: LanePorts, stop: () => boolean): Promise<Drained> {
  let settle: Settlement | null = null;
  let window: Window | null = null;
  /** Deliveries whose access was refreshed in this drain. */
  let refreshed: number | null = null;
  let lastPrepared = { deliveryId: 0, times: 0 };
  /** The last one whose post was judged in this drain. */
  let judged: number | null = null;
  let calls = 0;
  for (let asked = 0; ; asked += 1) {
    const done = stop() || asked >= maxRounds;
    const since = ports.clock.monotonic();
    if (done && settle === null) return { why: "time", until: ports.clock.now(), calls };
    const answer: RoundAnswer = await ports.ledger.round({ lane, settle, gate: !done, window });
    settle = null;
    if (answer.gated !== null) {
      const gated: Gated = answer.gated;
      const called = await call(gated, ports, since, refreshed === gated.deliveryId);
      if (called.sent) calls += 1;
      settle = called.settle;
      if (called.refresh) {
        refreshed = gated.deliveryId;
        // The delivery waits as `ready` meanwhile: a refresh may take as long as a lease.
        await ports.ledger.round({ lane, settle, gate: false, window: null });
        const outcome = await ports.refresh(gated);
        settle = null;
        if (outcome === "failed") return { why: "frozen", until: answer.at + 60_000, calls };
      }
      continue;
    }
    if (answer.refused === null) return { why: "time", until: ports.clock.now(), calls };
    const { code, until, hours } = answer.refused;
    if (code === "rules" && answer.unjudged !== undefined && answer.unjudged !== judged && ports.judge !== undefined) {
      // Once: what changes again in that moment is looked at when the lane comes back.
      judged = answer.unjudged;
      await ports.judge(lane, judged);
    } else if (code === "prepare" && answer.unprepared !== undefined && ports.preparing !== undefined) {
      const { deliveryId } = answer.unprepared;
      const times = lastPrepared.deliveryId === deliveryId ? lastPrepared.times + 1 : 1;
      // Prepared, and not prepared still: two clocks that are far apart, or a network that forgets at once.
      if (times > mostPrepared) return { why: "frozen", until: answer.at + 60_000, calls };
      lastPrepared = { deliveryId, times };
      const done = await prepare(answer.unprepared, ports, ports.preparing, refreshed === deliveryId);
      if (done === "refreshed") refreshed = deliveryId;
      else if (done !== "done") return { why: "frozen", until: done, calls };
    } else if (code === "window") window = windowAt(hours, answer.at);
    else if (code !== "held") return { why: code, until, calls };
  }
}

/** Prepares a post. `refreshed`: with another access it may go; a time: the lane waits until then. */
async function prepare(
  unprepared: Unprepared,
  ports: LanePorts,
  preparing: Preparing,
  refreshed: boolean,
): Promise<"done" | "refreshed" | number> {
  const facts = () => ({ now: ports.clock.now(), random: ports.random() });
  const result: Prepared = (await preparing.prepare(unprepared)) ?? noLogin;
  if (result.kind !== "unauthorised") {
    const preparation = judgePrepared(result, unprepared, facts());
    await preparing.keep(preparation);
    return preparation.freeze ?? "done";
  }
  if (!refreshed && result.closed !== true) {
    const outcome = await ports.refresh(unprepared);
    if (outcome === "done") return "refreshed";
    if (outcome === "failed") return ports.clock.now() + 60_000;
  }
  await preparing.keep(judgePrepared({ kind: "dead", reason: result.reason }, unprepared, facts()));
  return "done";
}

const noLogin: Extract<Prepared, { kind: "unauthorised" }> = {
  ...{ kind: "unauthorised", status: null, raw: "no access" },
  reason: { en: "The account's access could not be opened.", fr: "L’accès au compte n’a pas pu être ouvert." },
};

/** A drain prepares one post this often: again where a person changed it, or with another access. */
const mostPrepared = 3;
/** A drain ends by itself after this many rounds: every loop is bounded. */
const maxRounds = 100_000;

/** What is written of a delivery that passed the gate. */
export const settlementOf = (gated: Gated, verdict: Verdict): Settlement => ({
  workspaceId: gated.workspaceId,
  accountId: gated.accountId,
  deliveryId: gated.deliveryId,
  epoch: gated.epoch,
  tokenEpoch: gated.tokenEpoch,
  day: gated.day,
  part: gated.sending.index,
  parts: gated.parts,
  verdict,
});

type Called = { settle: Settlement; sent: boolean; refresh: boolean };

async function call(gated: Gated, ports: LanePorts, since: number, refreshed: boolean): Promise<Called> {
  const { result, why } = await attempt(gated, ports, since);
  const settlement = (verdict: Verdict): Settlement => settlementOf(gated, verdict);
  if (result === null) return { settle: settlement(unsent(why, false)), sent: false, refresh: false };
  const verdict = judge(result, {
    attempt: gated.attempts,
    suspected: gated.suspected,
    refreshed,
    now: ports.clock.now(),
    random: ports.random(),
  });
  const refresh = result.kind === "unauthorised" && result.closed !== true && !refreshed;
  return { settle: settlement(verdict), sent: true, refresh };
}

/** The call itself, unless the gate was passed too long ago. A connector that throws is a bug and counts as a lost answer. */
async function attempt(
  gated: Gated,
  ports: LanePorts,
  since: number,
): Promise<{ result: CallResult | null; why: string }> {
  const sender = await ports.open(gated);
  if (sender === null) return { result: noLogin, why: "" };
  if (ports.clock.monotonic() - since > (ports.freshness ?? usualFreshness))
    return { result: null, why: "passed the gate too long ago" };
  try {
    return { result: await sender.send(), why: "" };
  } catch (error) {
    const raw = error instanceof Error ? error.name : "error";
    const reason = { en: "Relaymap failed during the call.", fr: "Relaymap a échoué pendant l’appel." };
    return { result: { kind: "unknown", status: null, raw, reason }, why: "" };
  }
}

/**
 * Sends a lost call again with the same key, through the gate like any other. Gives what became of it, or the refusal.
 * Only for networks that make one post of two calls with one key.
 */
export async function replay(
  lane: Lane,
  lost: Replay,
  ports: LanePorts,
): Promise<{ verdict: Verdict } | { refused: RefusalCode }> {
  const since = ports.clock.monotonic();
  const answer = await ports.ledger.round({ lane, settle: null, gate: true, window: null, replay: lost });
  if (answer.gated === null) return { refused: answer.refused?.code ?? "busy" };
  const gated = answer.gated;
  const { result, why } = await attempt(gated, ports, since);
  const verdict =
    result === null
      ? unsent(why, true)
      : judgeReplay(result, {
          attempt: gated.attempts,
          suspected: true,
          refreshed: true,
          now: ports.clock.now(),
          random: ports.random(),
        });
  await ports.ledger.round({ lane, settle: settlementOf(gated, verdict), gate: false, window: null });
  return { verdict };
}

import { sql } from "kysely";
import type { Gated, Lane, LedgerPort, RefusalCode, RoundAnswer, RoundRequest } from "#engine/lane.ts";
import type { Network, Sending } from "#engine/network.ts";
import type { Unprepared } from "#engine/preparing.ts";
import { partKey } from "#engine/post.ts";
import { across } from "../database/scope.ts";
import type { Db } from "../ports.ts";
import { roomOf } from "../database/room.ts";
import { isAway } from "../postgres/away.ts";
import { batch } from "./batch.ts";
import { readGated } from "./posts.ts";
import { rulesOf } from "./ruled.ts";
import { setNumber } from "./set.ts";
import { type ChainRow, iso, isRare, mayGoOn, type SettleRow, spellChain, spellSettle } from "./settles.ts";

/**
 * A call begins at most 5 s after its gate and takes at most 30 s; eight more to write what came of it. A killed worker's lanes are so
 * taken over within 45 s, looks included.
 */
export const leaseMs = 43_000;

export type LedgerPortOptions = {
  db: Db;
  /** For the attempt rows: which process it was. */
  worker: string;
  networks: ReadonlyMap<string, Pick<Network, "budget" | "prepares"> & Partial<Pick<Network, "card">>>;
  /** How long a gated delivery is ours, milliseconds of the database's clock (`leaseMs`). */
  lease?: number;
  /** Milliseconds since the epoch, where the database's own clock shall not be used (tests). */
  now?: () => number;
  /** Which functions the process knows (ours; tests). */
  set?: number;
  /** How far the process knows the database to be; nothing passes the gate of one that knows less. */
  keeper?: { known: () => { id: string; number: number }; wentBack: () => void };
  /** How long a round waits for a database that is away, milliseconds (45,000). */
  patience?: number;
};

/** Of the nth request: why nothing passed, or what did. */
type RefusedRow = {
  n: number;
  verdict: string;
  until: string | null;
  zone: string;
  quietFrom: number | null;
  quietTo: number | null;
  off: number;
  unjudged: number | null;
  unprepared?: Handed & { deliveryId: number; epoch: number; network: string; tokenEpoch: number; soFar: unknown };
};
/** A post as the gate hands it over, and which part is meant; `made` in milliseconds. `before`: null for the first one. */
export type Handed = { post: unknown; key: string; made: number; part: number; before: Before[] | null };
type Before = { remoteId: string | null; url: string | null };
type GatedRow = Omit<Gated, keyof Lane | "day" | "sending" | "parts"> & {
  n: number;
  day: string | null;
  prepared: unknown;
} & Handed;
type Answer = {
  at: string;
  settled: number[];
  refused: RefusedRow[];
  gated: GatedRow[];
  outdated?: true;
  setback?: true;
};

const utc = { zone: "UTC", quietFrom: null, quietTo: null, off: 0 };

/** The ledger on PostgreSQL. Rounds of many lanes go together in one call of `ledger_round`: one round trip, one commit. */
export function openLedger(options: LedgerPortOptions): LedgerPort {
  const budgets = JSON.stringify(
    Object.fromEntries(
      [...options.networks].map(([name, network]) => [
        name,
        { ...network.budget, prepares: whatPrepares(network), ...rulesFor(network) },
      ]),
    ),
  );
  let count = 0;
  const run = async (requests: RoundRequest[]): Promise<RoundAnswer[]> => {
    const answer = await insist(async (again) => {
      // Each try has a name of its own, so that what an earlier one may have gated can be told from what others gated.
      if (again !== null) await giveBack(options.db, again, requests);
      count += 1;
      const name = `${options.worker}#${count}`;
      try {
        const input = spell(requests, options, name, budgets);
        const { rows } = await sql<{ answer: Answer }>`select ledger_round(${input}::jsonb) as answer`.execute(
          options.db,
        );
        return rows[0]!.answer;
      } catch (error) {
        throw new RoundFailed(name, error);
      }
    }, options.patience ?? 45_000);
    const settled = new Set(answer.settled);
    const rows = new Map([...answer.refused, ...answer.gated].map((row) => [row.n, row]));
    if (answer.setback === true) options.keeper?.wentBack();
    const missing = answer.outdated === true ? "outdated" : answer.setback === true ? "stopped" : "busy";
    return requests.map((request, n) => read(request, Date.parse(answer.at), settled, rows.get(n), missing));
  };
  const round = batch((requests: RoundRequest[]) => across("ledger", () => run(requests)), { most: 500 });
  return {
    round: async (request) => {
      let answer = await round(request);
      for (let wait = 0; locked(answer) && wait < waits; wait += 1) {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        answer = { ...(await round({ ...request, settle: null })), settled: answer.settled };
      }
      return answer;
    },
  };
}

/** Whoever holds a lane (a run, a withdrawal, another gate) is soon done: it is asked for again this often, this many milliseconds apart. */
const waits = 20;
const waitMs = 25;
const locked = ({ at, refused }: RoundAnswer): boolean => refused?.code === "busy" && refused.until === at + lockedMs;
/** What is answered for a lane that it did not get. */
const lockedMs = 250;

class RoundFailed extends Error {
  readonly batch: string;
  constructor(name: string, cause: unknown) {
    super("a round of the ledger failed", { cause });
    this.batch = name;
  }
}

/**
 * Codes of errors after which the same round may succeed though the database was there: two rounds met, too many clients, or the
 * functions were put in the place of others under the call. So it may where it had no room.
 */
const passing = new Set(["40001", "40P01", "53300", "42883", "XX000"]);

function mayPass(error: unknown): boolean {
  return (
    isAway(error) ||
    roomOf(error) !== null ||
    (error instanceof Error && "code" in error && passing.has(String(error.code)))
  );
}

/**
 * Does a round again while the database is away, `patience` milliseconds at most. What came back from a network must be written
 * down; a round that gives up leaves its deliveries to become `unknown`. `again`: the name of the batch that failed before.
 */
async function insist<T>(work: (again: string | null) => Promise<T>, patience: number): Promise<T> {
  const start = performance.now();
  let again: string | null = null;
  for (;;) {
    try {
      return await work(again);
    } catch (error) {
      const cause = error instanceof RoundFailed ? error.cause : error;
      if (!mayPass(cause) || performance.now() - start > patience) throw cause;
      if (error instanceof RoundFailed) again = error.batch;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/**
 * A round whose answer was lost may have been committed. What it gated was never sent, since nobody was told: it goes back to
 * where it was, by the batch's own name. What it settled stays settled.
 */
async function giveBack(db: Db, name: string, requests: RoundRequest[]): Promise<void> {
  const replayed = requests.flatMap(({ replay }) => (replay === undefined ? [] : [replay.deliveryId]));
  await sql`with back as (
      update delivery set state = case when id = any(${replayed}::bigint[]) then 'unknown' else 'ready' end, lease_until = null
      where state = 'sending' and worker = ${name} returning workspace_id, id, epoch)
    update attempt t set outcome = 'late', settled_at = clock_timestamp() from back
    where t.workspace_id = back.workspace_id and t.delivery_id = back.id and t.epoch = back.epoch`.execute(db);
}

function spell(requests: RoundRequest[], options: LedgerPortOptions, name: string, budgets: string): string {
  const settles: SettleRow[] = [];
  const chains: ChainRow[] = [];
  const lanes = [];
  let rare = false;
  for (const [n, { lane, settle, gate, window, replay }] of requests.entries()) {
    if (settle !== null) {
      rare ||= isRare(settle);
      if (mayGoOn(settle)) chains.push(spellChain(settle));
      else settles.push(spellSettle(settle));
    }
    if (gate) {
      lanes.push({
        n,
        w: lane.workspaceId,
        a: lane.accountId,
        hours: window?.hours,
        from: iso(window?.from),
        until: iso(window?.until),
        day: iso(window?.day),
        week: iso(window?.week),
        week_end: iso(window?.weekEnd),
        month: iso(window?.month),
        month_end: iso(window?.monthEnd),
        replay: replay?.deliveryId,
        e: replay?.epoch,
        last: iso(replay?.until),
      });
    }
  }
  const now = options.now === undefined ? null : new Date(options.now()).toISOString();
  const lease = (options.lease ?? leaseMs) / 1000;
  const rows = { settles, ...(chains.length === 0 ? {} : { chains }), lanes };
  const { id: keeper, number: known } = options.keeper?.known() ?? {};
  const from = { set: options.set ?? setNumber, now, worker: name, lease, keeper, known };
  const head = JSON.stringify({ ...from, rare, ...rows });
  return `${head.slice(0, -1)},"budgets":${budgets}}`;
}

function read(
  request: RoundRequest,
  at: number,
  settled: ReadonlySet<number>,
  row: RefusedRow | GatedRow | undefined,
  missing: "busy" | "outdated" | "stopped",
): RoundAnswer {
  const base = {
    at,
    settled: request.settle !== null && settled.has(request.settle.deliveryId),
    gated: null,
    refused: null,
  };
  if (!request.gate) return base;
  if (row === undefined) {
    return { ...base, refused: { code: missing, until: missing === "busy" ? at + lockedMs : null, hours: utc } };
  }
  if (!("verdict" in row)) {
    const { n: _, day, post, key, made, part, before, prepared, ...gated } = row;
    const { sending: plain, parts } = sendingOf({ post, key, made, part, before });
    const sending = prepared === null ? plain : { ...plain, prepared };
    return {
      ...base,
      gated: { ...gated, ...request.lane, day: day === null ? null : Date.parse(day), sending, parts },
    };
  }
  const { verdict, until, zone, quietFrom, quietTo, off, unjudged, unprepared } = row;
  const code = verdict === "app_budget" ? "budget" : (verdict as RefusalCode);
  return {
    ...base,
    refused: { code, until: until === null ? null : Date.parse(until), hours: { zone, quietFrom, quietTo, off } },
    ...(unjudged == null ? {} : { unjudged }),
    ...(unprepared === undefined ? {} : { unprepared: readUnprepared(request.lane, unprepared) }),
  };
}

/** The part at hand, as a connector is given it, and how many there are. */
export function sendingOf({ post, key, made, part: index, before }: Handed): { sending: Sending; parts: number } {
  const { parts } = readGated(post);
  const part = parts[index];
  if (part === undefined) throw new Error(`a post of ${parts.length} parts has no part ${index}`);
  const sent = (before ?? []).map(({ remoteId, url }) => ({ remoteId: remoteId ?? "", url }));
  return {
    sending: { part, key: partKey(key, index), index, before: sent, madeAt: Math.floor(made) },
    parts: parts.length,
  };
}

function readUnprepared(lane: Lane, row: NonNullable<RefusedRow["unprepared"]>): Unprepared {
  const { post, key, made, part, before, soFar, ...rest } = row;
  const { ready = false, data, tries = 0 } = (soFar ?? {}) as { ready?: boolean; data?: unknown; tries?: number };
  // What was ready and has ended is begun anew.
  return {
    ...rest,
    ...lane,
    sending: sendingOf({ post, key, made, part, before }).sending,
    soFar: ready ? undefined : (data ?? undefined),
    tries,
  };
}

/** Without a card (tests) nothing is held against rules. */
const rulesFor = ({ card }: Partial<Pick<Network, "card">>) => (card === undefined ? {} : { rules: rulesOf(card) });

/** `all`: also what is but words; `rich`: what has pictures, a card or an original. */
function whatPrepares({ prepares }: Pick<Network, "prepares">): "all" | "rich" | undefined {
  return prepares === undefined ? undefined : prepares({ kind: "post", text: "" }) ? "all" : "rich";
}

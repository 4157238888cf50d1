import { sql } from "kysely";
import type { Gated, LedgerPort, RefusalCode, StepAnswer, StepRequest } from "#engine/lane.ts";
import type { Network } from "#engine/network.ts";
import type { Db } from "../ports.ts";
import { batch } from "./batch.ts";

export type StoreOptions = {
  db: Db;
  /** For the attempt rows: which process it was. */
  worker: string;
  networks: ReadonlyMap<string, Pick<Network, "budget">>;
  /** How long a gated delivery is ours, milliseconds of the database's clock (60,000). */
  lease?: number;
  /** Milliseconds since the epoch, where the database's own clock shall not be used (tests). */
  now?: () => number;
  /** Batches under way at once (1). */
  flights?: number;
};

/** What the database's verdicts on a lane's first delivery are to the lane: put aside, ask again. */
const putAside = new Set([
  "disconnected",
  "reconnect",
  "paused",
  "consent",
  "archived",
  "map_paused",
  "target_gone",
  "target_changed",
]);

type LaneAnswer = {
  n: number;
  verdict: string;
  until: string | null;
  id: number | null;
  zone: string;
  quietFrom: number | null;
  quietTo: number | null;
  gated: {
    epoch: number;
    network: string;
    text: string;
    link: string | null;
    key: string;
    attempts: number;
    tokenEpoch: number;
    day: string | null;
    suspected: boolean;
  } | null;
};
type Answer = { at: string; settled: number[]; lanes: LaneAnswer[] };

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const utc = { zone: "UTC", quietFrom: null, quietTo: null };

/** The ledger on PostgreSQL. Steps of many lanes go together in one call of `ledger_step`: one round trip, one commit. */
export function openStore(options: StoreOptions): LedgerPort {
  const budgets = JSON.stringify(
    Object.fromEntries([...options.networks].map(([name, network]) => [name, network.budget])),
  );
  const run = async (requests: StepRequest[]): Promise<StepAnswer[]> => {
    const input = spell(requests, options, budgets);
    const answer = await insist(async () => {
      const { rows } = await sql<{ answer: Answer }>`select ledger_step(${input}::jsonb) as answer`.execute(options.db);
      return rows[0]!.answer;
    });
    const settled = new Set(answer.settled);
    const lanes = new Map(answer.lanes.map((lane) => [lane.n, lane]));
    return requests.map((request, n) => read(request, Date.parse(answer.at), settled, lanes.get(n)));
  };
  return { step: batch(run, { most: 500, flights: options.flights ?? 1 }) };
}

/** A deadlock or a serialisation failure undid the whole step: nothing happened, so it may be done again. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      if ((code !== "40P01" && code !== "40001") || tries >= 3) throw error;
    }
  }
}

function spell(requests: StepRequest[], options: StoreOptions, budgets: string): string {
  const settles = [];
  const lanes = [];
  for (const [n, { lane, settle, gate, window, replay }] of requests.entries()) {
    if (settle !== null) {
      const { verdict } = settle;
      const spent = verdict.state === "published" || verdict.state === "unknown";
      settles.push({
        w: settle.workspaceId,
        a: settle.accountId,
        id: settle.deliveryId,
        e: settle.epoch,
        state: verdict.state,
        code: verdict.code,
        reason: verdict.reason && { en: clean(verdict.reason.en), fr: clean(verdict.reason.fr) },
        remote: clean(verdict.remoteId),
        url: clean(verdict.url),
        adopted: verdict.adopted,
        frozen: iso(verdict.freeze),
        frozen_code: verdict.code,
        reconnect: verdict.reconnect ? settle.tokenEpoch : null,
        outcome: verdict.outcome,
        status: verdict.status,
        raw: clean(verdict.raw),
        day: spent ? null : iso(settle.day),
      });
    }
    if (gate) {
      lanes.push({
        n,
        w: lane.workspaceId,
        a: lane.accountId,
        hours: window?.hours ?? null,
        from: iso(window?.from ?? null),
        until: iso(window?.until ?? null),
        day: iso(window?.day ?? null),
        replay: replay?.deliveryId ?? null,
        e: replay?.epoch ?? null,
        last: iso(replay?.until ?? null),
      });
    }
  }
  const now = options.now === undefined ? null : new Date(options.now()).toISOString();
  const head = JSON.stringify({ now, worker: options.worker, lease: (options.lease ?? 60_000) / 1000, settles, lanes });
  return `${head.slice(0, -1)},"budgets":${budgets}}`;
}

/** PostgreSQL's text takes neither NUL nor half a surrogate pair; one network's odd answer must not spoil a whole batch. */
const clean = <T extends string | null>(text: T): T =>
  (text === null ? null : text.replaceAll("\u0000", "").toWellFormed()) as T;

function read(
  request: StepRequest,
  at: number,
  settled: ReadonlySet<number>,
  answer: LaneAnswer | undefined,
): StepAnswer {
  const base = {
    at,
    settled: request.settle !== null && settled.has(request.settle.deliveryId),
    gated: null,
    refused: null,
  };
  if (!request.gate) return base;
  if (answer === undefined) return { ...base, refused: { code: "busy", until: at + 250, hours: utc } };
  const { verdict, until, gated } = answer;
  if (gated !== null && answer.id !== null) return { ...base, gated: passed(request, answer.id, gated) };
  const code = putAside.has(verdict) ? "held" : verdict === "app_budget" ? "budget" : (verdict as RefusalCode);
  const hours = { zone: answer.zone, quietFrom: answer.quietFrom, quietTo: answer.quietTo };
  return { ...base, refused: { code, until: until === null ? null : Date.parse(until), hours } };
}

function passed(request: StepRequest, id: number, gated: NonNullable<LaneAnswer["gated"]>): Gated {
  const { workspaceId, accountId } = request.lane;
  const { day, ...rest } = gated;
  return { ...rest, workspaceId, accountId, deliveryId: id, day: day === null ? null : Date.parse(day) };
}

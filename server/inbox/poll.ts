import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { type Cursor, type Polled, receives } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";
import type { Services } from "../ports.ts";
import { secretReader } from "../vault/secrets.ts";
import { accountReader } from "./account.ts";
import { pollLimit, sourceContext } from "./context.ts";
import { failureOf, storeFailure } from "./failure.ts";
import { storedConfig } from "./map-sources.ts";
import type { Places } from "./places.ts";
import { spender } from "./spending.ts";
import { type Claim, type Held, storePoll, storeUnchanged } from "./store.ts";

/** `skipped`: not due, since another map or process polled it just now, or because it failed or its server asked us to wait. */
export type PollResult = {
  sourceId: string;
  kind: "fresh" | "unchanged" | "failed" | "skipped";
  fresh: number;
  /** What its document held, where it gave one. */
  held?: Held;
  error: Text | null;
  nextPollAt: string | null;
};

/** How sources are asked. */
export type Asking = {
  /** Poll also what is not due yet; never what its server asked us to leave alone. */
  force?: boolean;
  /** What was polled since then is fresh enough, even where forced (ISO 8601; unless given, since the call began). */
  since?: string;
  /** The time of the map for which it is done: the next poll is an interval after that, however late this one is. */
  slot?: string;
  /** That map's next time: what it reads is due by then, also where the map's times have just changed. See `nextPoll`. */
  next?: string | null;
  /** Room in this process; without it nothing but `inFlight` bounds what is read and stored at the same time. */
  places?: { reading: Places; storing: Places };
};

export type PollRequest = Asking & {
  workspaceId: string;
  sourceIds: string[];
  signal?: AbortSignal;
  /** Called as sources are done: how many by now, and how many new items they brought. */
  onRead?: (done: number, fresh: number) => void;
};

/** Sources read at the same time in one run: more would only queue in the parser and fill the memory. */
const inFlight = 16;
/** Seconds that a claim outlives the process that made it; renewed while it lives. */
const lease = 20;
const renewEvery = 6000;
/** Milliseconds after which those that came back unchanged are noted, though others are still being read. */
const settleEvery = 500;
/** Milliseconds to wait for sources that another process is polling. */
const patience = 75_000;

/**
 * Polls those of the sources that are due, each at most once however many maps ask for it at the same time, and stores what
 * is new. Never rejects because of a source: a failure is kept with the source, with the time of its next try.
 */
export async function pollSources(services: Services, request: PollRequest): Promise<PollResult[]> {
  const results = new Map<string, PollResult>();
  const started = request.since ?? (await databaseTime(services));
  const until = performance.now() + patience;
  let waiting = [...new Set(request.sourceIds)];
  while (waiting.length > 0) {
    request.signal?.throwIfAborted();
    const claims = await claim(services, request, waiting, started);
    await pollClaims(services, request, claims, results);
    const claimed = new Set(claims.map(({ id }) => id));
    const rest = waiting.filter((id) => !claimed.has(id));
    const busy = rest.length === 0 ? new Set<string>() : await beingPolled(services, request, rest, started);
    for (const id of rest) if (!busy.has(id)) results.set(id, skipped(id));
    told(request, results);
    waiting = performance.now() < until ? [...busy] : [];
    if (waiting.length > 0) await sleep(250, undefined, { ref: false });
  }
  return [...new Set(request.sourceIds)].map((id) => results.get(id) ?? skipped(id));
}

function told(request: PollRequest, results: Map<string, PollResult>): void {
  request.onRead?.(
    results.size,
    [...results.values()].reduce((sum, { fresh }) => sum + fresh, 0),
  );
}

/** Polls one source; see `pollSources`. */
export async function pollSource(
  services: Services,
  request: Asking & { workspaceId: string; sourceId: string; signal?: AbortSignal },
): Promise<PollResult> {
  const { sourceId, ...rest } = request;
  const [result] = await pollSources(services, { ...rest, sourceIds: [sourceId] });
  return result ?? skipped(sourceId);
}

const skipped = (sourceId: string): PollResult => ({
  sourceId,
  kind: "skipped",
  fresh: 0,
  error: null,
  nextPollAt: null,
});

async function databaseTime(services: Services): Promise<string> {
  const { rows } = await sql<{ now: string }>`select now() as now`.execute(services.db);
  return rows[0]?.now ?? new Date(services.clock.now()).toISOString();
}

/** Of a source: it is due, and was not polled since `started`. */
const wants = ({ force = false }: PollRequest, started: string) => sql<boolean>`not received
  and (polled_at is null or polled_at < ${started}::timestamptz) and (wait_until is null or wait_until <= now())
  and (${force} or next_poll_at is null or next_poll_at <= now())`;

/** Takes the sources that are due and that nobody polls. What was polled since `started` is fresh enough, even where forced. */
async function claim(services: Services, request: PollRequest, ids: string[], started: string): Promise<Claim[]> {
  const { rows } = await sql<Claim>`
    update source set polling_until = now() + make_interval(secs => ${lease}::int)
    where workspace_id = ${request.workspaceId} and id = any(${ids}::uuid[])
      and (polling_until is null or polling_until < now()) and ${wants(request, started)}
    returning id, type, version, config, cursor, failures, baseline_at, read_at, ${nextPoll(request)} as "pollNext"`.execute(
    services.db,
  );
  return rows;
}

/**
 * When a source that is polled now is due again: an interval after the time for which it is, or at the next time of the map for which it
 * is, where that is sooner. What comes late, or out of turn, puts nothing off; but two polls are half an interval apart at least.
 */
function nextPoll({ slot, next }: Asking) {
  const at = sql`least(coalesce(${slot ?? null}::timestamptz + make_interval(secs => interval_s), now() + make_interval(secs => interval_s * 0.9)),
    ${next ?? null}::timestamptz)`;
  return sql<string>`case when ${at} < now() + make_interval(secs => interval_s * 0.5) then ${at} + make_interval(secs => interval_s) else ${at} end`;
}

/** Those that another process polls, or polled as it died: its claim may have ended since we asked for it, and then it is ours with the next look. */
async function beingPolled(
  services: Services,
  request: PollRequest,
  ids: string[],
  started: string,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from source where workspace_id = ${request.workspaceId} and id = any(${ids}::uuid[])
      and (polling_until >= now() or polling_until < now() and ${wants(request, started)})`.execute(services.db);
  return new Set(rows.map(({ id }) => id));
}

async function pollClaims(
  services: Services,
  request: PollRequest,
  claims: Claim[],
  results: Map<string, PollResult>,
): Promise<void> {
  if (claims.length === 0) return;
  const open = new Map(claims.map((one) => [one.id, one]));
  const unchanged: { claim: Claim; cursor: Cursor }[] = [];
  const renewal = setInterval(() => void renew(services, request.workspaceId, [...open.keys()]), renewEvery);
  const settleUnchanged = async () => {
    const batch = unchanged.splice(0);
    await storeUnchanged(services.db, request.workspaceId, batch);
    for (const { claim: one } of batch) open.delete(one.id);
  };
  const queue = claims.values();
  const work = async () => {
    for (const one of queue) {
      if (request.signal?.aborted) return;
      const result = await pollOne(services, request, one, unchanged);
      results.set(one.id, result);
      if (result.kind === "unchanged") {
        if (unchanged.length >= 500) await settleUnchanged();
      } else open.delete(one.id);
      told(request, results);
    }
  };
  // Others may wait for what this map's slowest source does not concern.
  let settled = Promise.resolve();
  const settling = setInterval(() => {
    settled = settled.then(settleUnchanged);
    settled.catch(() => undefined);
  }, settleEvery);
  try {
    await Promise.all(Array.from({ length: Math.min(inFlight, claims.length) }, work));
    await settled;
    await settleUnchanged();
  } finally {
    clearInterval(renewal);
    clearInterval(settling);
    await release(services, request.workspaceId, [...open.keys()]);
  }
}

async function pollOne(
  services: Services,
  request: PollRequest,
  one: Claim,
  unchanged: { claim: Claim; cursor: Cursor }[],
): Promise<PollResult> {
  const reading = () => readSource(services, request, one);
  const read = await (request.places === undefined ? reading() : request.places.reading.within(reading));
  if ("failure" in read) {
    const { failure } = read;
    const nextPollAt = await storeFailure(services.db, request.workspaceId, one, failure);
    // Only a bug of ours is worth a stack; the rest is the world's, and kept with the source.
    const about = { workspace: request.workspaceId, source: one.id, code: failure.code };
    if (failure.code === "internal")
      services.log.error({ ...about, err: read.cause }, "a source failed because of a bug");
    else services.log.info(about, "source could not be read");
    return { sourceId: one.id, kind: "failed", fresh: 0, error: failure.text, nextPollAt };
  }
  if (read.polled.unchanged) {
    unchanged.push({ claim: one, cursor: read.polled.cursor });
    return { sourceId: one.id, kind: "unchanged", fresh: 0, error: null, nextPollAt: null };
  }
  const { polled } = read;
  const storing = () => storePoll(services.db, request.workspaceId, one, polled);
  const held = await (request.places === undefined ? storing() : request.places.storing.within(storing));
  return { sourceId: one.id, kind: "fresh", fresh: held.fresh, held, error: null, nextPollAt: null };
}

type Read = { polled: Polled } | { failure: ReturnType<typeof failureOf>; cause: unknown };

async function readSource(services: Services, request: PollRequest, one: Claim): Promise<Read> {
  request.signal?.throwIfAborted();
  const limit = AbortSignal.timeout(pollLimit);
  const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
  try {
    const secret = secretReader(services, request.workspaceId);
    const account = accountReader(services, request.workspaceId);
    const spend = spender(services, request.workspaceId);
    const context = sourceContext(services, {
      sourceId: one.id,
      cursor: cursorOf(one.cursor),
      signal,
      secret,
      account,
      spend,
    });
    const source = services.nodes.source(one.type);
    if (receives(source)) throw new Error(`Sources of type "${one.type}" receive; there is nothing to poll.`);
    return { polled: await source.poll(storedConfig(services.nodes, one), context) };
  } catch (cause) {
    // Shutting down is no failure of the source: its claim is given back and the next run polls it.
    request.signal?.throwIfAborted();
    return { failure: failureOf(cause, limit.aborted), cause };
  }
}

function cursorOf(stored: unknown): Cursor {
  return stored !== null && typeof stored === "object" && !Array.isArray(stored) ? (stored as Cursor) : {};
}

async function renew(services: Services, workspaceId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const query = sql`update source set polling_until = now() + make_interval(secs => ${lease}::int)
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) and polling_until is not null`;
  await query
    .execute(services.db)
    .catch((err: unknown) => services.log.warn({ err }, "a source's lease could not be renewed"));
}

async function release(services: Services, workspaceId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update source set polling_until = null where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(
    services.db,
  );
}

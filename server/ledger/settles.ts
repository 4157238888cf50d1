import { clean } from "#engine/clean.ts";
import type { Settlement } from "#engine/lane.ts";

/** What is null is left out: most of a round's fields are, and the database would read each of them. */
export const iso = (at: number | null | undefined): string | undefined =>
  at == null ? undefined : new Date(at).toISOString();

/** What came of a call that was made spends the day's share; anything else gives it back. */
const spent = ({ verdict }: Settlement): boolean =>
  verdict.state === "published" || verdict.state === "unknown" || verdict.state === "processing";

/** It freezes a lane, ends an access or gives back a day's share: most do not, and are spared the statements. */
export const isRare = (settle: Settlement): boolean =>
  settle.verdict.freeze !== null || settle.verdict.reconnect || (!spent(settle) && settle.day !== null);

/** A part of a chain, or what a network works on: its delivery may go on after it (`sql/chain.sql`). */
export const mayGoOn = ({ parts, polled, verdict }: Settlement): boolean =>
  parts > 1 || polled === true || verdict.state === "processing";

/** What came of a call, as `ledger_settle` takes it. */
export function spellSettle(settle: Settlement) {
  const { verdict } = settle;
  return {
    w: settle.workspaceId,
    a: settle.accountId,
    id: settle.deliveryId,
    e: settle.epoch,
    state: verdict.state,
    code: verdict.code ?? undefined,
    reason: verdict.reason === null ? undefined : { en: clean(verdict.reason.en), fr: clean(verdict.reason.fr) },
    remote: clean(verdict.remoteId) ?? undefined,
    url: clean(verdict.url) ?? undefined,
    adopted: verdict.adopted,
    unconfirmed: verdict.confirmed ? undefined : true,
    frozen: iso(verdict.freeze),
    // Where what was sent is settled, the lane waits because its network asked for a rest.
    frozen_code: verdict.freeze === null ? undefined : verdict.state === "retry_wait" ? verdict.code : "limited",
    reconnect: verdict.reconnect ? settle.tokenEpoch : undefined,
    outcome: verdict.outcome,
    status: verdict.status ?? undefined,
    raw: clean(verdict.raw),
    day: spent(settle) ? undefined : iso(settle.day),
  };
}
export type SettleRow = ReturnType<typeof spellSettle>;

/** The same, as `ledger_settle_chain` takes it. */
export function spellChain(settle: Settlement) {
  const { part, parts, verdict } = settle;
  const { again, data, ...followed } = verdict.processing ?? { again: null, data: null };
  const processing =
    verdict.processing === null ? {} : { again: iso(again), processing: { ...followed, data: cleaned(data) } };
  return { ...spellSettle(settle), part, parts, ...processing };
}
export type ChainRow = ReturnType<typeof spellChain>;

/** JSON as PostgreSQL takes it. */
const cleaned = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data), (_, value: unknown) => (typeof value === "string" ? clean(value) : value));

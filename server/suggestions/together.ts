import { createHash } from "node:crypto";
import { sql } from "kysely";
import { pageOf } from "#engine/address.ts";
import type { Trx } from "../ports.ts";
import { tell } from "./tell.ts";

/** Days for which a link that was accepted is the same suggestion for whoever brings it in later. */
const days = 30;

/** By what links of one page are known as such: without scheme, `www.` and marks of where somebody came from. null: not a link. */
export const pageKey = (link: string | null): string | null => {
  const page = link === null ? null : pageOf(link);
  return page === null ? null : createHash("sha256").update(page).digest("hex").slice(0, 32);
};

type Lead = { id: string; state: "sent" | "changed" | "accepted" };

/**
 * The suggestion of the same link with which this one goes: a colleague's that waits, or was accepted not long ago. From here to the commit nobody else
 * brings in links of this page. null: it is the first.
 */
export async function leadOf(
  trx: Trx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  key: string | null,
): Promise<Lead | null> {
  if (key === null) return null;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`relaymap suggestion ${workspaceId} ${key}`}, 0))`.execute(
    trx,
  );
  const { rows } = await sql<Lead>`
    select id, state from suggestion where workspace_id = ${workspaceId} and page_key = ${key} and with_id is null and member_id <> ${memberId}
      and (state in ('sent','changed') or (state = 'accepted' and answered_at > now() - make_interval(days => ${days}::int)))
    order by state = 'accepted' desc, sent_at, id limit 1 for update`.execute(trx);
  return rows[0] ?? null;
}

/** The suggestion of this page that was accepted not long ago, of somebody else. */
export async function acceptedOf(
  trx: Trx,
  workspaceId: string,
  { key, member }: { key: string | null; member: string },
): Promise<string | null> {
  if (key === null) return null;
  const { rows } = await sql<{ id: string }>`
    select id from suggestion where workspace_id = ${workspaceId} and page_key = ${key} and with_id is null and member_id <> ${member}
      and state = 'accepted' and answered_at > now() - make_interval(days => ${days}::int) order by sent_at, id limit 1`.execute(
    trx,
  );
  return rows[0]?.id ?? null;
}

/**
 * What was taken already is taken for whoever brings it in later, too, and for all that wait with theirs: they are named with the first, and nothing
 * enters twice. What nobody answered needed nobody's yes.
 */
export async function joinAccepted(trx: Trx, workspaceId: string, id: string, lead: string): Promise<void> {
  await sql`
    update suggestion s set state = 'accepted', with_id = l.id, by_id = coalesce(s.by_id, l.by_id), trusted = s.by_id is null,
      answered_at = coalesce(s.answered_at, now()), entered_at = l.entered_at, told_at = l.told_at
    from suggestion l where l.workspace_id = s.workspace_id and l.id = ${lead} and s.workspace_id = ${workspaceId}
      and (s.id = ${id} or (s.with_id = ${id} and s.state = 'accepted'))`.execute(trx);
  await sql`select suggestion_named(${workspaceId}, ${lead})`.execute(trx);
}

/** What was answered to the first one is answered to all that wait with it, and each author is told. */
export async function answerTogether(
  trx: Trx,
  workspaceId: string,
  lead: string,
  answer: { state: "accepted" | "declined"; by: string | null; word: string },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update suggestion s set state = ${answer.state}, by_id = ${answer.by}, word = ${answer.word}, answered_at = now()
    where s.workspace_id = ${workspaceId} and s.with_id = ${lead} and s.state = 'sent' returning s.id`.execute(trx);
  for (const { id } of rows) await tell(trx, workspaceId, id, answer.state);
}

/** The first one is gone or taken back: the next one that waits stands in its place. */
export const promote = (trx: Trx, workspaceId: string, lead: string): Promise<unknown> =>
  sql`select suggestion_promote(${workspaceId}, ${lead})`.execute(trx);

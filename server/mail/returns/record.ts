import { sql } from "kysely";
import type { Trx } from "../../ports.ts";
import { addressIsGone } from "../outcome.ts";
import { park } from "../outbox.ts";
import type { Fate, Report } from "./report.ts";

/** Reports that count for one mail, at most; whoever got a mail can write as many as they like. */
const most = 20;

/**
 * Notes what a report says, at the mails that it is about: ours by their Message-ID, which nobody guesses, and sent to that very
 * recipient. All else is somebody's word and changes nothing. Each report counts once. Returns how many mails it was news of.
 *
 * An address is parked where it is to blame, by the same rule as when a server says so at the door: a full box, a policy, or a domain
 * that is not set up for our sender (5.7.26: then everybody's mails come back) does not make an address that takes no mail.
 */
export async function recordReport(trx: Trx, workspaceId: string, { ids, about }: Report): Promise<number> {
  if (ids.length === 0) return 0;
  let news = 0;
  for (const fate of about) {
    const rows = await note(trx, workspaceId, ids, fate);
    news += rows.length;
    if (fate.kind === "returned" && addressIsGone(fate.status, fate.code))
      for (const { address } of rows) await park(trx, { workspaceId, address, answer: fate.words });
  }
  return news;
}

/** `unknown`: a mail that came back did go out. What is said to be late after it came back is old news. */
async function note(trx: Trx, workspaceId: string, ids: readonly string[], fate: Fate): Promise<{ address: string }[]> {
  const { key, kind, recipients, status, words } = fate;
  const { rows } = await sql<{ address: string }>`
    update mail set back = ${JSON.stringify({ kind, status, words })}, back_at = now(), back_keys = back_keys || ${key}::text,
      state = case when ${kind}::text = 'returned' then 'returned' else state end
    where workspace_id = ${workspaceId} and message_id = any(${ids}::text[]) and lower(address) = any(${recipients}::text[])
      and state in ('sent','unknown','returned') and not back_keys @> array[${key}::text] and cardinality(back_keys) < ${most}::int
      and not (${kind}::text = 'delayed' and state = 'returned')
    returning address`.execute(trx);
  return rows;
}

import { sql } from "kysely";
import { endOf } from "#engine/evergreen.ts";
import { hadIt, type Said } from "../entries/message.ts";
import type { Db, Trx } from "../ports.ts";
import { ruleOf } from "./rule.ts";

/**
 * What an outing of an entry is besides its words, in the transaction in which it enters: until when it may go out, and who gets none of it. What
 * does not come back goes to nobody who had it; what does leaves out who said no to it, whoever had it within its gap, and ends with its last day.
 */
export async function returnOf(
  trx: Trx,
  workspaceId: string,
  { id, round, until }: { id: string; round: number; until: number },
): Promise<Pick<Said, "until" | "except" | "returns">> {
  const rule = await ruleOf(trx, workspaceId, id);
  if (rule === null)
    return { until: new Date(until).toISOString(), except: await hadIt(trx, workspaceId, { id, round }) };
  return {
    returns: true,
    until: new Date(Math.min(until, endOf(rule, rule.zone))).toISOString(),
    except: await restOf(trx, workspaceId, { id, round, ...rule }),
  };
}

/** Accounts that said no to it, or on which it is still on its way. How far apart two of its outings are the gate keeps. */
async function restOf(
  db: Db | Trx,
  workspaceId: string,
  { id, round, of }: { id: string; round: number; of: string | null },
): Promise<string[]> {
  const { rows } = await sql<{ account: string }>`select distinct account_id as account from delivery
    where workspace_id = ${workspaceId} and item_key = any(${roundsOf(id, round - 1, of)}::text[])
      and (reason_code = 'declined' or state in ('held','ready','retry_wait','sending','processing','unknown'))`.execute(
    db,
  );
  return rows.map(({ account }) => account);
}

/** What its outings up to a round are called in the ledger, and what it is the second life of. */
export const roundsOf = (id: string, round: number, of: string | null): string[] => [
  ...Array.from({ length: Math.min(200, Math.max(0, round)) }, (_, back) => `entry:${id}:${round - back}`),
  ...(of === null ? [] : [of]),
];

import { sql } from "kysely";
import { waitsForOwner } from "../ledger/waits.ts";

/** Of a delivery `d`: until when its owner put it off; null where they did not, or it has come back. */
export const putOff = sql<
  string | null
>`(select w.until from answer w where w.workspace_id = d.workspace_id and w.delivery_id = d.id and w.answer = 'later'
  and w.until > now())`;

/** Of a delivery `d` and its account `a`: its owner put it off or paused the account, a hold keeps it, or everything is stopped. It is asked nothing now, and may be again. */
const rests = sql<boolean>`(${putOff} is not null or exists (select from consent c where c.workspace_id = d.workspace_id and c.account_id = d.account_id and c.mode = 'paused'
    and c.withdrawn_at is null and (c.ends_at is null or c.ends_at > now()))
  or exists (select from crisis k where k.workspace_id = d.workspace_id and k.number = d.crisis and k.ended_at is null)
  or exists (select from workspace w where w.id = d.workspace_id and w.stopped_at is not null))`;

/** Of a delivery `d` and its account `a`: whether its owner may be asked for a yes now: `yes`, `later`, or `over`. */
export const stands = sql<"yes" | "later" | "over">`case
  when d.id is null or a.state <> 'connected' or not (${waitsForOwner("d.")}) or d.expires_at <= now() then 'over'
  when ${rests} then 'later' else 'yes' end`;

import { sql } from "kysely";
import { type AccountKind, can } from "#engine/card.ts";
import type { measuredStates } from "#engine/readings.ts";
import type { Services } from "../ports.ts";
import { paidReadings, readingsState } from "./settings.ts";

export type Measured = { state: (typeof measuredStates)[number]; next: string | null };

/**
 * Whether and when a published post is measured, and why it is not: `none` the network tells no numbers of such accounts, `off` they cost money
 * and nobody switched that on, `account` it has to be connected again, `unnamed` the network named no post that could be asked for, `before` it
 * went out before readings were made. Null for what is not out.
 */
export async function measuredState(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  deliveryId: number,
): Promise<Measured | null> {
  const { rows } = await sql<{
    network: string;
    kind: AccountKind;
    account: string;
    named: boolean;
    read: boolean;
    noted: boolean;
    next: string | null;
  }>`
    select d.network, a.kind, a.state as account, d.remote_id is not null as named, u.due_at as next,
      exists (select from reading r where r.workspace_id = d.workspace_id and r.delivery_id = d.id) as read,
      coalesce(d.settled_at <= (select settled_at from reading_mark), true) as noted
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    left join reading_due u on u.workspace_id = d.workspace_id and u.delivery_id = d.id
    where d.workspace_id = ${workspaceId} and d.id = ${deliveryId} and d.state = 'published'`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  const network = nodes.networks.get(row.network);
  const told = network === undefined ? "none" : readingsState(network, await paidReadings(db, workspaceId));
  const state = (): Measured["state"] => {
    if (network === undefined || told === "none" || !can(network.card, row.kind, "measure")) return "none";
    if (told === "off") return "off";
    if (row.next !== null) return row.account === "connected" ? "due" : "account";
    // What had to be deleted was read all the same.
    if (row.read || (row.noted && row.named && network.card.readings?.keep !== undefined)) return "done";
    if (!row.named) return "unnamed";
    return row.noted ? "before" : "soon";
  };
  const found = state();
  return { state: found, next: found === "due" ? row.next : null };
}

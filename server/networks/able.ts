import { sql } from "kysely";
import { mayPostMedia } from "#engine/oauth.ts";
import type { Db, Services, Trx } from "../ports.ts";

/** Accounts on networks that take pictures, and whether their access was given for them as well. */
export async function ableAccounts(
  db: Db | Trx,
  { nodes }: Pick<Services, "nodes">,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ id: string; network: string; connection: string | null; scopes: string[] | null }>`
    select a.id, a.network, g.connection, g.scopes from account a
    left join network_grant g on g.workspace_id = a.workspace_id and g.id = a.grant_id
    where a.workspace_id = ${workspaceId} and a.id = any(${ids}::uuid[])`.execute(db);
  return new Map(
    rows.flatMap(({ id, network: name, connection, scopes }) => {
      const network = nodes.networks.get(name);
      if (network === undefined || network.card.limits.pictures === 0) return [];
      const oauth = network.connections[connection ?? ""]?.oauth?.(network.webBase, network.apiBase);
      return [[id, oauth === undefined || mayPostMedia(oauth, scopes ?? [])] as const];
    }),
  );
}

import { sql } from "kysely";
import type { Plan } from "#engine/plan.ts";
import type { Trx } from "../ports.ts";

export type Said = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

/** What people said earlier of items that a step gives once more, by the steps that asked. */
export async function saidBefore(
  trx: Trx,
  run: { workspaceId: string; mapId: string },
  plan: Pick<Plan, "keepers">,
  go: { back: readonly { item: { key: string } }[] } | null,
): Promise<Said> {
  const asks = plan.keepers.filter(({ keeps }) => keeps?.asks === true).map(({ id }) => id);
  if (asks.length === 0 || go === null) return new Map();
  const { rows } = await sql<{ node: string; key: string; yes: boolean }>`
    select node_id as node, item_key as key, yes from approval where workspace_id = ${run.workspaceId} and map_id = ${run.mapId}
      and node_id = any(${asks}::text[]) and item_key = any(${go.back.map(({ item }) => item.key)}::text[]) and yes is not null`.execute(
    trx,
  );
  const byStep = Map.groupBy(rows, ({ node }) => node);
  return new Map([...byStep].map(([node, some]) => [node, new Map(some.map(({ key, yes }) => [key, yes]))]));
}

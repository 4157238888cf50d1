import { sql } from "kysely";
import { MapNode } from "#engine/map.ts";
import { secretFields, secretsIn } from "#engine/secret.ts";
import { upgradeConfig } from "#engine/upgrade.ts";
import type { Registry, Services } from "../ports.ts";

export type UsingMap = { id: string; name: string };

/** Nodes looked at, at most: ten secrets in each of a thousand maps, drawn and live. */
const most = 20_000;

/**
 * Which maps refer to which secret, by the secret's name: in the drawing or in the live version. Older versions of a node's
 * settings count as what they are upgraded to.
 */
export async function secretUses(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  workspaceId: string,
): Promise<ReadonlyMap<string, UsingMap[]>> {
  const types = [...nodes.manifests.values()].filter((manifest) => secretFields(manifest).length > 0);
  const { rows } = await sql<UsingMap & { node: unknown }>`
    select map.id, map.name, node from map
    left join version on version.workspace_id = map.workspace_id and version.map_id = map.id and version.number = map.live_version
    cross join lateral (
      select node from jsonb_array_elements(map.draft->'nodes') node
      union select node from jsonb_array_elements(version.document->'nodes') node) drawn
    where map.workspace_id = ${workspaceId} and map.state <> 'archived' and node->>'type' = any(${types.map(({ type }) => type)}::text[])
    order by map.name, map.id limit ${most}`.execute(db);
  const uses = new Map<string, UsingMap[]>();
  for (const { id, name, node } of rows) {
    for (const secret of namesIn(nodes, node)) {
      const maps = uses.get(secret) ?? [];
      if (!maps.some((map) => map.id === id)) uses.set(secret, [...maps, { id, name }]);
    }
  }
  return uses;
}

function namesIn({ manifests }: Pick<Registry, "manifests">, value: unknown): string[] {
  const node = MapNode.safeParse(value);
  const manifest = node.success ? manifests.get(node.data.type) : undefined;
  if (!node.success || manifest === undefined) return [];
  try {
    const config = upgradeConfig(manifest, node.data.version, node.data.config);
    return secretsIn(manifest, config).map(({ name }) => name);
  } catch {
    return []; // Settings that cannot be read refer to nothing that could be opened.
  }
}

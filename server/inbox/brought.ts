import { sql } from "kysely";
import type { Registry, Trx } from "../ports.ts";
import { calledIn, sourceSettings } from "./map-sources.ts";

/**
 * The source to which our own pages bring things, made where it is new: it is there before any map reads it, so that a preview shows what
 * came, and a first publishing begins with it.
 */
export async function ensureReceived(
  trx: Trx,
  nodes: Pick<Registry, "manifests" | "source">,
  workspaceId: string,
  type: string,
  given: unknown,
): Promise<string> {
  const { key, version, config, title } = sourceSettings(nodes, type, given);
  await sql`insert into source (workspace_id, type, key, config, version, title, received, baseline_at)
    values (${workspaceId}, ${type}, ${key}, ${JSON.stringify(config)}::jsonb, ${version}, ${calledIn(workspaceId, title)}, true, now())
    on conflict (workspace_id, key) do update set title = excluded.title where source.title <> excluded.title`.execute(
    trx,
  );
  const { rows } = await sql<{
    id: string;
  }>`select id from source where workspace_id = ${workspaceId} and key = ${key}`.execute(trx);
  return rows[0]!.id;
}

import { hash } from "node:crypto";
import type { Services } from "../ports.ts";
import { checkDocument, type Known, knownTo } from "./check.ts";
import { readDocument } from "./row.ts";

/** What a list says of a draft. */
export type Checked = { nodes: number; problems: number };

/** Drafts that are remembered, for each set of node types: some hundred bytes each. */
const most = 5_000;

/**
 * What was found out of drafts, with the node types that it was found out with: it goes when they do. A draft is compiled again only
 * where it, or something that it is held against, has changed.
 */
const memory = new WeakMap<Services["nodes"], Map<string, Checked>>();

/** How many steps and problems drafts have, by the maps' ids. Those that are not known yet are read and compiled. */
export async function checkedDrafts(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  maps: readonly { id: string; revision: number }[],
): Promise<Map<string, Checked>> {
  const known = await knownTo(db, workspaceId);
  const ground = groundOf(known);
  const kept = memory.get(nodes) ?? new Map<string, Checked>();
  memory.set(nodes, kept);
  const keyOf = ({ id, revision }: { id: string; revision: number }) => `${id} ${revision} ${ground}`;
  const missing = maps.filter((map) => !kept.has(keyOf(map))).map(({ id }) => id);
  const found = new Map(maps.flatMap((map) => (kept.has(keyOf(map)) ? [[map.id, kept.get(keyOf(map))!]] : [])));
  if (missing.length === 0) return found;
  const drafts = await db
    .selectFrom("map")
    .select(["id", "revision", "draft"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", missing)
    .execute();
  for (const { draft, ...map } of drafts) {
    const { problems } = checkDocument({ nodes }, known, draft, map.id);
    const checked = { nodes: readDocument(draft).nodes.length, problems: problems.length };
    // The oldest goes first.
    kept.delete(keyOf(map));
    kept.set(keyOf(map), checked);
    found.set(map.id, checked);
  }
  for (const key of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(key);
  }
  return found;
}

/** Everything of a workspace that a draft is held against, in a few letters. */
function groundOf({ accounts, secrets, receivers, house, now }: Known): string {
  const today = Math.floor(now / 86_400_000);
  const people = accounts.map(({ ref, handle, member, mode, topics, chose, teams, language, parked, ends }) => [
    [ref, handle, member !== null, mode, topics, chose, teams, language, parked],
    // A permission that ends is spoken of in days.
    ends == null ? null : [ends, today],
  ]);
  const ground = [people, [...(accounts[0]?.called ?? [])], [...secrets].toSorted(), receivers, house];
  return hash("sha256", JSON.stringify(ground), "base64url").slice(0, 16);
}

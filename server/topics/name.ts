import { topicWord } from "#engine/topic.ts";
import type { Db, Trx } from "../ports.ts";

/** Of a workspace's topics every name that they have or had, folded (`topicWord`), to the topic's key. What maps say is found by it. */
export async function topicKeys(db: Db | Trx, workspaceId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("topic_name as n")
    .innerJoin("topic as t", (join) =>
      join.onRef("t.workspace_id", "=", "n.workspace_id").onRef("t.id", "=", "n.topic_id"),
    )
    .select(["n.word", "t.key"])
    .where("n.workspace_id", "=", workspaceId)
    .execute();
  return new Map(rows.map(({ word, key }) => [word, key]));
}

/** Names as the keys of the topics that they mean, each once; what names no topic stays as it is. */
export async function keysOf(db: Db | Trx, workspaceId: string, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const keys = await topicKeys(db, workspaceId);
  return [...new Set(names.map((name) => keys.get(topicWord(name)) ?? name))];
}

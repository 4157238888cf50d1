import type { Reply } from "../api.ts";
import { notFound } from "../errors.ts";
import type { Db } from "../ports.ts";
import { topicsOf } from "./read.ts";

type View = Reply<"listTopics">["rows"][number];

/** The topics with every name that they have or had. */
export async function listTopics(db: Db, workspaceId: string): Promise<View[]> {
  const topics = await topicsOf(db, workspaceId);
  const names = await db
    .selectFrom("topic_name")
    .select(["topic_id", "word"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("word")
    .execute();
  const words = Map.groupBy(names, ({ topic_id }) => topic_id);
  return topics.map((topic) => ({ ...topic, names: (words.get(topic.id) ?? []).map(({ word }) => word) }));
}

/** One topic; 404. */
export async function oneTopic(db: Db, workspaceId: string, id: string): Promise<View> {
  const found = (await listTopics(db, workspaceId)).find((topic) => topic.id === id);
  if (!found) throw notFound();
  return found;
}

import type { MapDocument } from "#engine/map.ts";
import { StoryRule } from "#engine/story.ts";
import type { Db, Trx } from "../ports.ts";

/** When two items are one story for a map: as it says itself, else as its workspace does. */
export async function storyRule(
  db: Db | Trx,
  workspaceId: string,
  { stories }: Pick<MapDocument, "stories">,
): Promise<StoryRule> {
  if (stories !== undefined) return stories;
  const { by, days } = await db
    .selectFrom("workspace")
    .select(["story_by as by", "story_days as days"])
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return StoryRule.parse({ by, days });
}

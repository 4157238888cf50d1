import type { MapDocument } from "#engine/map.ts";
import { StoryRule } from "#engine/story.ts";
import { type Actor, record } from "../audit.ts";
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

/** What holds in a workspace from now on; what was let go before stays let go. */
export async function setStoryRule(db: Db, actor: Actor, rule: StoryRule): Promise<StoryRule> {
  const { workspaceId } = actor;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable("workspace")
      .set({ story_by: rule.by, story_days: rule.days })
      .where("id", "=", workspaceId)
      .execute();
    await record(trx, { ...actor, action: "workspace.stories", subject: `workspace/${workspaceId}`, detail: rule });
  });
  return rule;
}

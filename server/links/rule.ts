import type { MapDocument } from "#engine/map.ts";
import { LinkRule } from "#engine/short-link.ts";
import { type Actor, record } from "../audit.ts";
import type { Db, Trx } from "../ports.ts";

/** How a map's posts carry their links: as it says itself, else as its workspace does. */
export async function linkRule(
  db: Db | Trx,
  workspaceId: string,
  { links }: Pick<MapDocument, "links">,
): Promise<LinkRule> {
  const row = await db
    .selectFrom("workspace")
    .select(["short_links as short", "link_marks as marks"])
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return LinkRule.parse({ ...row, ...links });
}

/** What holds in a workspace from the next run on; posts that are made already stay as they are. */
export async function setLinkRule(db: Db, actor: Actor, rule: LinkRule): Promise<LinkRule> {
  const { workspaceId } = actor;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable("workspace")
      .set({ short_links: rule.short, link_marks: rule.marks })
      .where("id", "=", workspaceId)
      .execute();
    await record(trx, { ...actor, action: "workspace.links", subject: `workspace/${workspaceId}`, detail: rule });
  });
  return rule;
}

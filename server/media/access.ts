import { sql } from "kysely";
import type { Db } from "../ports.ts";

/**
 * Whether somebody may see a stored medium: whoever draws maps sees the workspace's; an ambassador those that a post for one of
 * their own accounts shows, or showed before it was changed, what a lesson shows, what they brought in themselves, and what was suggested for a topic that they feed.
 */
export async function maySee(
  db: Db,
  viewer: { workspaceId: string; memberId: string; role: string },
  id: string,
): Promise<boolean> {
  const { workspaceId, memberId, role } = viewer;
  const own =
    role === "ambassador"
      ? sql`and (exists (select from medium_use u join delivery d on d.workspace_id = u.workspace_id and d.id = u.delivery_id
          join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
          where u.workspace_id = m.workspace_id and u.medium_id = m.id and a.member_id = ${memberId})
        or exists (select from suggestion_picture p where p.workspace_id = m.workspace_id and p.medium_id = m.id and p.member_id = ${memberId})
        or exists (select from own_lesson_medium l where l.workspace_id = m.workspace_id and l.medium_id = m.id and l.live)
        or exists (select from upload b where b.workspace_id = m.workspace_id and b.medium_id = m.id and b.member_id = ${memberId})
        or exists (select from suggestion s join topic_feeder f on f.workspace_id = s.workspace_id and f.topic_id = s.topic_id
          where s.workspace_id = m.workspace_id and s.medium_id = m.id and s.state <> 'draft' and f.member_id = ${memberId}))`
      : sql``;
  const { rows } =
    await sql`select 1 from medium m where m.workspace_id = ${workspaceId} and m.id = ${id} ${own}`.execute(db);
  return rows.length > 0;
}

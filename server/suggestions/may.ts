import { type RawBuilder, sql } from "kysely";
import type { Role } from "../api.ts";
import type { Db } from "../ports.ts";

export type Who = { workspaceId: string; memberId: string; role: Role };

/** Whether somebody may answer suggestion `s`: who draws maps, and who feeds its topic. An idea is for those who draw maps. */
export const mayModerate = ({ memberId, role }: Who): RawBuilder<boolean> =>
  role === "ambassador"
    ? sql<boolean>`(s.kind <> 'idea' and exists (select from topic_feeder f
        where f.workspace_id = s.workspace_id and f.topic_id = s.topic_id and f.member_id = ${memberId}))`
    : sql<boolean>`true`;

/** How many suggestions wait for the answer of this person. */
export async function countSuggestions(db: Db, who: Who): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from suggestion s
    where s.workspace_id = ${who.workspaceId} and s.state = 'sent' and s.with_id is null and ${mayModerate(who)}`.execute(
    db,
  );
  return rows[0]!.count;
}

/** Whether anything is theirs to answer, now or later. */
export async function mayFeed(db: Db, who: Who): Promise<boolean> {
  if (who.role !== "ambassador") return true;
  const { rows } =
    await sql`select 1 from topic_feeder where workspace_id = ${who.workspaceId} and member_id = ${who.memberId} limit 1`.execute(
      db,
    );
  return rows.length > 0;
}

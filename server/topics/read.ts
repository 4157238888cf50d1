import { sql } from "kysely";
import type { Db, Trx } from "../ports.ts";

export type Topic = {
  id: string;
  /** Its first name, which never changes: what consents and deliveries (`delivery.topic`) call it. */
  key: string;
  name: string;
  /** 1 to 5: which of the palette's dots. */
  colour: number;
  description: string;
  archived: boolean;
};

/** The workspace's topics by name, those that are offered to nobody any more among them. A workspace has tens. */
export async function topicsOf(db: Db | Trx, workspaceId: string): Promise<Topic[]> {
  return db
    .selectFrom("topic")
    .select(["id", "key", "name", "colour", "description", sql<boolean>`archived_at is not null`.as("archived")])
    .where("workspace_id", "=", workspaceId)
    .orderBy(sql`lower(name)`)
    .orderBy("id")
    .execute();
}

/** What somebody follows. `chosen`: they chose it themselves; else none of it means everything. */
export async function followedBy(
  db: Db | Trx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<{ topics: Topic[]; chosen: boolean }> {
  const { rows } = await sql<Topic>`
    select t.id, t.key, t.name, t.colour, t.description, t.archived_at is not null as archived from member_topic f
    join topic t on t.workspace_id = f.workspace_id and t.id = f.topic_id
    where f.workspace_id = ${workspaceId} and f.member_id = ${memberId} order by lower(t.name), t.id`.execute(db);
  const member = await db
    .selectFrom("member")
    .select("topics_chosen_at")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", memberId)
    .executeTakeFirst();
  return { topics: rows, chosen: member?.topics_chosen_at != null };
}

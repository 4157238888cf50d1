import { sql } from "kysely";
import { record } from "../audit.ts";
import { notFound } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";

type Who = { workspaceId: string; memberId: string };

/**
 * Somebody's own choice: these topics and no others, none is none. A topic that is archived can be kept, not taken. What their accounts were kept from stays;
 * only where that leaves an account nothing at all is it let go.
 */
export async function followTopics({ db }: Pick<Services, "db">, who: Who, topics: readonly string[]): Promise<void> {
  const { workspaceId, memberId } = who;
  await db.transaction().execute(async (trx) => {
    const wanted = [...new Set(topics)];
    const { rows } = await sql<{ id: string }>`
      select t.id from topic t where t.workspace_id = ${workspaceId} and t.id = any(${wanted}::uuid[]) and (t.archived_at is null or exists (
        select from member_topic f where f.workspace_id = t.workspace_id and f.topic_id = t.id and f.member_id = ${memberId}))
      for share of t`.execute(trx);
    if (rows.length < wanted.length) throw notFound();
    await trx
      .updateTable("member")
      .set((eb) => ({ topics_chosen_at: eb.fn<string>("clock_timestamp") }))
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", memberId)
      .execute();
    await sql`delete from member_topic where workspace_id = ${workspaceId} and member_id = ${memberId} and topic_id <> all(${wanted}::uuid[])`.execute(
      trx,
    );
    await sql`insert into member_topic (workspace_id, member_id, topic_id) select ${workspaceId}::uuid, ${memberId}::uuid, unnest(${wanted}::uuid[])
      on conflict do nothing`.execute(trx);
    await widen(trx, who);
    await record(trx, {
      ...who,
      action: "member.topics",
      subject: `member/${memberId}`,
      detail: { number: wanted.length },
    });
  });
}

/** An account that was kept to topics of which its owner follows none any more takes what they follow. */
async function widen(trx: Trx, { workspaceId, memberId }: Who): Promise<void> {
  await sql`update account a set topics = '{}' where a.workspace_id = ${workspaceId} and a.member_id = ${memberId} and a.topics <> '{}' and not exists (
    select from member_topic f join topic t on t.workspace_id = f.workspace_id and t.id = f.topic_id
    where f.workspace_id = a.workspace_id and f.member_id = a.member_id and t.key = any(a.topics))`.execute(trx);
}

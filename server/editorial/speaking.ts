import { sql } from "kysely";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { notFound } from "../errors.ts";
import type { Db, Services } from "../ports.ts";
import { lockTopic, type Manager, membersAmong } from "../topics/change.ts";

/** Proposes that somebody speaks on a topic, or takes that back. What they answered stays with them: nobody is asked again who said no. */
export async function setSpeaker(
  { db }: Pick<Services, "db">,
  manager: Manager,
  { topic, member, speaks }: Body<"setSpeaker">,
): Promise<void> {
  const { workspaceId } = manager;
  await db.transaction().execute(async (trx) => {
    const { name } = await lockTopic(trx, workspaceId, topic);
    if ((await membersAmong(trx, workspaceId, [member])).length === 0) throw notFound();
    if (speaks)
      await trx
        .insertInto("speaker")
        .values({ workspace_id: workspaceId, topic_id: topic, member_id: member })
        .onConflict((clash) => clash.columns(["workspace_id", "topic_id", "member_id"]).doNothing())
        .execute();
    else
      await trx
        .deleteFrom("speaker")
        .where("workspace_id", "=", workspaceId)
        .where("topic_id", "=", topic)
        .where("member_id", "=", member)
        // A no is theirs to take back.
        .where(sql<boolean>`agrees is distinct from false`)
        .execute();
    await record(trx, {
      ...manager,
      action: speaks ? "member.speaker" : "member.unspeaker",
      subject: `member/${member}`,
      detail: { title: name },
    });
  });
}

/** On which topics somebody is asked to speak. */
export async function readSpeaking(
  db: Db,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<Reply<"mySpeaking">> {
  const { rows } = await sql<Reply<"mySpeaking">["rows"][number]>`
    select t.id as topic, t.name, s.agrees from speaker s join topic t on t.workspace_id = s.workspace_id and t.id = s.topic_id
    where s.workspace_id = ${workspaceId} and s.member_id = ${memberId} and t.archived_at is null order by lower(t.name), t.id`.execute(
    db,
  );
  return { rows };
}

/** Somebody's own answer; 404 where nobody asked. */
export async function answerSpeaking(
  { db }: Pick<Services, "db">,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  topic: string,
  agrees: boolean,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("speaker")
    .set((eb) => ({ agrees, answered_at: eb.fn<string>("clock_timestamp") }))
    .where("workspace_id", "=", workspaceId)
    .where("topic_id", "=", topic)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw notFound();
}

import { sql } from "kysely";
import type { Mode } from "#engine/mode.ts";
import { writeMode } from "../accounts/consent.ts";
import { record } from "../audit.ts";
import { invalid } from "../errors.ts";
import { retopic } from "../ledger/retopic.ts";
import type { Services, Trx } from "../ports.ts";
import { timeOf } from "../time/clock.ts";
import { lockTopic, type Manager } from "./change.ts";

/**
 * Makes a topic part of another. Its names lead there from now on, who followed it follows that one, and of what people chose for either the stricter holds:
 * joining two topics lets nothing out that its owner wanted to be asked about.
 */
export async function mergeTopic(
  { db }: Pick<Services, "db">,
  manager: Manager,
  id: string,
  into: string,
): Promise<void> {
  if (id === into) throw invalid([{ place: "body.into", message: "another topic than itself" }]);
  const { workspaceId } = manager;
  await db.transaction().execute(async (trx) => {
    // In one order, so that two merges do not lock each other out.
    for (const each of [id, into].toSorted()) await lockTopic(trx, workspaceId, each);
    const from = await lockTopic(trx, workspaceId, id);
    const to = await lockTopic(trx, workspaceId, into);
    await sql`insert into member_topic (workspace_id, member_id, topic_id) select workspace_id, member_id, ${into}::uuid from member_topic
      where workspace_id = ${workspaceId} and topic_id = ${id}::uuid on conflict do nothing`.execute(trx);
    await mergeChoices(trx, manager, from, to);
    await sql`update account set topics = (select array_agg(distinct case when x.key = ${from.key} then ${to.key} else x.key end) from unnest(topics) as x(key))
      where workspace_id = ${workspaceId} and ${from.key} = any(topics)`.execute(trx);
    await retopic(trx, { workspaceId, from: from.key, to: to.key });
    await trx
      .updateTable("topic_name")
      .set({ topic_id: into })
      .where("workspace_id", "=", workspaceId)
      .where("topic_id", "=", id)
      .execute();
    await trx.deleteFrom("topic").where("workspace_id", "=", workspaceId).where("id", "=", id).execute();
    await record(trx, { ...manager, action: "topic.merge", subject: `topic/${into}`, detail: { title: from.name } });
  });
}

type Named = { key: string; name: string };
type Chosen = { account_id: string; topic: string; mode: Mode; ends_at: string | null };

/** What held for either topic, account by account, in the order of their ids. */
async function mergeChoices(trx: Trx, { workspaceId }: Manager, from: Named, to: Named): Promise<void> {
  const { rows } = await sql<Chosen>`
    select account_id, topic, mode, ends_at from consent where workspace_id = ${workspaceId} and withdrawn_at is null and (ends_at is null or ends_at > now())
      and account_id in (select account_id from consent where workspace_id = ${workspaceId} and topic in (${from.key}, ${to.key}) and withdrawn_at is null)
      and topic in (${from.key}, ${to.key}, '') order by account_id`.execute(trx);
  const at = new Date(await timeOf(trx)).toISOString();
  for (const [accountId, chosen] of Map.groupBy(rows, (row) => row.account_id)) {
    const own = (topic: string, paused: boolean): Chosen | undefined =>
      chosen.find((row) => row.topic === topic && (row.mode === "paused") === paused);
    const held = (key: string): Mode => own(key, false)?.mode ?? own("", false)?.mode ?? "ask";
    const receipt = {
      at,
      by: "merge",
      words: `${from.name} → ${to.name}`,
    };
    const actor = { workspaceId, memberId: null };
    if (held(to.key) === "auto" && held(from.key) !== "auto")
      await writeMode(trx, actor, accountId, { mode: "ask", topic: to.key, under: true }, receipt);
    // Both let it out by themselves: until the nearer end.
    else if (held(to.key) === "auto") {
      const ends = [own(to.key, false), own(from.key, false), own("", false)].flatMap((row) => row?.ends_at ?? []);
      const until = ends.toSorted()[0];
      if (own(from.key, false) !== undefined || own(to.key, false) !== undefined)
        await writeMode(trx, actor, accountId, { mode: "auto", topic: to.key, under: true, until }, receipt);
    }
    const pauses = [own(to.key, true), own(from.key, true)].filter((row) => row !== undefined);
    const longest = pauses.some((row) => row.ends_at === null)
      ? undefined
      : pauses
          .map((row) => row.ends_at!)
          .toSorted()
          .at(-1);
    if (own(from.key, true) !== undefined)
      await writeMode(trx, actor, accountId, { mode: "paused", topic: to.key, until: longest }, receipt);
  }
  await sql`update consent set withdrawn_at = clock_timestamp() where workspace_id = ${workspaceId} and topic = ${from.key} and withdrawn_at is null`.execute(
    trx,
  );
}

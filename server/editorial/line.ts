import { sql } from "kysely";
import { ToneRules } from "#engine/tone.ts";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";

type Line = Reply<"editorialLine">;

/** The whole editorial line. A workspace has tens of each thing. */
export async function readLine(db: Db, workspaceId: string): Promise<Line> {
  const [audiences, objectives, aims, speakers, tones, own] = await Promise.all([
    sql<Line["audiences"][number]>`select a.id, a.name, a.description,
        array(select t.topic_id from audience_topic t where t.workspace_id = a.workspace_id and t.audience_id = a.id order by t.topic_id) as topics
      from audience a where a.workspace_id = ${workspaceId} order by a.place, a.created_at, a.id`.execute(db),
    db
      .selectFrom("objective")
      .select(["id", "name", "description"])
      .where("workspace_id", "=", workspaceId)
      .orderBy("place")
      .orderBy("created_at")
      .orderBy("id")
      .execute(),
    db
      .selectFrom("aim")
      .select(["audience_id as audience", "objective_id as objective", "note"])
      .where("workspace_id", "=", workspaceId)
      .orderBy("audience_id")
      .orderBy("objective_id")
      .execute(),
    sql<{ topic: string; id: string; name: string; agrees: boolean | null }>`
      select s.topic_id as topic, m.id, m.name, s.agrees from speaker s
      join member m on m.workspace_id = s.workspace_id and m.id = s.member_id and m.disabled_at is null
      where s.workspace_id = ${workspaceId} order by lower(m.name), m.id, s.topic_id`.execute(db),
    readTones(db, workspaceId),
    db
      .selectFrom("workspace")
      .select(["own_share", "own_sites"])
      .where("id", "=", workspaceId)
      .executeTakeFirstOrThrow(),
  ]);
  return {
    audiences: audiences.rows,
    objectives,
    aims,
    speakers: speakers.rows.map(({ topic, id, name, agrees }) => ({ topic, member: { id, name }, agrees })),
    tones,
    ownShare: own.own_share,
    ownSites: own.own_sites,
  };
}

/** How the workspace speaks: on all networks (empty name) first, then on those that say more. */
export async function readTones(db: Db, workspaceId: string): Promise<Line["tones"]> {
  const rows = await db
    .selectFrom("tone")
    .select(["network", "notes", "rules"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("network")
    .execute();
  return rows.map(({ network, notes, rules }) => ({ network, notes, rules: ToneRules.parse(rules) }));
}

import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { cutRows, type Paging, readMark, writeMark } from "../database/paging.ts";
import { notFound } from "../errors.ts";
import { findMembers } from "../members/search.ts";
import type { Db } from "../ports.ts";

type Team = Reply<"listTopics">["teams"][number];

/** The workspace's teams by name. */
export async function listTeams(db: Db, workspaceId: string): Promise<Team[]> {
  return db
    .selectFrom("team")
    .select(["id", "key", "name"])
    .where("workspace_id", "=", workspaceId)
    .orderBy(sql`lower(name)`)
    .orderBy("id")
    .execute();
}

/** Everybody, and whether they belong to a team, newest first; 404. */
export async function teamPeople(
  db: Db,
  workspaceId: string,
  id: string,
  { search, ...paging }: Paging & { search?: string | undefined },
): Promise<Reply<"teamPeople">> {
  const mark = readMark(paging.before);
  const team = await db
    .selectFrom("team")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!team) throw notFound();
  const called = search?.trim() ? await findMembers(db, workspaceId, search) : null;
  const { rows } = await sql<Reply<"teamPeople">["rows"][number] & { at: string }>`
    select m.id, m.name, m.place, b.member_id is not null as member, m.created_at as at from member m
    left join member_team b on b.workspace_id = m.workspace_id and b.member_id = m.id and b.team_id = ${id}::uuid
    where m.workspace_id = ${workspaceId} and m.disabled_at is null
      ${called === null ? sql`` : sql`and m.id = any(${called}::uuid[])`}
      ${mark ? sql`and (m.created_at, m.id) < (${mark.at}::timestamptz, ${mark.id}::uuid)` : sql``}
    order by m.created_at desc, m.id desc limit ${paging.limit + 1}`.execute(db);
  const page = cutRows(rows, paging.limit, (row) => writeMark({ at: row.at, id: row.id }));
  return {
    rows: page.rows.map(({ id: who, name, place, member }) => ({ id: who, name, place, member })),
    next: page.next,
  };
}

/** One team; 404. */
export async function oneTeam(db: Db, workspaceId: string, id: string): Promise<Team> {
  const team = (await listTeams(db, workspaceId)).find((each) => each.id === id);
  if (!team) throw notFound();
  return team;
}

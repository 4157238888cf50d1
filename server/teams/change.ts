import { sql } from "kysely";
import { topicWord } from "#engine/topic.ts";
import { record } from "../audit.ts";
import { conflict, forbidden, notFound, unprocessable } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";

type Who = { workspaceId: string; memberId: string };
type Needed = Pick<Services, "db">;

/** Nobody chooses among more. */
const most = 500;

/** Makes a team; 409 where one has or had that name. */
export async function createTeam({ db }: Needed, who: Who, name: string): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const id = await insertTeam(trx, who.workspaceId, name);
    if (id === null) throw taken(name);
    await record(trx, { ...who, action: "team.create", subject: `team/${id}`, detail: { title: name } });
    return id;
  });
}

const taken = (name: string) =>
  conflict("team_taken", {
    en: `There is a team “${name}” already, or one was called so before.`,
    fr: `Une équipe « ${name} » existe déjà, ou s’est appelée ainsi.`,
  });

/** Null where the name is taken. */
async function insertTeam(trx: Trx, workspaceId: string, name: string): Promise<string | null> {
  const teams = await namedTeams(trx, workspaceId);
  if (teams.has(topicWord(name))) return null;
  if (teams.size >= 2 * most)
    throw unprocessable("too_many_teams", { en: "There are too many teams.", fr: "Il y a trop d’équipes." });
  const made = await trx
    .insertInto("team")
    .values({ workspace_id: workspaceId, key: topicWord(name), name: name.trim() })
    .onConflict((clash) => clash.columns(["workspace_id", "key"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return made?.id ?? null;
}

/** Teams by their first and their present name. */
async function namedTeams(trx: Trx, workspaceId: string): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom("team")
    .select(["id", "key", "name"])
    .where("workspace_id", "=", workspaceId)
    .execute();
  return new Map(rows.flatMap(({ id, key, name }) => [[key, id] as const, [topicWord(name), id] as const]));
}

/** Calls a team otherwise. Maps name it by its first name, and go on. */
export async function renameTeam({ db }: Needed, who: Who, id: string, name: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const team = await findTeam(trx, who.workspaceId, id);
    const holder = (await namedTeams(trx, who.workspaceId)).get(topicWord(name));
    if (holder !== undefined && holder !== id) throw taken(name);
    await trx
      .updateTable("team")
      .set({ name })
      .where("workspace_id", "=", who.workspaceId)
      .where("id", "=", id)
      .execute();
    await record(trx, { ...who, action: "team.rename", subject: `team/${id}`, detail: { title: team.name } });
  });
}

export async function deleteTeam({ db }: Needed, who: Who, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const team = await findTeam(trx, who.workspaceId, id);
    await trx.deleteFrom("team").where("workspace_id", "=", who.workspaceId).where("id", "=", id).execute();
    await record(trx, { ...who, action: "team.delete", subject: `team/${id}`, detail: { title: team.name } });
  });
}

/** Puts people into a team and takes others out. */
export async function changePeople(
  { db }: Needed,
  who: Who,
  id: string,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await findTeam(trx, who.workspaceId, id);
    await sql`delete from member_team where workspace_id = ${who.workspaceId} and team_id = ${id}::uuid and member_id = any(${[...remove]}::uuid[])`.execute(
      trx,
    );
    await sql`insert into member_team (workspace_id, member_id, team_id) select workspace_id, id, ${id}::uuid from member
      where workspace_id = ${who.workspaceId} and id = any(${[...add]}::uuid[]) on conflict do nothing`.execute(trx);
    await record(trx, { ...who, action: "team.people", subject: `team/${id}` });
  });
}

/** Whether people choose their teams themselves. */
export async function openTeams({ db }: Needed, who: Who, open: boolean): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.updateTable("workspace").set({ teams_open: open }).where("id", "=", who.workspaceId).execute();
    const { workspaceId } = who;
    await record(trx, {
      ...who,
      action: "team.open",
      subject: `workspace/${workspaceId}`,
      detail: { answer: String(open) },
    });
  });
}

/** One's own place, and one's own teams where the workspace lets people choose. */
export async function placeMyself(
  { db }: Needed,
  who: Who,
  change: { place?: string | undefined; teams?: string[] | undefined },
): Promise<void> {
  const { workspaceId, memberId } = who;
  const { place, teams } = change;
  await db.transaction().execute(async (trx) => {
    if (place !== undefined)
      await trx
        .updateTable("member")
        .set({ place })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", memberId)
        .execute();
    if (teams !== undefined) {
      const { teams_open: open } = await trx
        .selectFrom("workspace")
        .select("teams_open")
        .where("id", "=", workspaceId)
        .executeTakeFirstOrThrow();
      if (!open)
        throw forbidden({
          en: "Teams are set by your managers here.",
          fr: "Ici, les équipes sont définies par vos responsables.",
        });
      await trx
        .deleteFrom("member_team")
        .where("workspace_id", "=", workspaceId)
        .where("member_id", "=", memberId)
        .execute();
      await sql`insert into member_team (workspace_id, member_id, team_id) select workspace_id, ${memberId}::uuid, id from team
        where workspace_id = ${workspaceId} and id = any(${teams}::uuid[])`.execute(trx);
    }
    await record(trx, { ...who, action: "member.self", subject: `member/${memberId}` });
  });
}

/** Puts somebody into teams by their names, as a list of people has them; a team that is not there yet is made. */
export async function putInTeams(trx: Trx, { workspaceId, memberId }: Who, names: readonly string[]): Promise<void> {
  const teams = await namedTeams(trx, workspaceId);
  for (const name of new Set(names.map((each) => each.trim()).filter(Boolean))) {
    const id = teams.get(topicWord(name)) ?? (await insertTeam(trx, workspaceId, name));
    if (id === null) continue;
    teams.set(topicWord(name), id);
    await trx
      .insertInto("member_team")
      .values({ workspace_id: workspaceId, member_id: memberId, team_id: id })
      .onConflict((clash) => clash.columns(["workspace_id", "member_id", "team_id"]).doNothing())
      .execute();
  }
}

async function findTeam(trx: Trx, workspaceId: string, id: string): Promise<{ name: string }> {
  const team = await trx
    .selectFrom("team")
    .select("name")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!team) throw notFound();
  return team;
}

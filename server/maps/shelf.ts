import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { type Actor, record } from "../audit.ts";
import { conflict, notFound } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { weekOf } from "./glance.ts";
import { findMap, readDocument } from "./row.ts";

type Needed = Pick<Services, "db">;
type Person = Actor & { memberId: string };

/** Folders of a workspace: tabs, not a tree. */
const mostFolders = 200;

/** The folders by name, and how many maps there are in each and in all. */
export async function listFolders(
  { db }: Needed,
  { workspaceId, memberId }: Pick<Person, "workspaceId" | "memberId">,
): Promise<Reply<"listFolders">> {
  const { rows } = await sql<Reply<"listFolders">["rows"][number]>`
    select f.id, f.name, (select count(*)::int from map m
      where m.workspace_id = f.workspace_id and m.folder_id = f.id and m.state <> 'archived') as maps
    from map_folder f where f.workspace_id = ${workspaceId} order by lower(f.name), f.id limit ${mostFolders}`.execute(
    db,
  );
  const { rows: counts } = await sql<{ all: number; archived: number; starred: number }>`
    select count(*) filter (where state <> 'archived')::int as all, count(*) filter (where state = 'archived')::int as archived,
      (select count(*)::int from map_star s join map m on m.workspace_id = s.workspace_id and m.id = s.map_id
        where s.workspace_id = ${workspaceId} and s.member_id = ${memberId} and m.state <> 'archived') as starred
    from map where workspace_id = ${workspaceId}`.execute(db);
  return { rows, ...counts[0]!, week: await weekOf(db, workspaceId) };
}

/** Throws 409 `folder_there`, and `folders_full` where there are too many for anybody to look through. */
export async function createFolder({ db }: Needed, actor: Actor, name: string): Promise<Reply<"createFolder">> {
  const { workspaceId } = actor;
  return await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      insert into map_folder (workspace_id, name) select ${workspaceId}, ${name}
      where (select count(*) from map_folder where workspace_id = ${workspaceId}) < ${mostFolders}
      on conflict (workspace_id, lower(name)) do nothing returning id`.execute(trx);
    const id = rows[0]?.id;
    if (id === undefined) throw await isThere(trx, workspaceId, name);
    await record(trx, { ...actor, action: "folder.create", subject: `folder/${id}`, detail: { name } });
    return { id, name, maps: 0 };
  });
}

async function isThere(trx: Trx, workspaceId: string, name: string): Promise<Error> {
  const { rows } = await sql`
    select from map_folder where workspace_id = ${workspaceId} and lower(name) = lower(${name})`.execute(trx);
  return rows.length > 0
    ? conflict("folder_there", {
        en: `There is a folder “${name}” already.`,
        fr: `Il y a déjà un dossier « ${name} ».`,
      })
    : conflict("folders_full", {
        en: `There are ${mostFolders} folders already. Delete one that nobody needs any more.`,
        fr: `Il y a déjà ${mostFolders} dossiers. Supprimez-en un dont personne n’a plus besoin.`,
      });
}

export async function renameFolder({ db }: Needed, actor: Actor, id: string, name: string): Promise<void> {
  const { workspaceId } = actor;
  await db.transaction().execute(async (trx) => {
    const was = await findFolder(trx, workspaceId, id);
    const { rows } = await sql`
      select from map_folder where workspace_id = ${workspaceId} and lower(name) = lower(${name}) and id <> ${id}`.execute(
      trx,
    );
    if (rows.length > 0) throw await isThere(trx, workspaceId, name);
    await sql`update map_folder set name = ${name} where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    const detail = { name, title: was.name };
    await record(trx, { ...actor, action: "folder.rename", subject: `folder/${id}`, detail });
  });
}

/** Its maps stay, outside of folders, those in the archive too. */
export async function deleteFolder({ db }: Needed, actor: Actor, id: string): Promise<void> {
  const { workspaceId } = actor;
  await db.transaction().execute(async (trx) => {
    const { name } = await findFolder(trx, workspaceId, id);
    await sql`update map set folder_id = null where workspace_id = ${workspaceId} and folder_id = ${id}`.execute(trx);
    await sql`delete from map_folder where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await record(trx, { ...actor, action: "folder.delete", subject: `folder/${id}`, detail: { name } });
  });
}

/** Held until the transaction ends: nobody puts a map into a folder that goes. 404 where there is none. */
async function findFolder(trx: Trx, workspaceId: string, id: string): Promise<{ name: string }> {
  const folder = await trx
    .selectFrom("map_folder")
    .select("name")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (folder === undefined) throw notFound();
  return folder;
}

type Change = { name?: string | undefined; folder?: string | null | undefined; starred?: boolean | undefined };

/**
 * Names a map, keeps it elsewhere, or stars it for the person who asks. A name stands in the drawing too, so that an open canvas hears of it
 * when it saves, as of any other change. Neither a star nor a folder changes the map: when it was changed stays.
 */
export async function changeMap({ db }: Needed, actor: Person, id: string, change: Change): Promise<void> {
  const { workspaceId, memberId } = actor;
  await db.transaction().execute(async (trx) => {
    // A folder before the map, as whoever deletes one locks them.
    const folder = change.folder == null ? null : await findFolder(trx, workspaceId, change.folder);
    const map = await findMap(trx, workspaceId, id, { lock: true });
    const subject = `map/${id}`;
    if (change.name !== undefined && change.name !== map.name) {
      await sql`
        update map set name = ${change.name}, draft = jsonb_set(draft, '{name}', to_jsonb(${change.name}::text)), revision = revision + 1,
          updated_at = clock_timestamp(), updated_by = ${memberId} where workspace_id = ${workspaceId} and id = ${id}`.execute(
        trx,
      );
      await record(trx, { ...actor, action: "map.rename", subject, detail: { name: change.name, title: map.name } });
    }
    if (change.folder !== undefined && change.folder !== map.folder_id) {
      await sql`update map set folder_id = ${change.folder} where workspace_id = ${workspaceId} and id = ${id}`.execute(
        trx,
      );
      const detail = { name: map.name, title: folder?.name ?? "", answer: folder === null ? "none" : "in" };
      await record(trx, { ...actor, action: "map.move", subject, detail });
    }
    if (change.starred === true)
      await sql`insert into map_star (workspace_id, member_id, map_id) values (${workspaceId}, ${memberId}, ${id}) on conflict do nothing`.execute(
        trx,
      );
    if (change.starred === false)
      await sql`delete from map_star where workspace_id = ${workspaceId} and member_id = ${memberId} and map_id = ${id}`.execute(
        trx,
      );
  });
}

/** A draft of one's own with all that the map's draft has. It was never published, so it runs at nobody's expense. Returns its id. */
export async function duplicateMap({ db }: Needed, actor: Person, id: string, name: string): Promise<string> {
  const { workspaceId, memberId } = actor;
  return await db.transaction().execute(async (trx) => {
    const map = await findMap(trx, workspaceId, id);
    const made = await trx
      .insertInto("map")
      .values({
        workspace_id: workspaceId,
        name,
        draft: JSON.stringify({ ...readDocument(map.draft), name }),
        folder_id: map.folder_id,
        created_by: memberId,
        updated_by: memberId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const detail = { name, title: map.name };
    await record(trx, { ...actor, action: "map.duplicate", subject: `map/${made.id}`, detail });
    return made.id;
  });
}

/**
 * Brings a map back from the archive. It stays paused until somebody lets it go on, whatever it was before: nobody is surprised by posts.
 * What was planned and is not out by then waits with it. Throws 404, and 409 `not_archived`.
 */
export async function returnMap({ db }: { db: Db }, actor: Actor, id: string): Promise<void> {
  const { workspaceId } = actor;
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ name: string }>`
      update map set state = case when live_version is null then 'draft' else 'paused' end, archived_at = null, finishes = false,
        paused_at = case when live_version is not null then clock_timestamp() end
      where workspace_id = ${workspaceId} and id = ${id} and state = 'archived' returning name`.execute(trx);
    const [map] = rows;
    if (map === undefined) {
      await findMap(trx, workspaceId, id);
      throw conflict("not_archived", {
        en: "This map is not in the archive.",
        fr: "Cette carte n’est pas dans les archives.",
      });
    }
    await record(trx, { ...actor, action: "map.return", subject: `map/${id}`, detail: { name: map.name } });
  });
}

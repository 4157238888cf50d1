import { sql } from "kysely";
import { eitherOf, lackOf, OwnLesson, partsOf } from "#engine/own-lesson.ts";
import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";
import type { Manager } from "../topics/change.ts";
import { lackSaid } from "./lack.ts";

/** Lessons of a company's own: more are not read. */
const most = 40;

type Row = {
  id: string;
  draft: OwnLesson;
  revision: number;
  live: number | null;
  required: boolean;
  last: number | null;
  changedAt: string;
};
const rowsOf = async (db: Db | Trx, workspaceId: string, id: string | null): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select l.id, l.draft, l.revision, l.live, l.required, l.changed_at as "changedAt",
      (select max(v.number) from own_lesson_version v where v.workspace_id = l.workspace_id and v.lesson_id = l.id) as last
    from own_lesson l where l.workspace_id = ${workspaceId} and (${id}::uuid is null or l.id = ${id}::uuid) order by l.made_at, l.id limit ${most}`.execute(
    db,
  );
  return rows;
};
const stateOf = ({ live, last }: Row) =>
  live !== null ? ("published" as const) : last === null ? ("draft" as const) : ("withdrawn" as const);

/** What people read of the company's own lessons, in the order in which they were made. */
export async function ownLessons(db: Db | Trx, workspaceId: string) {
  const { rows } = await sql<{ id: string; required: boolean; content: OwnLesson }>`
    select l.id, l.required, v.content from own_lesson l
    join own_lesson_version v on v.workspace_id = l.workspace_id and v.lesson_id = l.id and v.number = l.live
    where l.workspace_id = ${workspaceId} order by l.made_at, l.id limit ${most}`.execute(db);
  return rows.map(({ id, required, content }) => ({
    ...{ name: id, kind: "own" as const, required, minutes: content.minutes, parts: partsOf(content) },
    ...{ title: eitherOf(content, content.title), about: eitherOf(content, content.about) },
  }));
}

export async function listOwnLessons(db: Db, workspaceId: string): Promise<Reply<"listOwnLessons">> {
  return {
    rows: (await rowsOf(db, workspaceId, null)).map((row) => ({
      ...{ id: row.id, state: stateOf(row), required: row.required, changedAt: row.changedAt },
      title: eitherOf(row.draft, row.draft.title),
    })),
  };
}

/** Throws 404. */
export async function readOwnLesson(db: Db, workspaceId: string, id: string): Promise<Reply<"readOwnLesson">> {
  const [row] = await rowsOf(db, workspaceId, id);
  if (row === undefined) throw notFound();
  const { rows: versions } = await sql<{ number: number; at: string; by: string | null; content: OwnLesson }>`
    select v.number, v.published_at as at, m.name as by, v.content from own_lesson_version v
    left join member m on m.workspace_id = v.workspace_id and m.id = v.published_by
    where v.workspace_id = ${workspaceId} and v.lesson_id = ${id} order by v.number desc limit 20`.execute(db);
  return {
    ...{ id, content: row.draft, revision: row.revision, state: stateOf(row), live: row.live, required: row.required },
    versions,
  };
}

/** Throws 422 `too_many_lessons`. */
export async function createOwnLesson(db: Db, who: Manager, content: OwnLesson): Promise<Reply<"createOwnLesson">> {
  const { workspaceId } = who;
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      insert into own_lesson (workspace_id, draft) select ${workspaceId}::uuid, ${JSON.stringify(content)}::jsonb
      where (select count(*) from own_lesson where workspace_id = ${workspaceId}) < ${most} returning id`.execute(trx);
    const [made] = rows;
    if (made === undefined)
      throw unprocessable("too_many_lessons", {
        en: `There are ${most} lessons of your own already. Delete one that nobody needs.`,
        fr: `Vous avez déjà ${most} leçons. Supprimez-en une dont personne n’a besoin.`,
      });
    await usePictures(trx, workspaceId, made.id, content, false);
    await note(trx, who, "lesson.create", made.id, content);
    return { id: made.id };
  });
}

const note = (trx: Trx, who: Manager, action: string, id: string, { languages, title }: OwnLesson) =>
  record(trx, {
    ...who,
    action,
    subject: `lesson/${id}`,
    detail: { title: eitherOf({ languages }, title).fr },
  });

/** Its pictures are kept as long as it shows them; 422 for one that is not in this workspace's library. */
async function usePictures(trx: Trx, workspaceId: string, id: string, { parts }: OwnLesson, live: boolean) {
  const media = [...new Set(parts.flatMap((part) => (part.kind === "idea" ? (part.medium ?? []) : [])))];
  await sql`delete from own_lesson_medium where workspace_id = ${workspaceId} and lesson_id = ${id} and live = ${live}`.execute(
    trx,
  );
  const { numAffectedRows } = await sql`
    insert into own_lesson_medium (workspace_id, lesson_id, medium_id, live)
    select workspace_id, ${id}::uuid, id, ${live} from medium where workspace_id = ${workspaceId} and id = any(${media}::uuid[])`.execute(
    trx,
  );
  if (numAffectedRows !== BigInt(media.length))
    throw unprocessable("picture_gone", {
      en: "A picture of this lesson is not in the library any more. Choose another one.",
      fr: "Une image de cette leçon n’est plus dans la bibliothèque. Choisissez-en une autre.",
    });
}

/** Locked; throws 404, and 409 `changed_meanwhile` where somebody else saved since. */
async function lock(trx: Trx, workspaceId: string, id: string, revision?: number): Promise<Row> {
  await sql`select from own_lesson where workspace_id = ${workspaceId} and id = ${id} for update`.execute(trx);
  const [row] = await rowsOf(trx, workspaceId, id);
  if (row === undefined) throw notFound();
  if (revision !== undefined && row.revision !== revision)
    throw conflict("changed_meanwhile", {
      en: "Somebody else changed this lesson meanwhile. Copy what you wrote, and open it anew.",
      fr: "Quelqu’un d’autre a modifié cette leçon entre-temps. Copiez ce que vous avez écrit, et rouvrez-la.",
    });
  return row;
}

/** Saves the draft; what people read stays as it was published. */
export async function saveOwnLesson(
  db: Db,
  { workspaceId }: Manager,
  id: string,
  { revision, content }: { revision: number; content: OwnLesson },
): Promise<Reply<"saveOwnLesson">> {
  return db.transaction().execute(async (trx) => {
    await lock(trx, workspaceId, id, revision);
    await usePictures(trx, workspaceId, id, content, false);
    await sql`update own_lesson set draft = ${JSON.stringify(content)}::jsonb, revision = ${revision + 1}, changed_at = now()
      where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    return { revision: revision + 1 };
  });
}

/** Publishes the draft as the next version. Throws 422 `lesson_lacks`, which names the screen. Finished ones stay finished. */
export async function publishOwnLesson(db: Db, who: Manager, id: string, revision: number): Promise<void> {
  const { workspaceId, memberId } = who;
  await db.transaction().execute(async (trx) => {
    const row = await lock(trx, workspaceId, id, revision);
    const content = OwnLesson.parse(row.draft);
    const lack = lackOf(content);
    if (lack !== null) throw unprocessable("lesson_lacks", lackSaid(lack));
    const number = (row.last ?? 0) + 1;
    await usePictures(trx, workspaceId, id, content, true);
    await sql`insert into own_lesson_version (workspace_id, lesson_id, number, content, published_by)
      values (${workspaceId}, ${id}, ${number}, ${JSON.stringify(content)}::jsonb, ${memberId})`.execute(trx);
    await sql`update own_lesson set live = ${number} where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await note(trx, who, "lesson.publish", id, content);
  });
}

/** Takes it out of the list; what people finished of it stays finished, and counts for nothing while it is not there. */
export async function withdrawOwnLesson(db: Db, who: Manager, id: string): Promise<void> {
  const { workspaceId } = who;
  await db.transaction().execute(async (trx) => {
    const row = await lock(trx, workspaceId, id);
    if (row.live === null) return;
    await sql`update own_lesson set live = null where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await sql`delete from own_lesson_medium where workspace_id = ${workspaceId} and lesson_id = ${id} and live`.execute(
      trx,
    );
    await note(trx, who, "lesson.withdraw", id, row.draft);
  });
}

export async function requireOwnLesson(db: Db, who: Manager, id: string, required: boolean): Promise<void> {
  const { workspaceId } = who;
  await db.transaction().execute(async (trx) => {
    const row = await lock(trx, workspaceId, id);
    if (row.required === required) return;
    await sql`update own_lesson set required = ${required} where workspace_id = ${workspaceId} and id = ${id}`.execute(
      trx,
    );
    await note(trx, who, required ? "lesson.require" : "lesson.free", id, row.draft);
  });
}

/** Deletes it, with its versions and how far people came in it. */
export async function deleteOwnLesson(db: Db, who: Manager, id: string): Promise<void> {
  const { workspaceId } = who;
  await db.transaction().execute(async (trx) => {
    const row = await lock(trx, workspaceId, id);
    await sql`delete from training where workspace_id = ${workspaceId} and lesson = ${id}`.execute(trx);
    await sql`delete from own_lesson where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await note(trx, who, "lesson.delete", id, row.draft);
  });
}

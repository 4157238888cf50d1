import { sql } from "kysely";
import type { Written } from "#engine/written.ts";
import type { Reply } from "../api.ts";
import { cutRows, type Paging, readMark, writeMark } from "../database/paging.ts";
import { AppError, tooMany, unprocessable } from "../errors.ts";
import { maySee } from "../media/access.ts";
import { MediaError } from "../media/error.ts";
import type { Db, Services } from "../ports.ts";
import type { Who } from "./may.ts";
import { shownUrl } from "./row.ts";

/** Pictures and videos that a person brings in a day. */
const perDay = 300;

/** Stores a picture or video that somebody brings for entries. Throws AppError. */
export async function keepPicture(
  { db, media }: Pick<Services, "db" | "media">,
  { workspaceId, memberId }: Who,
  bytes: Uint8Array,
): Promise<Reply<"keepEntryPicture">> {
  if (bytes.byteLength === 0) throw unreadable();
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from upload
    where workspace_id = ${workspaceId} and member_id = ${memberId} and at > now() - interval '1 day'`.execute(db);
  if (rows[0]!.count >= perDay) throw tooMany(3600);
  const medium = await media.keep(workspaceId, Buffer.from(bytes)).catch((error: unknown) => {
    if (!(error instanceof MediaError)) throw error;
    throw new AppError(`media_${error.code}`, error.retry ? 503 : 422, error.text, { cause: error });
  });
  await sql`insert into upload (workspace_id, member_id, medium_id) values (${workspaceId}, ${memberId}, ${medium.id})
    on conflict (workspace_id, member_id, medium_id) do update set at = now()`.execute(db);
  const { id, kind, width, height, alt } = medium;
  return { id, kind, url: shownUrl(id), alt: alt ?? "", width, height };
}

type Row = Omit<Reply<"listEntryPictures">["rows"][number], "url">;

/** What may go into an entry, the last brought first: whoever draws maps sees everybody's, an ambassador their own. */
export async function listPictures(db: Db, who: Who, paging: Paging): Promise<Reply<"listEntryPictures">> {
  const { workspaceId, memberId, role } = who;
  const before = readMark(paging.before);
  const { rows } = await sql<Row>`
    select m.id, m.kind, m.width, m.height, coalesce(m.alt, '') as alt, u.at from upload u
    cross join lateral (select id, kind, width, height, alt from medium
      where workspace_id = ${workspaceId} and id = u.medium_id limit 1) m
    where u.workspace_id = ${workspaceId} and ${role === "ambassador" ? sql`u.member_id = ${memberId}` : sql`true`}
      and (${before === null} or (u.at, u.medium_id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
      -- What two brought is there once.
      and not exists (select from upload o where o.workspace_id = u.workspace_id and o.medium_id = u.medium_id and o.at > u.at
        and ${role === "ambassador" ? sql`o.member_id = ${memberId}` : sql`true`})
    order by u.at desc, u.medium_id desc limit ${paging.limit + 1}`.execute(db);
  const page = cutRows(rows, paging.limit, ({ at, id }) => writeMark({ at, id }));
  return { ...page, rows: page.rows.map((row) => ({ ...row, url: shownUrl(row.id) })) };
}

/** Nobody puts in, or gets to see by it, what they only know the name of. What is gone is told where it is checked. */
export async function mayUse(db: Db, who: Who, { media }: Written): Promise<void> {
  for (const { id } of media) {
    const there = await sql`select 1 from medium where workspace_id = ${who.workspaceId} and id = ${id}`.execute(db);
    if (there.rows.length > 0 && !(await maySee(db, who, id))) throw notTheirs();
  }
}

const unreadable = () =>
  unprocessable("no_picture", {
    en: "This is no picture or video. Choose another file.",
    fr: "Ce n’est ni une image ni une vidéo. Choisissez un autre fichier.",
  });
const notTheirs = () =>
  unprocessable("not_your_picture", {
    en: "Use pictures that you brought yourself.",
    fr: "Utilisez des images que vous avez apportées.",
  });

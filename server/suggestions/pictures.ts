import { sql } from "kysely";
import { contentOf } from "#engine/content.ts";
import { AppError, tooMany, unprocessable } from "../errors.ts";
import { MediaError } from "../media/error.ts";
import type { Db, Services } from "../ports.ts";
import { perDay } from "./kinds.ts";

type Who = { workspaceId: string; memberId: string };

/**
 * Stores a picture that somebody brings in: decoded and written anew, so that nothing but its pixels stays (no place, no camera, no
 * comment). Videos are kept as they are elsewhere, with all that phones write into them: none is taken here. Throws AppError.
 */
export async function keepPicture(
  { db, media }: Pick<Services, "db" | "media">,
  who: Who,
  bytes: Uint8Array,
): Promise<{ id: string; width: number | null; height: number | null }> {
  const { workspaceId, memberId } = who;
  if (bytes.byteLength === 0) throw unreadable();
  if (contentOf(Buffer.from(bytes)).kind === "video") throw noVideo();
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from suggestion_picture
    where workspace_id = ${workspaceId} and member_id = ${memberId} and at > now() - interval '1 day'`.execute(db);
  if (rows[0]!.count >= perDay.pictures) throw tooMany(3600);
  const medium = await media.keep(workspaceId, Buffer.from(bytes)).catch((error: unknown) => {
    if (!(error instanceof MediaError)) throw error;
    throw new AppError(`media_${error.code}`, error.retry ? 503 : 422, error.text, { cause: error });
  });
  await sql`insert into suggestion_picture (workspace_id, member_id, medium_id) values (${workspaceId}, ${memberId}, ${medium.id})
    on conflict (workspace_id, member_id, medium_id) do update set at = now()`.execute(db);
  return { id: medium.id, width: medium.width, height: medium.height };
}

/** Whether somebody brought in this picture themselves: nobody suggests, or gets to see, what they only know the name of. */
export async function broughtIn(db: Db, { workspaceId, memberId }: Who, mediumId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from suggestion_picture
    where workspace_id = ${workspaceId} and member_id = ${memberId} and medium_id = ${mediumId}`.execute(db);
  return rows.length > 0;
}

const unreadable = (): AppError =>
  unprocessable("no_picture", {
    en: "This is no picture. Take a photo, or choose one.",
    fr: "Ce n’est pas une image. Prenez une photo, ou choisissez-en une.",
  });
const noVideo = (): AppError =>
  unprocessable("no_video", {
    en: "Only pictures can be brought in here. Put a video where others can see it, and suggest its link.",
    fr: "Seules des images peuvent être apportées ici. Mettez la vidéo là où on peut la voir, et suggérez son lien.",
  });

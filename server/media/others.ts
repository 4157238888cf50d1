import { sql } from "kysely";
import { readItem } from "#engine/item.ts";
import type { PostMedium } from "#engine/post.ts";
import { AppError, notFound } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { MediaError } from "./error.ts";
import { knownMedia } from "./fetch.ts";

type Where = { workspaceId: string; deliveryId: number };
/** A picture of an item, by its place among them. */
type Other = { place: number; url: string; alt: string | null };

/** Pictures of one item that are offered at most: as many as a post holds. */
const most = 20;

/** The pictures of the item that a delivery is of, without those that its post shows already: any of them may take another's place. */
export async function otherPictures(db: Db, { workspaceId, deliveryId }: Where): Promise<Other[]> {
  const { rows } = await sql<{ data: unknown; shown: string[] }>`
    select i.data, array(select id#>>'{}' from jsonb_path_query(d.post, 'lax $.parts[*].media[*].id') as m(id)) as shown
    from delivery d join item i on i.workspace_id = d.workspace_id and i.seq = d.item_seq
    where d.workspace_id = ${workspaceId} and d.id = ${deliveryId}`.execute(db);
  const [row] = rows;
  if (row === undefined) return [];
  const pictures = readItem(row.data).media.flatMap(({ url, kind, alt }, place) =>
    kind === "picture" ? [{ place, url, alt: alt ?? null }] : [],
  );
  const known = await knownMedia(
    db,
    workspaceId,
    pictures.map(({ url }) => url),
  );
  return pictures
    .filter(
      ({ url }, at) => pictures.findIndex((one) => one.url === url) === at && !row.shown.includes(known.get(url) ?? ""),
    )
    .slice(0, most);
}

/**
 * Gets one of them, through the guard, and keeps it for the delivery: from then on its owner sees it, and may have it in the post. Throws 404, or 503
 * where it cannot be had just now.
 */
export async function takeOther(
  { db, media }: Pick<Services, "db" | "media">,
  { workspaceId, deliveryId, place }: Where & { place: number },
): Promise<PostMedium> {
  const other = (await otherPictures(db, { workspaceId, deliveryId })).find((one) => one.place === place);
  if (other === undefined) throw notFound();
  const { id, kind, type, width, height } = await media
    .fetch(workspaceId, other.url, { kind: "picture" })
    .catch((error: unknown) => {
      if (!(error instanceof MediaError)) throw error;
      throw new AppError(`media_${error.code}`, error.retry ? 503 : 422, error.text, { cause: error });
    });
  await sql`insert into medium_use (workspace_id, delivery_id, medium_id) values (${workspaceId}, ${deliveryId}, ${id}) on conflict do nothing`.execute(
    db,
  );
  return {
    ...{ id, kind, type },
    ...(other.alt === null ? {} : { alt: other.alt }),
    ...(width === null || height === null ? {} : { width, height }),
  };
}

/** Of these media those that are kept for a delivery. */
export async function keptFor(
  trx: Trx,
  { workspaceId, deliveryId }: Where,
  ids: readonly string[],
): Promise<PostMedium[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<
    Pick<PostMedium, "id" | "kind" | "type"> & { width: number | null; height: number | null }
  >`
    select m.id, m.kind, m.type, m.width, m.height from medium_use u join medium m on m.workspace_id = u.workspace_id and m.id = u.medium_id
    where u.workspace_id = ${workspaceId} and u.delivery_id = ${deliveryId} and u.medium_id = any(${[...ids]}::uuid[]) and m.kind = 'picture'`.execute(
    trx,
  );
  return rows.map(({ width, height, ...medium }) => ({
    ...medium,
    ...(width === null || height === null ? {} : { width, height }),
  }));
}

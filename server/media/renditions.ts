import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { MediumLimits } from "#engine/card.ts";
import type { FittedMedium } from "#engine/network.ts";
import { whyUnfit } from "#engine/video.ts";
import type { Db, Medium } from "../ports.ts";
import { getBlob, putBlob } from "./blobs.ts";
import { MediaError, mediaErrorOf, type MediaCode } from "./error.ts";
import { readMedium, type StoreServices } from "./store.ts";

/** Seconds that whoever makes a rendition has for it; longer than a conversion and its wait usually take. */
const lease = 90;
/** Milliseconds that others wait for it, and between two looks. */
const patience = 120_000;
const pause = 200;

type Row = {
  hash: Buffer | null;
  type: string | null;
  width: number | null;
  height: number | null;
  code: string | null;
  mine: boolean;
};

/** Limits in one spelling: equal ones share a rendition. */
export const spellLimits = ({ bytes, types, side, seconds, shortest }: MediumLimits): string =>
  [bytes, types.join(","), side ?? "", seconds ?? "", ...(shortest === undefined ? [] : [shortest])].join(" ");

/**
 * A medium as limits want it. Made once, whoever asks at the same time and in which process: the first one takes a lease on the
 * row, the others wait for what comes of it. That it cannot be made is kept as well. Throws MediaError.
 */
export async function fitted(
  services: StoreServices,
  workspaceId: string,
  id: string,
  limits: MediumLimits,
): Promise<FittedMedium> {
  const spelled = spellLimits(limits);
  const until = performance.now() + patience;
  do {
    const row = await take(services.db, workspaceId, id, spelled);
    if (row === null) throw new MediaError("not_kept");
    if (row.code !== null) throw mediaErrorOf(row.code);
    if (row.hash !== null) {
      const bytes = await getBlob(services.db, workspaceId, row.hash);
      if (bytes === null) throw new Error("The bytes of a rendition are gone");
      return { bytes, type: row.type ?? "", width: row.width, height: row.height };
    }
    if (row.mine) return make(services, workspaceId, id, limits);
    await sleep(pause);
  } while (performance.now() < until);
  throw new MediaError("busy");
}

/** The row of a rendition, and whether it is ours to make; null where the medium is gone. */
async function take(db: Db, workspaceId: string, id: string, limits: string): Promise<Row | null> {
  const found = await sql<Row>`
    select hash, type, width, height, code, false as mine from rendition
    where workspace_id = ${workspaceId} and medium_id = ${id} and limits = ${limits}
      and (hash is not null or code is not null or lease_until > clock_timestamp())`.execute(db);
  if (found.rows[0] !== undefined) return found.rows[0];
  const { rows } = await sql<Row>`
    insert into rendition (workspace_id, medium_id, limits, lease_until)
    select workspace_id, id, ${limits}, clock_timestamp() + make_interval(secs => ${lease}) from medium
    where workspace_id = ${workspaceId} and id = ${id}
    on conflict (workspace_id, medium_id, limits) do update set lease_until = excluded.lease_until
      where rendition.hash is null and rendition.code is null and rendition.lease_until <= clock_timestamp()
    returning hash, type, width, height, code, true as mine`.execute(db);
  if (rows[0] !== undefined) return rows[0];
  const there = await sql`select from medium where workspace_id = ${workspaceId} and id = ${id}`.execute(db);
  // Somebody else was quicker: look again.
  return there.rows.length === 0
    ? null
    : { hash: null, type: null, width: null, height: null, code: null, mine: false };
}

/** The lease is ours. A failure that may pass gives it back; one that will not is kept. */
async function make(
  services: StoreServices,
  workspaceId: string,
  id: string,
  limits: MediumLimits,
): Promise<FittedMedium> {
  const { db } = services;
  const row = sql`workspace_id = ${workspaceId} and medium_id = ${id} and limits = ${spellLimits(limits)}`;
  try {
    const found = await readMedium(db, workspaceId, id);
    if (found === null) throw new MediaError("not_kept");
    const { medium, bytes } = found;
    const made =
      medium.kind === "video"
        ? video(medium, bytes, limits)
        : await services.studio.convert(bytes, medium.type, limits);
    await db.transaction().execute(async (trx) => {
      const hash = await putBlob(trx, workspaceId, made.bytes);
      await sql`update rendition set hash = ${hash}, type = ${made.type}, width = ${made.width}, height = ${made.height},
        lease_until = null, made_at = now() where ${row}`.execute(trx);
    });
    return made;
  } catch (error) {
    const lasting: MediaCode | null = error instanceof MediaError && !error.retry ? error.code : null;
    await sql`update rendition set code = ${lasting}, lease_until = clock_timestamp() where ${row} and hash is null`.execute(
      db,
    );
    throw error;
  }
}

/** A video is taken as it is, or not at all: nothing is converted. */
function video(
  medium: Pick<Medium, "type" | "width" | "height" | "seconds">,
  bytes: Buffer,
  limits: MediumLimits,
): FittedMedium {
  const { type, width, height } = medium;
  const unfit = whyUnfit({ ...medium, bytes: bytes.length }, limits, "…");
  if (unfit !== null) throw new MediaError(unfit.code);
  return { bytes, type, width, height };
}

import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { OutboundError } from "../outbound/error.ts";
import type { Medium, Services } from "../ports.ts";
import { MediaError, mediaErrorOf, type MediaCode } from "./error.ts";
import { findMedia, keep, mostBytes, type StoreServices } from "./store.ts";

export type FetchServices = StoreServices & Pick<Services, "outbound">;

/** Of one request, redirects included. Only where a source says that it is a video is so much taken, and waited for. */
const limits = {
  picture: { bytes: mostBytes.picture, milliseconds: 20_000, redirects: 5 },
  video: { bytes: mostBytes.video, milliseconds: 60_000, redirects: 5 },
};
export type FetchOptions = {
  /** Asked for now, also where it is not yet worth it again. */ anew?: boolean;
  /** What its source says that it is; what it is, its bytes say. */ kind?: "picture" | "video";
};
/** Requests for one picture where its site cannot be reached, and milliseconds between them. */
const triesAtOnce = 2;
const pause = 1000;
/** Minutes until it is worth asking again, after the first, second, … failure in a row that may pass. */
const waits = [1, 5, 15, 60];
/** Minutes after one that will not pass by itself: the site's owner may put the picture back. */
const lasting = 24 * 60;

type Known = { medium_id: string | null; code: string | null; tries: number; due: boolean };

/**
 * The picture or video at an address. What was found there stands for as long as it is kept; that nothing was found stands until it is
 * worth asking again. Only the guarded client goes there. Throws MediaError.
 */
export async function fetchMedium(
  services: FetchServices,
  workspaceId: string,
  address: string,
  { anew = false, kind = "picture" }: FetchOptions = {},
): Promise<Medium> {
  const hash = createHash("sha256").update(address).digest();
  const known = await recall(services, workspaceId, hash);
  if (known?.medium_id != null) {
    const medium = (await findMedia(services.db, workspaceId, [known.medium_id], true)).get(known.medium_id);
    if (medium !== undefined) return medium;
  }
  if (known?.code != null && !known.due && !anew) throw mediaErrorOf(known.code);
  try {
    const medium = await keep(services, workspaceId, await download(services, address, kind), { address });
    await remember(
      services,
      { workspaceId, hash, address },
      { medium: medium.id, code: null, tries: 0, minutes: null },
    );
    return medium;
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    const tries = (known?.tries ?? 0) + 1;
    const minutes = error.retry ? (waits[Math.min(tries, waits.length) - 1] ?? lasting) : lasting;
    // That too much is going on here says nothing about the picture.
    if (error.code !== "busy")
      await remember(services, { workspaceId, hash, address }, { medium: null, code: error.code, tries, minutes });
    throw error;
  }
}

async function recall(services: FetchServices, workspaceId: string, hash: Buffer): Promise<Known | null> {
  const { rows } = await sql<Known>`
    select medium_id, code, tries, coalesce(again_at <= now(), false) as due from medium_address
    where workspace_id = ${workspaceId} and hash = ${hash}`.execute(services.db);
  return rows[0] ?? null;
}

/** What was found at each of these addresses, by its id; those at which nothing was are not among them. */
export async function knownMedia(
  db: FetchServices["db"],
  workspaceId: string,
  addresses: readonly string[],
): Promise<Map<string, string>> {
  const hashes = addresses.map((address) => createHash("sha256").update(address).digest());
  const { rows } = await sql<{ address: string; id: string }>`
    select address, medium_id as id from medium_address
    where workspace_id = ${workspaceId} and hash = any(${hashes}::bytea[]) and medium_id is not null`.execute(db);
  return new Map(rows.map(({ address, id }) => [address, id]));
}

type Place = { workspaceId: string; hash: Buffer; address: string };
type Found = { medium: string | null; code: MediaCode | null; tries: number; minutes: number | null };

async function remember(services: FetchServices, place: Place, found: Found): Promise<void> {
  await sql`
    insert into medium_address (workspace_id, hash, address, medium_id, code, tries, again_at)
    values (${place.workspaceId}, ${place.hash}, ${place.address}, ${found.medium}, ${found.code}, ${found.tries},
      now() + make_interval(mins => ${found.minutes}::int))
    on conflict (workspace_id, hash) do update set medium_id = excluded.medium_id, code = excluded.code, tries = excluded.tries,
      asked_at = now(), again_at = excluded.again_at`.execute(services.db);
}

async function download({ outbound }: FetchServices, address: string, kind: "picture" | "video"): Promise<Buffer> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await ask(outbound, address, kind);
    } catch (error) {
      if (!(error instanceof MediaError) || error.code !== "unreachable" || turn >= triesAtOnce) throw error;
      await sleep(pause);
    }
  }
}

/** Sites that offer several types are asked for one that is kept as it is. */
const accept = {
  picture: "image/jpeg, image/png, image/gif, image/webp;q=0.9, image/avif;q=0.5, video/mp4;q=0.5, */*;q=0.1",
  video: "video/mp4, video/*;q=0.5, */*;q=0.1",
};

async function ask(outbound: Services["outbound"], address: string, kind: "picture" | "video"): Promise<Buffer> {
  const asked = { headers: { accept: accept[kind] }, limits: limits[kind] };
  const reply = await outbound.read(address, asked).catch((error: unknown) => {
    if (!(error instanceof OutboundError)) throw error;
    throw new MediaError(refusals[error.code] ?? "unreachable", error);
  });
  if (reply.status === 200) return reply.body;
  if (reply.status === 404 || reply.status === 410) throw new MediaError("gone");
  throw new MediaError(reply.status === 429 || reply.status >= 500 ? "unreachable" : "refused");
}

const refusals: Partial<Record<OutboundError["code"], MediaCode>> = {
  too_big: "too_big",
  bad_url: "refused",
  blocked: "refused",
  redirect_loop: "refused",
  encoding: "refused",
};

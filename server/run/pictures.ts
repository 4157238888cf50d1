import { isBare } from "#engine/bare.ts";
import { ellipsis } from "#engine/cut.ts";
import type { Item, ItemMedium } from "#engine/item.ts";
import type { PostMedium } from "#engine/post.ts";
import type { Wanted } from "#engine/run.ts";
import type { Missing } from "../ledger/schedule.ts";
import { MediaError } from "../media/error.ts";
import { findMedia } from "../media/store.ts";
import type { Db, Medium, Services, Trx } from "../ports.ts";
import { ableAccounts } from "../networks/able.ts";
import { limitsOf } from "./fit.ts";

/** What was found at the addresses of items' pictures, as far as it was asked for; or why nothing was. */
export type Pictures = Map<string, Medium | MediaError>;

/** Pictures of items that are asked for at a time, and the milliseconds that all of one part of a run may take. */
const atOnce = 4;
const patience = 60_000;

/** What of its item's pictures a post shows, and what is in the way of more: it cannot be had, or the account may not post any. */
export type Shown = { media: PostMedium | null; trouble: MediaError | "scope" | null };
const nothing: Shown = { media: null, trouble: null };

/** A part of a run wants pictures that nobody asked for yet: they are fetched outside its transaction, and it begins anew. */
export class PicturesWanted extends Error {
  readonly addresses: readonly string[];
  constructor(addresses: Iterable<string>) {
    super("pictures are wanted first");
    this.addresses = [...addresses];
  }
}

/** The picture that stands for an item. */
export const pictureOf = (item: Item): ItemMedium | null => item.media.find(({ kind }) => kind === "picture") ?? null;

/** Asks for pictures, each once; what cannot be had within `most` milliseconds is left out. Never rejects because of a picture. */
export async function fetchPictures(
  services: Pick<Services, "media" | "log">,
  workspaceId: string,
  addresses: readonly string[],
  pictures: Pictures,
  most = patience,
): Promise<void> {
  const until = performance.now() + most;
  const queue = addresses.values();
  const work = async () => {
    for (const address of queue) {
      const found =
        performance.now() > until
          ? new MediaError("unreachable")
          : await services.media.fetch(workspaceId, address).catch((error: unknown) => {
              if (!(error instanceof MediaError)) throw error;
              services.log.info({ workspace: workspaceId, code: error.code }, "a picture could not be had");
              return error;
            });
      pictures.set(address, found);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, addresses.length) }, work));
}

/**
 * The media that go with each of a part's posts, by item and account. `hold`: they are about to be scheduled, and nobody prunes them
 * before the transaction ends. Throws PicturesWanted where some were never asked for.
 */
export async function showPictures(
  db: Db | Trx,
  services: Pick<Services, "nodes">,
  workspaceId: string,
  wanted: readonly Wanted[],
  pictures: Pictures,
  hold = true,
): Promise<(one: Wanted) => Shown> {
  const asking = wanted.filter(({ picture, item }) => picture !== null && pictureOf(item) !== null);
  if (asking.length === 0) return () => nothing;
  const able = await ableAccounts(db, services, workspaceId, [...new Set(asking.map(({ account }) => account.id))]);
  const shown = asking.filter(({ account }) => able.get(account.id) === true);
  const unasked = new Set(shown.map(({ item }) => pictureOf(item)!.url).filter((url) => !pictures.has(url)));
  if (unasked.size > 0) throw new PicturesWanted(unasked);
  const ids = shown.flatMap(({ item }) => idOf(pictures.get(pictureOf(item)!.url)) ?? []);
  const held = await findMedia(db, workspaceId, ids, hold);
  return ({ picture, item, account }) => {
    const told = picture === null ? null : pictureOf(item);
    const may = able.get(account.id);
    if (told === null || may === undefined) return nothing;
    if (!may) return { media: null, trouble: "scope" };
    const found = pictures.get(told.url);
    if (found instanceof MediaError) return { media: null, trouble: found };
    const medium = held.get(idOf(found) ?? "");
    if (medium?.kind !== "picture") return { media: null, trouble: new MediaError("not_media") };
    const limit = limitsOf(services.nodes.networks.get(account.network), account)?.alt ?? 0;
    return { media: postMedium(medium, told.alt, limit), trouble: null };
  };
}

const idOf = (found: Medium | MediaError | undefined): string | null =>
  found === undefined || found instanceof MediaError ? null : found.id;

export function postMedium(
  { id, kind, type, width, height }: Medium,
  alt: string | undefined,
  limit: number,
): PostMedium {
  const said = ellipsis(alt ?? "", limit);
  return {
    ...{ id, kind, type },
    ...(said === "" ? {} : { alt: said }),
    ...(width === null || height === null ? {} : { width, height }),
  };
}

/** What the ledger is to know of a picture that a post wants and does not have. */
export function missingOf({ picture, item }: Wanted, { trouble }: Shown): Missing | null {
  const told = pictureOf(item);
  if (picture === null || told === null || !(trouble instanceof MediaError)) return null;
  const { describe, missing, hours } = picture;
  // What has no words of its own says nothing without its picture.
  const waits = missing === "send" ? null : { hours, drops: missing === "drop" || isBare(item) };
  return { address: told.url, alt: told.alt ?? null, describe, code: trouble.code, waits };
}

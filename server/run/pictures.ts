import { isBare } from "#engine/bare.ts";
import { ellipsis } from "#engine/cut.ts";
import type { Limits } from "#engine/card.ts";
import type { Item, ItemMedium } from "#engine/item.ts";
import type { Publisher } from "#engine/node.ts";
import type { PostMedium } from "#engine/post.ts";
import type { Wanted } from "#engine/run.ts";
import { whyUnfit } from "#engine/video.ts";
import type { Missing } from "../ledger/schedule.ts";
import { MediaError } from "../media/error.ts";
import { findMedia, mostBytes } from "../media/store.ts";
import type { Db, Medium, Services, Trx } from "../ports.ts";
import { ableAccounts } from "../networks/able.ts";
import { limitsOf } from "./fit.ts";

/** What was found at the addresses of items' pictures and videos, as far as it was asked for; or why nothing was. */
export type Pictures = Map<string, Medium | MediaError>;
/** Addresses that are to be asked, and what their source says is there. */
export type Asked = ReadonlyMap<string, Medium["kind"]>;

/** Pictures of items that are asked for at a time, and the milliseconds that all of one part of a run may take. */
const atOnce = 4;
const patience = 60_000;

/**
 * What of its item's media a post shows, and what is in the way of more: the account may not post any, or the picture or video cannot be
 * had or does not fit its network.
 */
export type Shown = { media: PostMedium | null; trouble: Trouble | null };
export type Trouble = "scope" | { of: ItemMedium; kind: Medium["kind"]; error: MediaError };
const nothing: Shown = { media: null, trouble: null };

/** A part of a run wants pictures that nobody asked for yet: they are fetched outside its transaction, and it begins anew. */
export class PicturesWanted extends Error {
  readonly addresses: Asked;
  constructor(addresses: Asked) {
    super("pictures are wanted first");
    this.addresses = addresses;
  }
}

/** The picture that stands for an item. */
export const pictureOf = (item: Item): ItemMedium | null => item.media.find(({ kind }) => kind === "picture") ?? null;

/** The video that goes in its place where the target wants it and the account's network takes any. */
const videoOf = (
  { picture, item, account }: Wanted,
  limits: (account: Publisher) => Limits | null,
): ItemMedium | null =>
  picture?.videos === true && (limits(account)?.videos ?? 0) > 0
    ? (item.media.find(({ kind }) => kind === "video") ?? null)
    : null;

/** Asks for pictures, each once; what cannot be had within `most` milliseconds is left out. Never rejects because of a picture. */
export async function fetchPictures(
  services: Pick<Services, "media" | "log">,
  workspaceId: string,
  addresses: Asked,
  pictures: Pictures,
  most = patience,
): Promise<void> {
  const until = performance.now() + most;
  // Videos last: no picture waits for one.
  const queue = [...addresses].toSorted(([, one], [, two]) => one.localeCompare(two)).values();
  const work = async () => {
    for (const [address, kind] of queue) {
      const found =
        performance.now() > until
          ? new MediaError("unreachable")
          : await services.media.fetch(workspaceId, address, { kind }).catch((error: unknown) => {
              if (!(error instanceof MediaError)) throw error;
              services.log.info({ workspace: workspaceId, code: error.code }, `a ${kind} could not be had`);
              return error;
            });
      pictures.set(address, found);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, addresses.size) }, work));
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
  const limits = ({ network, terms }: Publisher) =>
    limitsOf(services.nodes.networks.get(network), terms === undefined ? {} : { terms });
  const toldOf = (one: Wanted) => [videoOf(one, limits), pictureOf(one.item)].filter((told) => told !== null);
  const asking = wanted.filter((one) => one.picture !== null && toldOf(one).length > 0);
  if (asking.length === 0) return () => nothing;
  const able = await ableAccounts(db, services, workspaceId, [...new Set(asking.map(({ account }) => account.id))]);
  const told = asking.filter(({ account }) => able.get(account.id) === true).flatMap(toldOf);
  const unasked = told.filter((medium) => !pictures.has(medium.url) && !isHuge(medium));
  if (unasked.length > 0) throw new PicturesWanted(new Map(unasked.map((medium) => [medium.url, kindOf(medium)])));
  const held = await findMedia(
    db,
    workspaceId,
    told.flatMap(({ url }) => idOf(pictures.get(url)) ?? []),
    hold,
  );
  return (one) => {
    const may = one.picture === null ? undefined : able.get(one.account.id);
    if (may === undefined) return nothing;
    if (!may) return toldOf(one).length === 0 ? nothing : { media: null, trouble: "scope" };
    const network = services.nodes.networks.get(one.account.network);
    const limit = limits(one.account);
    let trouble: Trouble | null = null;
    for (const told of toldOf(one)) {
      const found = isHuge(told) ? new MediaError("too_big") : pictures.get(told.url);
      const medium = found instanceof MediaError ? found : (held.get(idOf(found) ?? "") ?? new MediaError("not_media"));
      const fit = medium instanceof MediaError ? medium : fitOf(medium, kindOf(told), limit, network?.card.title ?? "");
      if (!(fit instanceof MediaError)) return { media: postMedium(fit, told.alt, limit?.alt ?? 0), trouble };
      trouble ??= { of: told, kind: kindOf(told), error: fit };
    }
    return { media: null, trouble };
  };
}

const kindOf = ({ kind }: ItemMedium): Medium["kind"] => (kind === "video" ? "video" : "picture");
/** Its source says that it is more than would be stored: nobody asks for it. */
const isHuge = (medium: ItemMedium): boolean => medium.kind === "video" && (medium.bytes ?? 0) > mostBytes.video;

/** What was found, where it is what was told of and fits; pictures are made to fit. */
function fitOf(medium: Medium, kind: Medium["kind"], limits: Limits | null, title: string): Medium | MediaError {
  if (medium.kind !== kind) return new MediaError("not_media");
  if (kind === "picture") return medium;
  const unfit = limits?.video === undefined ? null : whyUnfit(medium, limits.video, title);
  return unfit === null ? medium : new MediaError(unfit.code, undefined, unfit.text);
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

/** What the ledger is to know of a picture or video that a post wants and does not have. */
export function missingOf({ picture, item }: Wanted, { media, trouble }: Shown): Missing | null {
  if (picture === null || trouble === null || trouble === "scope") return null;
  const { of, kind, error } = trouble;
  const { describe, missing, hours } = picture;
  // A video that does not fit will not fit later; where a picture takes its place, nothing waits for it.
  const comes = kind === "picture" || (media === null && error.retry);
  // What has no words of its own says nothing without its picture.
  const waits = missing === "send" || !comes ? null : { hours, drops: missing === "drop" || isBare(item) };
  return { address: of.url, alt: of.alt ?? null, describe, code: error.code, kind, card: false, waits };
}

import { isBare } from "#engine/bare.ts";
import { ellipsis } from "#engine/cut.ts";
import type { Limits } from "#engine/card.ts";
import type { Item, ItemMedium } from "#engine/item.ts";
import type { Publisher } from "#engine/node.ts";
import { pageAddress } from "#engine/page.ts";
import type { PostMedium } from "#engine/post.ts";
import type { Wanted } from "#engine/run.ts";
import { whyUnfit } from "#engine/video.ts";
import type { Missing } from "../ledger/schedule.ts";
import { isReached } from "../feeds/picture.ts";
import { MediaError } from "../media/error.ts";
import { smallest } from "../pages/facts.ts";
import { findMedia, mostBytes } from "../media/store.ts";
import type { Db, Medium, Services, Trx } from "../ports.ts";
import { ableAccounts } from "../networks/able.ts";
import { type Fetched, FetchWanted } from "./fetched.ts";
import { limitsOf } from "./fit.ts";

/**
 * What of its item's media a post shows, and what is in the way of more: the account may not post any, its network could not fetch them from
 * here, or the picture or video cannot be had or does not fit its network.
 */
export type Shown = { media: PostMedium | null; trouble: Trouble | null };
export type Trouble = "scope" | "place" | { of: ItemMedium; kind: Medium["kind"]; error: MediaError; page: boolean };
const nothing: Shown = { media: null, trouble: null };

/** Of an item's media one that a post could show, and whether its page named it and not its source. `unread`: the page could not be read. */
type Told = { medium: ItemMedium; page: boolean; unread?: MediaError };

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

/** The page whose picture is wanted, where the item brings none. A repost shows what it reposts. */
const pageOf = ({ picture, item, shape }: Wanted): string | null =>
  picture?.page === true && shape.share !== "repost" && pictureOf(item) === null ? pageAddress(item.link) : null;

/** What a page that was asked for tells of its picture. */
function pagePicture(address: string | null, pages: Fetched["pages"]): Told | null {
  const page = address === null ? undefined : pages.get(address);
  if (address === null || page === undefined) return null;
  if (page instanceof MediaError) return { medium: { url: address, kind: "picture" }, page: true, unread: page };
  return page.picture === null ? null : { medium: page.picture, page: true };
}

/**
 * The media that go with each of a part's posts, by item and account. `hold`: they are about to be scheduled, and nobody prunes them
 * before the transaction ends. Throws FetchWanted where some, or the pages that know of them, were never asked for.
 */
export async function showPictures(
  db: Db | Trx,
  services: Pick<Services, "nodes" | "settings">,
  workspaceId: string,
  wanted: readonly Wanted[],
  { media, pages }: Fetched,
  hold = true,
): Promise<(one: Wanted) => Shown> {
  const limits = ({ network, terms }: Publisher) =>
    limitsOf(services.nodes.networks.get(network), terms === undefined ? {} : { terms });
  const toldOf = (one: Wanted): Told[] => {
    const own = [videoOf(one, limits), pictureOf(one.item)].filter((medium) => medium !== null);
    const page = pagePicture(pageOf(one), pages);
    return [...own.map((medium) => ({ medium, page: false })), ...(page === null ? [] : [page])];
  };
  const asking = wanted.filter((one) => one.picture !== null && (toldOf(one).length > 0 || pageOf(one) !== null));
  if (asking.length === 0) return () => nothing;
  const able = await ableAccounts(db, services, workspaceId, [...new Set(asking.map(({ account }) => account.id))]);
  const lost = unplaced(services);
  const may = asking.filter(({ account }) => able.get(account.id) === true && !lost(account.network));
  const told = may.flatMap(toldOf).filter(({ unread }) => unread === undefined);
  const unread = may.map(pageOf).filter((address) => address !== null && !pages.has(address));
  const unasked = told.filter(({ medium }) => !media.has(medium.url) && !isHuge(medium));
  if (unasked.length > 0 || unread.length > 0)
    throw new FetchWanted({
      media: new Map(unasked.map(({ medium }) => [medium.url, kindOf(medium)])),
      pages: new Set(unread.filter((address) => address !== null)),
    });
  const held = await findMedia(
    db,
    workspaceId,
    told.flatMap(({ medium }) => idOf(media.get(medium.url)) ?? []),
    hold,
  );
  return (one) => {
    const may = one.picture === null ? undefined : able.get(one.account.id);
    if (may === undefined) return nothing;
    if (lost(one.account.network)) return toldOf(one).length === 0 ? nothing : { media: null, trouble: "place" };
    if (!may) return toldOf(one).length === 0 ? nothing : { media: null, trouble: "scope" };
    const network = services.nodes.networks.get(one.account.network);
    const limit = limits(one.account);
    let trouble: Trouble | null = null;
    for (const { medium: of, page, unread } of toldOf(one)) {
      const found = unread ?? (isHuge(of) ? new MediaError("too_big") : media.get(of.url));
      const medium = found instanceof MediaError ? found : (held.get(idOf(found) ?? "") ?? new MediaError("not_media"));
      // Nobody put it there for a post to show: a page that has none of its own shows a sign.
      if (page && isSmall(medium)) continue;
      const fit = medium instanceof MediaError ? medium : fitOf(medium, kindOf(of), limit, network?.card.title ?? "");
      if (!(fit instanceof MediaError)) return { media: postMedium(fit, of.alt, limit?.alt ?? 0), trouble };
      trouble ??= { of, kind: kindOf(of), error: fit, page: page && unread !== undefined };
    }
    return { media: null, trouble };
  };
}

/** Networks that fetch pictures from here, and cannot. */
const unplaced =
  ({ nodes, settings }: Pick<Services, "nodes" | "settings">) =>
  (name: string): boolean =>
    nodes.networks.get(name)?.card.places === true && !isReached(settings, name);

const kindOf = ({ kind }: ItemMedium): Medium["kind"] => (kind === "video" ? "video" : "picture");
/** Its source says that it is more than would be stored: nobody asks for it. */
const isHuge = (medium: ItemMedium): boolean => medium.kind === "video" && (medium.bytes ?? 0) > mostBytes.video;

export const isSmall = (medium: Medium | MediaError): boolean =>
  medium instanceof MediaError
    ? medium.code === "too_small"
    : (medium.width ?? Infinity) < smallest || (medium.height ?? Infinity) < smallest;

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
  if (picture === null || trouble === null || typeof trouble === "string") return null;
  const { of, kind, error, page } = trouble;
  const { describe, missing, hours } = picture;
  // A video that does not fit will not fit later; where a picture takes its place, nothing waits for it.
  const comes = kind === "picture" || (media === null && error.retry);
  // What has no words of its own says nothing without its picture.
  const waits = missing === "send" || !comes ? null : { hours, drops: missing === "drop" || isBare(item) };
  return { address: of.url, alt: of.alt ?? null, describe, code: error.code, kind, card: false, page, waits };
}

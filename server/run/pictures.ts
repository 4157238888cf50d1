import { isBare } from "#engine/bare.ts";
import { ellipsis } from "#engine/cut.ts";
import type { Limits } from "#engine/card.ts";
import type { Item, ItemMedium } from "#engine/item.ts";
import type { MediaWish } from "#engine/media-wish.ts";
import type { Publisher } from "#engine/node.ts";
import { pageAddress } from "#engine/page.ts";
import type { PostMedium } from "#engine/post.ts";
import type { Wanted } from "#engine/run.ts";
import { whyUnfit } from "#engine/video.ts";
import type { Missing } from "../ledger/wanted.ts";
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
 * here, or a picture or video cannot be had or does not fit its network. Of several that cannot, the first is told, and how many they are.
 */
export type Shown = { media: readonly PostMedium[]; trouble: Trouble | null };
export type Trouble = "scope" | "place" | Lost;
type Lost = { of: ItemMedium; kind: Medium["kind"]; error: MediaError; page: boolean; count: number };
export const nothing: Shown = { media: [], trouble: null };

/** Of an item's media one that a post could show, and whether its page named it and not its source. `unread`: the page could not be read. */
type Told = { medium: ItemMedium; page: boolean; unread?: MediaError };

/** Pictures of one post at most, whatever its network takes: as many as a part holds. */
const mostPictures = 20;

/**
 * The pictures of an item that its post is to show, the first of which stands for it. Several where the target wants that of what the item
 * is, as many as the network takes (`taken`): none is asked for that would not go.
 */
export function picturesOf(item: Item, several: MediaWish["several"], taken: number): ItemMedium[] {
  const all = several === "all" || (several === "posts" && item.origin !== null);
  const own = item.media.filter(({ kind }) => kind === "picture");
  const each = own.filter(({ url }, index) => own.findIndex((other) => other.url === url) === index);
  return each.slice(0, all ? Math.max(1, Math.min(taken, mostPictures)) : 1);
}

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
  picture?.page === true && shape.share !== "repost" && picturesOf(item, undefined, 1).length === 0
    ? pageAddress(item.link)
    : null;

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
  /** A video stands alone: while it may still go, only the one picture is asked for that would take its place first. */
  const mayGo = (video: ItemMedium, { account }: Wanted): boolean => {
    const found = isHuge(video) ? new MediaError("too_big") : media.get(video.url);
    return found === undefined || !(fitOf(found, "video", limits(account), "") instanceof MediaError);
  };
  const toldOf = (one: Wanted): Told[] => {
    const video = videoOf(one, limits);
    const several = video !== null && mayGo(video, one) ? undefined : one.picture?.several;
    const own = picturesOf(one.item, several, limits(one.account)?.pictures ?? 1);
    const page = pagePicture(pageOf(one), pages);
    return [
      ...[...(video === null ? [] : [video]), ...own].map((medium) => ({ medium, page: false })),
      ...(page === null ? [] : [page]),
    ];
  };
  const asking = wanted.filter((one) => one.picture !== null && (toldOf(one).length > 0 || pageOf(one) !== null));
  if (asking.length === 0) return () => nothing;
  const able = await ableAccounts(db, services, workspaceId, [...new Set(asking.map(({ account }) => account.id))]);
  const lost = unplaced(services);
  const may = asking.filter(({ account }) => able.get(account.id) === true && !lost(account.network));
  // The first of each before the second of any: where the time is up, every post has one.
  const told = may
    .flatMap((one) => toldOf(one).map((each, at) => ({ ...each, at })))
    .filter(({ unread }) => unread === undefined)
    .toSorted((one, two) => one.at - two.at);
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
    if (lost(one.account.network)) return toldOf(one).length === 0 ? nothing : { media: [], trouble: "place" };
    if (!may) return toldOf(one).length === 0 ? nothing : { media: [], trouble: "scope" };
    const network = services.nodes.networks.get(one.account.network);
    const limit = limits(one.account);
    let trouble = null as Lost | null;
    const shown = new Map<string, PostMedium>();
    for (const { medium: of, page, unread } of toldOf(one)) {
      const found = unread ?? (isHuge(of) ? new MediaError("too_big") : media.get(of.url));
      const medium = found instanceof MediaError ? found : (held.get(idOf(found) ?? "") ?? new MediaError("not_media"));
      // Nobody put it there for a post to show: a page that has none of its own shows a sign.
      if (page && isSmall(medium)) continue;
      const fit = fitOf(medium, kindOf(of), limit, network?.card.title ?? "");
      if (!(fit instanceof MediaError)) {
        // The same picture at two addresses goes once, with the words of either.
        const same = shown.get(fit.id);
        if (same?.alt === undefined) shown.set(fit.id, postMedium(fit, of.alt, limit?.alt ?? 0));
        if (fit.kind === "video") break;
      } else if (trouble === null)
        trouble = { of, kind: kindOf(of), error: fit, page: page && unread !== undefined, count: 1 };
      else if (trouble.kind === kindOf(of)) trouble = { ...trouble, count: trouble.count + 1 };
    }
    return { media: [...shown.values()], trouble };
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
function fitOf(
  medium: Medium | MediaError,
  kind: Medium["kind"],
  limits: Limits | null,
  title: string,
): Medium | MediaError {
  if (medium instanceof MediaError) return medium;
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
  const comes = kind === "picture" || (media.length === 0 && error.retry);
  // What has no words of its own says nothing without its picture, where it has no other.
  const drops = missing === "drop" || (isBare(item) && media.length === 0);
  const waits = missing === "send" || !comes ? null : { hours, drops };
  return { address: of.url, alt: of.alt ?? null, describe, code: error.code, kind, card: false, page, waits };
}

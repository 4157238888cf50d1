import { allot } from "#engine/allotment.ts";
import { type Item, readItem } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { MediaWish } from "#engine/media-wish.ts";
import type { Publisher } from "#engine/node.ts";
import { mayRepost } from "#engine/repost.ts";
import { sampleAddress, withAddress, withSample } from "#engine/short-link.ts";
import type { Shape } from "#engine/thread.ts";
import { notFound } from "../errors.ts";
import { type Shortener, shortenerFor } from "../links/shorten.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { houseRules } from "../rules/house.ts";
import type { Fetched } from "../run/fetched.ts";
import { type Fitted, fitter } from "../run/fit.ts";
import { readWordings } from "../run/given.ts";
import { nothing, showPictures } from "../run/pictures.ts";

/** What an offer's posts are made of: the item as it reached the target, how a post of it is made, and the map that says so, as it is live. */
export type Making = {
  id: number;
  item: Item;
  shape: Shape;
  picture: MediaWish | null;
  mapId: string;
  node: string;
  version: number;
  runId: string;
  itemSeq: number | null;
  sourceId: string | null;
  /** The item's headline, as its source says it. */
  title: string;
  expiresAt: string;
  document: MapDocument;
};

/** Throws 404 where there is no such offer. */
export async function makingOf(db: Db | Trx, workspaceId: string, id: number): Promise<Making> {
  const row = await db
    .selectFrom("offer as o")
    .innerJoin("offer_item as i", (join) =>
      join.onRef("i.workspace_id", "=", "o.workspace_id").onRef("i.offer_id", "=", "o.id"),
    )
    .innerJoin("map as m", (join) => join.onRef("m.workspace_id", "=", "o.workspace_id").onRef("m.id", "=", "o.map_id"))
    .innerJoin("version as v", (join) =>
      join
        .onRef("v.workspace_id", "=", "m.workspace_id")
        .onRef("v.map_id", "=", "m.id")
        .onRef("v.number", "=", "m.live_version"),
    )
    .select([
      "o.id",
      "o.map_id as mapId",
      "o.node_id as node",
      "v.number as version",
      "o.run_id as runId",
      "v.document",
    ])
    .select(["o.item_seq as itemSeq", "o.source_id as sourceId", "o.title", "o.expires_at as expiresAt"])
    .select(["i.item", "i.shape", "i.picture"])
    .where("o.workspace_id", "=", workspaceId)
    .where("o.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  const { item, shape, picture, document, ...rest } = row;
  return {
    ...rest,
    item: readItem(item),
    // What this server wrote itself, in the form of the types (write.ts, versions).
    shape: shape as unknown as Shape,
    picture: picture as unknown as MediaWish | null,
    document: document as unknown as MapDocument,
  };
}

/** `fetched` null: words alone, for whoever only reads them. `link`: what people's own words carry in the place of the item's address. */
type Wanting = { fetched: Fetched | null; accounts: readonly Publisher[]; link?: { url: string } | null };

export type Way = "own" | "repost";
export type Composed = Fitted & Pick<ReturnType<Shortener["post"]>, "short"> & { wording?: string };

/**
 * Makes an offer's posts as a run would make them for accounts that it asks: the same engine, rules and links. Throws FetchWanted where pictures were
 * not asked for yet.
 */
export async function composer(
  db: Trx,
  services: Pick<Services, "nodes" | "settings">,
  workspaceId: string,
  making: Making,
  { fetched, accounts, link = null }: Wanting,
): Promise<(account: Publisher, way: Way) => Composed> {
  const { shape, picture } = making;
  const postFor = fitter(services.nodes.networks, await houseRules(db, workspaceId));
  const links = await shortenerFor(db, services as Services, workspaceId, making.document);
  const given = making.item.wordings === undefined ? new Map() : await readWordings(db, workspaceId, [making.item]);
  const sample = sampleAddress(services.settings.publicUrl);
  const byLink = (item: Item): Item => (link === null ? item : withSample(item, services.settings.publicUrl));
  const asked = accounts.map((account) => ({
    ...{ node: making.node, account, topic: "", picture },
    item: isHand(account) ? byLink(making.item) : links.item(making.item),
    shape: { ...shape, share: "own" as const },
  }));
  const worded = new Map(
    allot(asked, accounts, given).map(({ one, item, wording }) => [
      one.account.id,
      { item: item ?? one.item, wording },
    ]),
  );
  const shown =
    fetched === null || picture === null
      ? () => nothing
      : await showPictures(db, services, workspaceId, asked, fetched);
  return (account, way) => {
    const one = asked.find((each) => each.account.id === account.id)!;
    const { item, wording } = worded.get(account.id)!;
    const { media } = way === "repost" ? nothing : shown(one);
    const fitted = postFor(account, item, media, { ...shape, share: way }, picture?.describe);
    if (isHand(account))
      return { ...fitted, post: link === null ? fitted.post : withAddress(fitted.post, sample, link.url), short: null };
    return { ...fitted, ...links.post(account, item, fitted.post), ...(wording === null ? {} : { wording }) };
  };
}

/** Whether an account can pass the item on as it is there. */
export const canPass = ({ nodes }: Pick<Services, "nodes">, account: Publisher, { item }: Making): boolean =>
  mayRepost(nodes.networks.get(account.network)?.card, account, item);

const isHand = ({ id }: Publisher): boolean => id.startsWith("hand:");
/** Somebody who posts by their own hand on a network: no account of ours, with what the network's card allows. */
export const byHand = (network: string): Publisher => ({
  ...{ id: `hand:${network}`, ref: `${network}:`, network, handle: "", name: "" },
  ...{ member: null, topics: [], mode: "ask" as const },
});

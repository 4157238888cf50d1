import { firstPart } from "#engine/post.ts";
import { sql } from "kysely";
import { notFound } from "../errors.ts";
import type { Reply } from "../api.ts";
import { networkBases } from "../networks/bases.ts";
import type { Services } from "../ports.ts";
import { limitsOf } from "../run/fit.ts";
import { listPublishers } from "../run/publishers.ts";
import type { Publisher } from "#engine/node.ts";
import { webAddress } from "#engine/key.ts";
import { byHand, composer, type Making } from "./compose.ts";
import { type HandLink, handLink } from "./hand-link.ts";
import { holdsOn } from "./held.ts";
import { type Card, cardOf } from "./right.ts";
import { offersOf } from "./list.ts";
import { stands } from "./seen.ts";
import { ownOf, toldOf } from "./standing.ts";
import { type Facing, rowsOf } from "./views.ts";

type Who = { workspaceId: string; memberId: string };
type Detail = Reply<"getOffer">;

/** An offer with everything that sharing it needs; also one that has ended, so that whoever has it open is told. Throws 404. */
export async function readOffer(services: Services, who: Who, facing: Facing, id: number): Promise<Detail> {
  const { db, nodes } = services;
  const { workspaceId, memberId } = who;
  const [offer] = await offersOf(db, workspaceId, [id]);
  if (offer === undefined) throw notFound();
  const [row] = await rowsOf(services, who, facing, [offer]);
  const { rows } = await sql<{ ended: boolean; story: string }>`
    select not (${stands("o")}) as ended, o.story from offer o where o.workspace_id = ${workspaceId} and o.id = ${id}`.execute(
    db,
  );
  const { ended = true, story = "" } = rows[0] ?? {};
  const card = await cardOf(db, services, workspaceId, id);
  const making = card.asked;
  const own = (await listPublishers(db, workspaceId, { memberId })).filter(({ network }) =>
    nodes.networks.has(network),
  );
  const hands = handsOf(services);
  const link = ended ? null : await handLink(services, who, making, story);
  const texts = await textsOf(services, workspaceId, { card, own, hands, link });
  // What is held is said, and nothing of it given to be passed on by hand.
  const held = (await holdsOn(db, workspaceId))(making.item, texts.values());
  const kept = held === null ? {} : { summary: "", link: null, picture: null };
  const had = [...(await ownOf(db, who, offer.keys)).values()].flat();
  const settings = await paceOf(services, who);
  const limits = (network: string) => nodes.networks.get(network)?.card.limits;
  const accounts: Detail["accounts"] = [];
  for (const account of own) {
    const { id: accountId, network, handle, name } = account;
    const set = settings.get(accountId);
    const most = limitsOf(nodes.networks.get(network), account);
    if (set === undefined || most === null || held !== null) continue;
    const mine = had.findLast((one) => one.accountId === accountId);
    const { avatar, ...pace } = set;
    accounts.push({
      account: facing.face({ id: accountId, network, handle, name, avatar }),
      text: texts.get(accountId)!,
      limits: most,
      canRepost: await card.canPass(account),
      mine: mine === undefined ? null : { state: mine.state, network, at: mine.at },
      ...pace,
    });
  }
  return {
    ...row!,
    ...kept,
    ended,
    held: held !== null,
    why: held,
    told: (await toldOf(db, who, [id])).has(id),
    machine: making.item.machine !== undefined,
    accounts,
    ways: (held === null ? hands : []).map(({ network, ...way }) => {
      const most = limits(network) ?? way.limits;
      return { ...way, network, text: texts.get(byHand(network).id)!, limits: most };
    }),
    short: held === null ? (link?.url ?? null) : null,
    visits: link?.visits ?? 0,
    original: held === null ? originalOf(making) : null,
    files: held === null ? filesOf(making) : [],
  };
}

type Texts = { card: Card; own: readonly Publisher[]; hands: readonly Hand[]; link: HandLink | null };

/** The words for each account, by the offer of the card that it shares, and for each network by one's own hand; by their ids. */
async function textsOf(services: Services, workspaceId: string, { card, own, hands, link }: Texts) {
  const texts = new Map<string, string>();
  const byHands = hands.map(({ network }) => byHand(network));
  const groups = new Map<Making, Publisher[]>([[card.asked, byHands]]);
  for (const account of own) {
    const making = await card.for(account, "own");
    groups.set(making, [...(groups.get(making) ?? []), account]);
  }
  for (const [making, accounts] of groups) {
    const compose = await services.db
      .transaction()
      .execute((trx) => composer(trx, services, workspaceId, making, { fetched: null, accounts, link }));
    for (const account of accounts) texts.set(account.id, firstPart(compose(account, "own").post).text);
  }
  return texts;
}

/** Where an item is a post of a network, as far as a browser can go there. */
function originalOf({ item }: Making): Detail["original"] {
  const url = webAddress(item.origin?.url ?? "")?.href;
  return item.origin === null || url === undefined ? null : { network: item.origin.network, url };
}

/** Where people post by their own hand, by the networks' names: the page that takes words, else the one that takes an address. */
type Hand = Omit<Detail["ways"][number], "text">;
function handsOf({ nodes, settings }: Services): Hand[] {
  return [...nodes.sites.values()].flatMap((site): Hand[] => {
    const { name, title, home, intent, share, limits } = site.card;
    const base = { network: name, title, limits, server: null };
    if (intent === undefined)
      return share === undefined ? [] : [{ ...base, address: networkBases(settings, site, null).webBase + share }];
    // Where there is one server for all, it is the network's own: what is simulated has no such page.
    return home.federated
      ? [{ ...base, address: `https://{server}${intent}`, server: { label: home.label, example: home.example } }]
      : [{ ...base, address: site.webBase + intent }];
  });
}

async function paceOf({ db }: Services, { workspaceId, memberId }: Who) {
  const rows = await db
    .selectFrom("account")
    .select(["id", "avatar", "quiet_from as quietFrom", "quiet_to as quietTo", "daily_cap as dailyCap"])
    .where("workspace_id", "=", workspaceId)
    .where("member_id", "=", memberId)
    .where("state", "<>", "disconnected")
    .execute();
  return new Map(rows.map(({ id, ...pace }) => [id, pace]));
}

/** What of an item can be kept, by its place among its media. */
export const filesOf = ({ item }: Pick<Making, "item">): Detail["files"] =>
  item.media.map(({ url, kind, alt }, place) => ({ place, kind, name: nameOf(url, kind), alt: alt ?? null }));

function nameOf(url: string, kind: string): string {
  const last = decoded(URL.parse(url)?.pathname.split("/").at(-1) ?? "").replace(/[^\p{L}\p{N}._ -]+/gu, "-");
  return last === "" || last === "-" ? kind : last.slice(-80);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

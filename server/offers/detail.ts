import { firstPart } from "#engine/post.ts";
import { sql } from "kysely";
import { notFound } from "../errors.ts";
import type { Reply } from "../api.ts";
import { networkBases } from "../networks/bases.ts";
import type { Services } from "../ports.ts";
import { limitsOf } from "../run/fit.ts";
import { listPublishers } from "../run/publishers.ts";
import { byHand, canPass, composer, type Making, makingOf } from "./compose.ts";
import { offersOf } from "./list.ts";
import { stands } from "./seen.ts";
import { ownOf, toldOf } from "./standing.ts";
import { type Facing, rowsOf } from "./views.ts";

type Who = { workspaceId: string; memberId: string };
type Detail = Reply<"getOffer">;

/** An offer with everything that sharing it needs; also one that has ended, so that whoever has it open is told. Throws 404. */
export async function readOffer(services: Services, who: Who, facing: Facing, id: number): Promise<Detail> {
  const { db } = services;
  const { workspaceId, memberId } = who;
  const [offer] = await offersOf(db, workspaceId, [id]);
  if (offer === undefined) throw notFound();
  const [row] = await rowsOf(db, who, facing, [offer]);
  const { rows } = await sql<{ ended: boolean }>`
    select not (${stands("o")}) as ended from offer o where o.workspace_id = ${workspaceId} and o.id = ${id}`.execute(
    db,
  );
  const making = await makingOf(db, workspaceId, id);
  const own = (await listPublishers(db, workspaceId)).filter(
    ({ member, network }) => member === memberId && services.nodes.networks.has(network),
  );
  const hands = handsOf(services);
  const compose = await db.transaction().execute((trx) =>
    composer(trx, services, workspaceId, making, {
      fetched: null,
      accounts: [...own, ...hands.map(({ network }) => byHand(network))],
    }),
  );
  const had = (await ownOf(db, who, [offer.itemKey])).get(offer.itemKey) ?? [];
  const settings = await paceOf(services, who);
  const limits = (network: string) => services.nodes.networks.get(network)?.card.limits;
  return {
    ...row!,
    ended: rows[0]?.ended ?? true,
    told: (await toldOf(db, who, [id])).has(id),
    machine: making.item.machine !== undefined,
    accounts: own.flatMap((account) => {
      const { id: accountId, network, handle, name } = account;
      const set = settings.get(accountId);
      const most = limitsOf(services.nodes.networks.get(network), account);
      if (set === undefined || most === null) return [];
      const mine = had.findLast((one) => one.accountId === accountId);
      const { avatar, ...pace } = set;
      return {
        account: facing.face({ id: accountId, network, handle, name, avatar }),
        text: firstPart(compose(account, "own").post).text,
        limits: most,
        canRepost: canPass(services, account, making),
        mine: mine === undefined ? null : { state: mine.state, network, at: mine.at },
        ...pace,
      };
    }),
    ways: hands.flatMap(({ network, ...way }) => {
      const most = limits(network) ?? way.limits;
      return { ...way, network, text: firstPart(compose(byHand(network), "own").post).text, limits: most };
    }),
    files: filesOf(making),
  };
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

import { executeAhead } from "#engine/ahead.ts";
import { compile } from "#engine/compile.ts";
import { mayOverrule } from "#engine/reasons.ts";
import { record } from "../audit.ts";
import { campaignNow } from "../campaigns/now.ts";
import { conflict, notFound } from "../errors.ts";
import { sendAgain } from "../ledger/again.ts";
import { scheduleDeliveries } from "../ledger/schedule.ts";
import type { Wanted } from "../ledger/wanted.ts";
import { writeWordings } from "../ledger/wordings.ts";
import { shortenerFor, writeLinks } from "../links/shorten.ts";
import type { Services, Trx } from "../ports.ts";
import { houseRules } from "../rules/house.ts";
import { checkCron } from "../time/cron.ts";
import { feedsOf, wantedOf } from "./origins.ts";
import { writeUses } from "../media/uses.ts";
import { fitter } from "./fit.ts";
import { unanswered } from "./asked.ts";
import { type Fetched, FetchWanted, nothingFetched, unread, withFetched } from "./fetched.ts";
import { showPictures } from "./pictures.ts";
import { givenWordings } from "./given.ts";
import { toldBy } from "./told.ts";
import { listPublishers } from "./publishers.ts";
import { itemsOf, mapSources } from "./read.ts";
import { worder } from "./worded.ts";
import { timeOf } from "../time/clock.ts";

type Actor = { workspaceId: string; memberId: string };
type Dropped = NonNullable<Awaited<ReturnType<typeof findDrop>>>;

/**
 * A person's “send it all the same” for what the ledger let go, because the account has this item or this story already. The item goes
 * through the live version once more, for this target and account alone, and becomes a delivery of an occasion of its own: it waits for
 * its owner like any other. Once for each drop. Gives the new delivery's number; throws 404 or 409.
 */
export async function sendDrop(services: Services, actor: Actor, dropId: number): Promise<number> {
  const drop = await findDrop(services, actor.workspaceId, dropId);
  if (drop === undefined) throw notFound();
  if (drop.account_id === null || !mayOverrule(drop.code)) throw notThisOne();
  const known = await services.db
    .selectFrom("delivery")
    .select("id")
    .where("workspace_id", "=", actor.workspaceId)
    .where("account_id", "=", drop.account_id)
    .where("item_key", "=", drop.item_key)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  // What the account was given is sent once more as it was; what it never had is made anew.
  if (known !== undefined) return sendAgain(services.db, { ...actor, deliveryId: known.id, owner: false });
  const fetched = nothingFetched();
  const make = () =>
    services.db.transaction().execute(async (trx) => {
      const made = await makeAnew(trx, services, actor, drop, fetched);
      await record(trx, { ...actor, action: "delivery.again", subject: `delivery/${made}`, detail: { drop: dropId } });
      return made;
    });
  // Outside the transaction: nothing is fetched while the map's row is held.
  return withFetched(services, actor.workspaceId, fetched, make, { patience });
}

/** Milliseconds that whoever asked waits for a picture; what cannot be had by then is left out. */
const patience = 20_000;

function findDrop({ db }: Services, workspaceId: string, id: number) {
  return db
    .selectFrom("drop")
    .select(["id", "run_id", "map_id", "node_id", "item_seq", "item_key", "account_id", "code"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
}

async function makeAnew(
  trx: Trx,
  services: Services,
  { workspaceId }: Actor,
  drop: Dropped,
  fetched: Fetched,
): Promise<number> {
  const map = await trx
    .selectFrom("map as m")
    .innerJoin("version as v", (join) =>
      join
        .onRef("v.workspace_id", "=", "m.workspace_id")
        .onRef("v.map_id", "=", "m.id")
        .onRef("v.number", "=", "m.live_version"),
    )
    .select(["v.number", "v.document", "m.campaign_id as campaign"])
    .where("m.workspace_id", "=", workspaceId)
    .where("m.id", "=", drop.map_id)
    .where("m.state", "=", "live")
    .executeTakeFirst();
  const brand = map?.campaign == null ? null : ((await campaignNow(trx, workspaceId, map.campaign))?.brand ?? null);
  const plan = map === undefined ? null : compile(map.document, services.nodes, { checkCron, brand }).plan;
  const batch = drop.item_seq === null ? [] : await itemsOf(trx, workspaceId, [drop.item_seq]);
  if (map === undefined || plan === null || batch.length === 0) throw noLonger();
  const key = { workspaceId, mapId: drop.map_id, document: plan.document };
  const sources = new Map((await mapSources(trx, services.nodes, key)).map((source) => [source.source, source]));
  const now = await timeOf(trx);
  // Steps that keep items for later let this one pass.
  const accounts = (await listPublishers(trx, workspaceId)).filter(({ id }) => id === drop.account_id);
  const { result } = executeAhead(plan, {
    feeds: feedsOf(plan, batch, sources),
    now,
    states: {},
    accounts,
    process: services.nodes.process,
    expand: services.nodes.expand,
    ...toldBy(services, plan, accounts, fetched),
    given: await givenWordings(
      trx,
      services,
      workspaceId,
      plan,
      batch.map(({ item }) => item),
    ),
  });
  const pages = unread(result, fetched);
  const asks = unanswered(result, fetched);
  if (pages.length + asks.size > 0) throw new FetchWanted({ pages: new Set(pages), asks });
  const origin = new Map(batch.map((one) => [one.item.key, one]));
  const own = { ...result, wanted: result.wanted.filter(({ node }) => node === drop.node_id) };
  const shown = await showPictures(trx, services, workspaceId, own.wanted, fetched);
  const post = fitter(services.nodes.networks, await houseRules(trx, workspaceId));
  const links = await shortenerFor(trx, services, workspaceId, plan.document);
  const otherwise = worder(post, links);
  const wanted: Wanted[] = wantedOf(own, origin, new Set(), (one) => {
    const fitted = post(one.account, links.item(one.item), shown(one).media, one.shape, one.picture?.describe);
    const worded = one.whole === undefined ? {} : { wordings: () => otherwise(one, shown(one).media) };
    return { ...fitted, ...links.post(one.account, one.item, fitted.post), ...worded };
  });
  if (wanted.length === 0) throw noLonger();
  const scheduled = await scheduleDeliveries(trx, {
    workspaceId,
    mapId: drop.map_id,
    version: map.number,
    runId: drop.run_id,
    limits: plan.document.limits,
    now: new Date(now).toISOString(),
    wanted: wanted.slice(0, 1),
    occasion: `person:drop/${drop.id}`,
  });
  if (scheduled.numbers === null) throw twice();
  await writeUses(trx, workspaceId, scheduled.numbers);
  await writeLinks(trx, workspaceId, scheduled.numbers, wanted.slice(0, 1));
  await writeWordings(trx, workspaceId, scheduled.numbers, wanted.slice(0, 1));
  return scheduled.numbers.first;
}

const notThisOne = () =>
  conflict("not_overruled", {
    en: "A step of the map let this item go. Change the step, and the next items pass.",
    fr: "C’est une étape de la carte qui a écarté cette nouvelle. Modifiez l’étape, et les prochaines passeront.",
  });
const noLonger = () =>
  conflict("not_wanted", {
    en: "The map as it is live now would not send this item: it is paused, was changed, or the item is gone.",
    fr: "La carte telle qu’elle est en ligne n’enverrait pas cette nouvelle : la carte est en pause, a changé, ou la nouvelle n’existe plus.",
  });
const twice = () =>
  conflict("sent_again", {
    en: "This was sent all the same already. You find it among the deliveries.",
    fr: "Il a déjà été envoyé quand même. Vous le trouverez parmi les envois.",
  });

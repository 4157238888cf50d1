import { sql } from "kysely";
import type { Publisher } from "#engine/node.ts";
import { AppError, conflict, notFound, unprocessable } from "../errors.ts";
import { cancelDelivery } from "../ledger/cancel.ts";
import { type Change, edited, publishProposal } from "../ledger/proposals.ts";
import { recallProposal } from "../ledger/recall.ts";
import { holdShare, letGo } from "../ledger/shares.ts";
import type { Range, Wanted } from "../ledger/wanted.ts";
import { writeLinks } from "../links/shorten.ts";
import { writeUses } from "../media/uses.ts";
import type { Services, Trx } from "../ports.ts";
import { nothingFetched, type Fetched, withFetched } from "../run/fetched.ts";
import { listPublishers } from "../run/publishers.ts";
import { storyRule } from "../run/story-rule.ts";
import { byPerson } from "#engine/again.ts";
import { canPass, composer, type Making, type Way } from "./compose.ts";
import { cardOf } from "./right.ts";
import { stands } from "./seen.ts";

type Sharing = {
  workspaceId: string;
  memberId: string;
  offerId: number;
  accountId: string;
  way: Way;
  /** Other words than the map's. */
  text?: string | undefined;
  /** When it shall leave, ISO 8601; absent: as soon as it may. */
  dueAt?: string | undefined;
  undoSeconds?: number | undefined;
  /** Milliseconds since the epoch. */
  now: number;
};

/** The furthest that somebody plans a share ahead, days. */
export const furthest = 30;
const hour = 3_600_000;

/**
 * A person shares an offer with an account of their own: their tap is the yes, and everything else is asked of it as of any delivery (the charter, the
 * account's pace and quiet hours, the network's rules). Gives the delivery's number. What fails on the way leaves nothing behind. Throws 404 where
 * the account is not theirs, 409 with what is in the way.
 */
export async function shareOffer(services: Services, sharing: Sharing): Promise<number> {
  const { workspaceId, memberId, offerId, now, dueAt } = sharing;
  if (dueAt !== undefined && Date.parse(dueAt) > now + furthest * 24 * hour) throw tooFar();
  await seeStanding(services, workspaceId, offerId);
  const fetched = nothingFetched();
  const { id, made } = await withFetched(services, workspaceId, fetched, () =>
    services.db.transaction().execute((trx) => hold(trx, services, sharing, fetched)),
  );
  const change: Change = {
    ...(made || sharing.text === undefined ? {} : { text: sharing.text }),
    // A proposal that waits has words of its own: passed on is what stands beside them, or nothing.
    ...(made || sharing.way === "own" ? {} : { share: "repost" as const }),
    ...(dueAt === undefined ? {} : { dueAt }),
    undoSeconds: sharing.undoSeconds,
  };
  try {
    await publishProposal(services, { workspaceId, memberId, deliveryId: id, ...change });
  } catch (error) {
    // The other one of two taps was quicker, and has answered.
    if (made && error instanceof AppError && !(await letGo(services.db, { workspaceId, deliveryId: id }))) return id;
    throw error;
  }
  return id;
}

/** Takes the yes back while nothing has left. What was a proposal waits again; what was shared by hand is no more. */
export async function recallShare(
  services: Pick<Services, "db">,
  input: { workspaceId: string; memberId: string; deliveryId: number },
): Promise<void> {
  await recallProposal(services, input);
  const { rows } = await sql<{ occasion: string }>`
    select occasion from delivery where workspace_id = ${input.workspaceId} and id = ${input.deliveryId}`.execute(
    services.db,
  );
  if (rows[0]?.occasion.startsWith(`${byPerson}offer/`) === true) await cancelDelivery(services.db, input);
}

async function hold(trx: Trx, services: Services, sharing: Sharing, fetched: Fetched) {
  const { workspaceId, memberId, offerId, accountId, way, text, now, dueAt } = sharing;
  const [account] = (await listPublishers(trx, workspaceId, { memberId })).filter(({ id }) => id === accountId);
  if (account === undefined) throw notFound();
  const making = await (await cardOf(trx, services, workspaceId, offerId)).for(account, way);
  if (way === "repost" && !canPass(services, account, making)) throw noRepost();
  const compose = await composer(trx, services, workspaceId, making, { fetched, accounts: [account] });
  const composed = compose(account, way);
  const wanted = wantedFor(making, account, { ...composed, post: edited(composed.post, { text }) });
  const hours = Math.ceil(Math.max(0, dueAt === undefined ? 0 : Date.parse(dueAt) - now) / hour) + 24;
  const { id, made } = await holdShare(trx, {
    ...{ workspaceId, mapId: making.mapId, version: making.version, runId: making.runId },
    limits: { ...making.document.limits, hours },
    stories: await storyRule(trx, workspaceId, making.document),
    now: new Date(now).toISOString(),
    ...{ wanted, offer: making.id },
  });
  if (!made) return { id, made };
  const numbers: Range = { first: id, last: id };
  await writeUses(trx, workspaceId, numbers);
  await writeLinks(trx, workspaceId, numbers, [wanted]);
  return { id, made };
}

function wantedFor(
  making: Making,
  account: Publisher,
  { post, short, wording }: Pick<Wanted, "post"> & { short: Wanted["short"]; wording?: string },
): Wanted {
  const { item } = making;
  return {
    ...{
      node: making.node,
      accountId: account.id,
      network: account.network,
      itemKey: item.key,
      itemSeq: making.itemSeq,
    },
    ...{ itemTitle: making.title, post, short: short ?? null, link: item.link, source: making.sourceId, topic: "" },
    ...(item.anchored === true ? { anchored: true as const } : {}),
    ...(item.machine === undefined ? {} : { machine: item.machine }),
    ...(wording === undefined ? {} : { wording }),
  };
}

/** Throws 404 where there is no such offer, 409 where its time is over or its map was stopped. */
export async function seeStanding({ db }: Pick<Services, "db">, workspaceId: string, id: number): Promise<void> {
  const { rows } = await sql<{ stands: boolean }>`
    select ${stands("o")} as stands from offer o where o.workspace_id = ${workspaceId} and o.id = ${id}`.execute(db);
  if (rows[0] === undefined) throw notFound();
  if (!rows[0].stands) throw ended();
}

const ended = () =>
  conflict("offer_ended", {
    en: "This has ended: its time is over, or it was taken back.",
    fr: "Ce contenu a pris fin : son temps est écoulé, ou il a été retiré.",
  });
const tooFar = () =>
  unprocessable("too_far", {
    en: `Choose a day within the next ${furthest} days.`,
    fr: `Choisissez un jour dans les ${furthest} prochains jours.`,
  });
const noRepost = () =>
  unprocessable("no_repost", {
    en: "There is nothing to repost with this account.",
    fr: "Il n’y a rien à repartager avec ce compte.",
  });

import { sql } from "kysely";
import { byStep } from "#engine/again.ts";
import type { AccountKind } from "#engine/card.ts";
import { disclosureFor, HouseRules } from "#engine/house.ts";
import { hasLink } from "#engine/links.ts";
import { placeOfName } from "#engine/mentions.ts";
import type { Part, Post, PostMedium } from "#engine/post.ts";
import { forbids } from "#engine/rules.ts";
import { byHand } from "#engine/written.ts";
import { record } from "../audit.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import { keptFor } from "../media/others.ts";
import { readLimits } from "../networks/access.ts";
import type { Services, Trx } from "../ports.ts";
import { alikeRuling, saidElsewhere } from "./alike.ts";
import { forgetAnswer, noteAnswer, over, type Tap, wasAnsweredBy } from "./answered.ts";
import { checkHolds } from "./crisis.ts";
import { dueNow } from "./lanes.ts";
import { postOfRow, spellPost } from "./posts.ts";
import { otherOf } from "./reposts.ts";
import { moment } from "./sweeps.ts";
import { oneAfterAnother } from "./turns.ts";
import { waitsForOwner } from "./waits.ts";
import { inWording } from "./wordings.ts";

/** `at`: the moment where the database's own clock shall not be used (tests), ISO 8601. */
export type Answering = { workspaceId: string; memberId: string; deliveryId: number; at?: string } & Tap;

/**
 * The owner says yes, perhaps with other words: the delivery is due at once, or after the seconds in which that can be taken back (what goes out once more, not before its gap is over; what somebody wrote for a time, not before that). Whether the one who asks is the owner is checked
 * before. Throws 409 where it no longer waits, and `charter` where their yes to the charter is missing; 422 where the network's rules forbid the words.
 */
export async function publishProposal(
  services: Pick<Services, "db" | "nodes">,
  input: Answering & Change,
): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    // Who has which wording is settled one after the other.
    if (input.wording !== undefined) await oneAfterAnother(trx, input.workspaceId);
    const found = await lock(trx, input);
    if (await wasAnsweredBy(trx, input, "publish")) return;
    if (found.charter) throw noCharter();
    const other = input.wording !== undefined && input.share !== "repost" && input.wording !== found.wording;
    const said = other ? await inWording(trx, { ...input, wording: input.wording! }) : found.post;
    const post =
      input.share === "repost" ? await repostFor(trx, input) : edited(said, input, await othersFor(trx, input, said));
    await check(trx, services, found, post, input);
    await checkHolds(trx, input.workspaceId, found.title, post);
    // What was prepared for other words (a network may want the whole post written down) says those.
    const prepared = post === found.post ? sql`prepared` : sql`null`;
    const sooner = sql`greatest(${moment(input)} + make_interval(secs => ${input.undoSeconds ?? 0}), ${input.dueAt ?? null}::timestamptz)`;
    if (input.dueAt !== undefined && Date.parse(input.dueAt) >= Date.parse(found.expiresAt)) throw tooLate();
    const { rows } = await sql<{ accountId: string }>`
      update delivery set state = 'ready', reason_code = null, reason = null, approved_at = ${moment(input)}, approved_by = ${input.memberId},
        post = ${spellPost(post)}::jsonb, prepared = ${prepared}, ruled = null, wording = ${other ? input.wording! : sql`wording`},
        due_at = case when occasion like ${`${byStep}%`} or item_key like ${`${byHand}%`} then greatest(due_at, ${sooner}) else ${sooner} end
      where workspace_id = ${input.workspaceId} and id = ${input.deliveryId} and ${waitsForOwner()} and expires_at > ${moment(input)}
      returning account_id as "accountId"`.execute(trx);
    const [row] = rows;
    if (row === undefined) throw await over(trx, input);
    await noteAnswer(trx, input, "publish");
    await dueNow(trx, input.workspaceId, row.accountId, input);
    if (post !== found.post) await keepEarlier(trx, input, found);
    await note(trx, input, "proposal.publish", {
      edited: post !== said,
      ...(other ? { wording: true } : {}),
      ...(input.share === undefined ? {} : { share: input.share }),
    });
  });
}

/** The owner says no. Throws 409 where it no longer waits. */
export async function declineProposal(services: Pick<Services, "db">, input: Answering): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    if (await wasAnsweredBy(trx, input, "decline")) return;
    const { numAffectedRows } = await sql`
      update delivery set state = 'cancelled', reason_code = 'declined', reason = null, settled_at = ${moment(input)}
      where workspace_id = ${input.workspaceId} and id = ${input.deliveryId} and ${waitsForOwner()}`.execute(trx);
    if (numAffectedRows !== 1n) throw await over(trx, input);
    await noteAnswer(trx, input, "decline");
    await note(trx, input, "proposal.decline");
  });
}

/** The owner takes a no back: it waits again. Throws 409 where its time is over. */
export async function reconsiderProposal(services: Pick<Services, "db">, input: Answering): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update delivery set state = 'held', reason_code = 'consent', reason = null, settled_at = null
      where workspace_id = ${input.workspaceId} and id = ${input.deliveryId} and state = 'cancelled' and reason_code = 'declined'
        and expires_at > ${moment(input)}`.execute(trx);
    if (numAffectedRows !== 1n) throw await over(trx, input);
    await forgetAnswer(trx, input);
    await note(trx, input, "proposal.reconsider");
  });
}

/**
 * What somebody changed: other words, of the first part and of those after it; and which of its media go, in which order and with which
 * alternative texts ("": none).
 */
export type Change = {
  text?: string | undefined;
  rest?: readonly string[] | undefined;
  media?: readonly { id: string; alt: string }[] | undefined;
  /** Said in another of its item's wordings, which is what is changed then (wordings.ts). */
  wording?: string | undefined;
  /** Pass on what stands beside it, in its place; that has no words to change. */
  share?: "repost" | "own" | undefined;
  /** For how long it waits, so that the yes can be taken back (recall.ts). */
  undoSeconds?: number | undefined;
  /** When it shall leave, ISO 8601; quiet hours and the account's own pace may put it off further. Absent: as soon as it may. */
  dueAt?: string | undefined;
};

const tooLate = () =>
  unprocessable("too_late", {
    en: "At that time this post is over already. Choose an earlier one.",
    fr: "À ce moment-là, cette publication aura pris fin. Choisissez une heure plus proche.",
  });

/** The repost that is offered beside the post. Throws 422 where none is. */
async function repostFor(trx: Trx, input: Answering): Promise<Post> {
  const other = await otherOf(trx, input);
  if (other === null) throw noRepost();
  return other;
}
const noRepost = () =>
  unprocessable("no_repost", {
    en: "There is nothing to repost in place of this post.",
    fr: "Il n’y a rien à repartager à la place de ce message.",
  });

/** Pictures of its item that the owner had fetched for it, to stand in another's place. */
async function othersFor(trx: Trx, { workspaceId, deliveryId, media = [] }: Answering & Change, { parts }: Post) {
  const own = new Set((parts[0]?.media ?? []).map(({ id }) => id));
  return keptFor(
    trx,
    { workspaceId, deliveryId },
    media.flatMap(({ id }) => (own.has(id) ? [] : [id])),
  );
}

/** The post with the change: a new one, or itself where nothing is another. `others`: pictures that it may show besides its own. */
export function edited(post: Post, { text, rest = [], media }: Change, others: readonly PostMedium[] = []): Post {
  const words = [text, ...rest];
  const parts = post.parts.map((part, index) => {
    const said = reworded(part, words[index]?.trim() || part.text);
    return index === 0 && media !== undefined
      ? shownWith(said, chosen([...(part.media ?? []), ...others], media))
      : said;
  });
  return parts.every((part, index) => part === post.parts[index]) ? post : { ...post, parts };
}

/** An address that the person took out is not what it points to any more. */
function reworded(part: Part, text: string): Part {
  if (part.text === text) return part;
  const { link, card, mentions: named = [], ...own } = part;
  const mentions = named.filter((mention) => placeOfName(text, mention.text) !== -1);
  const kept = link !== undefined && (hasLink(text, link) || !hasLink(part.text, link));
  return {
    ...own,
    ...(kept ? { link, ...(card === undefined ? {} : { card }) } : {}),
    ...(mentions.length === 0 ? {} : { mentions }),
    text,
  };
}

function shownWith(part: Part, media: PostMedium[] | undefined): Part {
  if (JSON.stringify(media) === JSON.stringify(part.media)) return part;
  const { media: _, ...own } = part;
  return media === undefined ? own : { ...own, media };
}

/** Undefined where none is left. Nobody puts a picture into a post that is not its item's. */
function chosen(media: readonly PostMedium[], wanted: NonNullable<Change["media"]>): PostMedium[] | undefined {
  const left = new Map(media.map((medium) => [medium.id, medium]));
  const picked = wanted.map(({ id, alt }) => {
    const found = left.get(id);
    if (found === undefined) throw notItsPicture();
    left.delete(id);
    const { alt: _, ...medium } = found;
    const said = alt.trim();
    return { ...medium, ...(said === "" ? {} : { alt: said }) };
  });
  return picked.length === 0 ? undefined : picked;
}
const notItsPicture = () =>
  unprocessable("not_its_picture", {
    en: "This picture does not belong to the post.",
    fr: "Cette image ne fait pas partie du message.",
  });

/** What it would have said before stays, with who changed it; and what was prepared for that, until it is let go (leftovers.ts). */
export async function keepEarlier(
  trx: Trx,
  input: Answering,
  { post, prepared, wording }: Pick<Found, "post" | "prepared" | "wording">,
): Promise<void> {
  const { workspaceId, deliveryId, memberId } = input;
  await sql`insert into earlier_post (workspace_id, delivery_id, number, post, prepared, replaced_at, replaced_by, wording)
    select ${workspaceId}::uuid, ${deliveryId}::bigint, count(*) + 1, ${spellPost(post)}::jsonb,
      ${prepared === null ? null : JSON.stringify(prepared)}::jsonb, ${moment(input)}, ${memberId}::uuid, ${wording}
    from earlier_post where workspace_id = ${workspaceId} and delivery_id = ${deliveryId}`.execute(trx);
}

type Found = {
  post: Post;
  title: string;
  wording: string | null;
  prepared: unknown;
  accountId: string;
  /** Their yes to the company's charter is missing. */
  charter: boolean;
  network: string;
  kind: AccountKind;
  ownLimits: unknown;
  expiresAt: string;
  house: HouseRules;
};

async function lock(trx: Trx, input: Answering): Promise<Found> {
  const found = await trx
    .selectFrom("delivery as d")
    .innerJoin("account as a", (join) =>
      join.onRef("a.workspace_id", "=", "d.workspace_id").onRef("a.id", "=", "d.account_id"),
    )
    .innerJoin("workspace as w", "w.id", "d.workspace_id")
    .select(["d.post", "d.text", "d.link", "d.prepared", "d.account_id as accountId", "d.network", "a.kind", "w.rules"])
    .select(["d.wording", "d.item_title as title", "a.limits as ownLimits", "d.expires_at as expiresAt"])
    .select(sql<boolean>`ledger_charter(a.workspace_id, a.member_id)`.as("charter"))
    .where("d.workspace_id", "=", input.workspaceId)
    .where("d.id", "=", input.deliveryId)
    .forUpdate("d")
    .executeTakeFirst();
  if (found === undefined) throw notFound();
  const { rules, kind, ...rest } = found;
  // The column's check holds the kind to these.
  return { ...rest, post: postOfRow(found), kind: kind as AccountKind, house: HouseRules.parse(rules) };
}

const noCharter = () =>
  conflict("charter", {
    en: "First the charter: nothing goes out in your name before you have accepted the one that is in force.",
    fr: "D’abord la charte : rien ne part en votre nom avant que vous ayez accepté celle qui est en vigueur.",
  });

/** What the network's rules forbid of what is to be sent; what they only advise against was shown while it was written. */
async function check(
  trx: Trx,
  services: Pick<Services, "nodes">,
  { network, kind, ownLimits, accountId, house }: Found,
  post: Post,
  input: Answering,
): Promise<void> {
  const card = services.nodes.networks.get(network)?.card;
  if (card === undefined) return;
  const limits = readLimits(ownLimits) ?? card.limits;
  if (card.quotes !== true && post.parts.some(({ kind: is, text }) => is === "repost" && text.trim() !== ""))
    throw noWords(card.title);
  const longest = Math.max(
    0,
    ...post.parts.flatMap(({ media = [] }) => media).map(({ alt }) => [...(alt ?? "")].length),
  );
  if (limits.alt > 0 && longest > limits.alt) throw altTooLong(limits.alt);
  const about = { ...input, network, accountId, post };
  // Whether it is said already is looked at here too, so that the person hears it now; who says it first is settled when it is judged.
  const by =
    card.alike !== undefined && house.alike.hold
      ? (await saidElsewhere(trx, [about], house.alike.hours, input)).get(about.deliveryId)
      : undefined;
  const broken =
    forbids(card, post, { kind, mode: "ask", limits, ...disclosureFor(house) }) ??
    (by === undefined ? null : alikeRuling(card, house.alike, by));
  if (broken !== null) throw unprocessable(broken.code.replaceAll("-", "_"), broken.message);
}

const noWords = (network: string) =>
  unprocessable("repost_without_words", {
    en: `A repost on ${network} has no words of its own.`,
    fr: `Un repartage sur ${network} ne porte pas de texte.`,
  });

const altTooLong = (most: number) =>
  unprocessable("alt_too_long", {
    en: `The network takes ${most} characters of alternative text at most. Please shorten it.`,
    fr: `Le réseau accepte au plus ${most} caractères de texte alternatif. Merci de le raccourcir.`,
  });

function note(trx: Trx, input: Answering, action: string, detail: Record<string, unknown> = {}): Promise<void> {
  const { workspaceId, memberId, deliveryId } = input;
  return record(trx, { workspaceId, memberId, action, subject: `delivery/${deliveryId}`, detail });
}

import { sql } from "kysely";
import { record } from "../audit.ts";
import { conflict, notFound } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";
import type { LinkCard, Post } from "#engine/post.ts";
import { findMedia } from "../media/store.ts";
import { shortenAgain, writeLinks } from "../links/shorten.ts";
import { writeUses } from "../media/uses.ts";
import { postOfRow, spellPost } from "./posts.ts";
import { dueNow } from "./lanes.ts";
import type { Answering } from "./proposals.ts";
import { moment } from "./sweeps.ts";
import { tellAgain } from "./told.ts";

/** Hours that what is sent again has, as what is scheduled has by default. */
const hours = 24;

/**
 * A person's “send it all the same”: what this delivery said goes to its account once more, under an occasion of its own, however it
 * ended. Each delivery gives rise to one such occasion at most, so that two clicks are one post; the new one can be sent again in its turn.
 * `owner` true: whoever asks decides for the account, so that asking is the yes; else the new delivery waits for that as any other does.
 * Gives the new delivery's number. Throws 404, or 409 where the delivery has not ended or was sent again already.
 */
export async function sendAgain(db: Db, input: Answering & { owner: boolean }): Promise<number> {
  return db.transaction().execute((trx) => again(trx, input));
}

async function again(trx: Trx, input: Answering & { owner: boolean }): Promise<number> {
  const { workspaceId, memberId, deliveryId, owner } = input;
  const found = await trx
    .selectFrom("delivery as d")
    .innerJoin("account as a", (join) =>
      join.onRef("a.workspace_id", "=", "d.workspace_id").onRef("a.id", "=", "d.account_id"),
    )
    .select(["d.state", "d.account_id", "d.item_key", "a.state as account", "d.post", "d.text", "d.link"])
    .where("d.workspace_id", "=", workspaceId)
    .where("d.id", "=", deliveryId)
    .executeTakeFirst();
  if (found === undefined) throw notFound();
  if (!["published", "rejected", "cancelled", "expired"].includes(found.state)) throw onItsWay();
  if (found.account === "disconnected") throw noAccount();
  const kept = await withWhatIsKept(trx, workspaceId, postOfRow(found));
  const { post, short } = await shortenAgain(trx, workspaceId, { deliveryId, post: kept });
  const { rows } = await sql<{ id: number; state: string }>`
    insert into delivery (workspace_id, account_id, item_key, item_seq, occasion, map_id, version, run_id, node_id, network, topic, state, reason_code,
      text, link, post, item_title, created_at, due_at, expires_at, approved_at, approved_by, machine, campaign_id)
    select d.workspace_id, d.account_id, d.item_key, d.item_seq, 'person:delivery/' || d.id, d.map_id, coalesce(m.live_version, d.version), d.run_id, d.node_id,
      d.network, d.topic, case when h.hold is null then 'ready' else 'held' end, h.hold, d.text, d.link, ${spellPost(post)}::jsonb, d.item_title, ${moment(input)}, ${moment(input)},
      ${moment(input)} + make_interval(hours => ${hours}), case when ${owner} then ${moment(input)} end, case when ${owner} then ${memberId}::uuid end, d.machine, d.campaign_id
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    left join map m on m.workspace_id = d.workspace_id and m.id = d.map_id
    cross join lateral ledger_consent(d.workspace_id, d.account_id, d.topic, ${moment(input)}) c
    cross join lateral (select ledger_hold(a.state, c.mode, ${owner}, d.machine is not null, ledger_charter(d.workspace_id, a.member_id)) as hold) h
    where d.workspace_id = ${workspaceId} and d.id = ${deliveryId}
    on conflict (workspace_id, account_id, item_key, occasion) do nothing returning id, state`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw twice();
  await writeUses(trx, workspaceId, { first: row.id, last: row.id });
  await tellAgain(trx, workspaceId, found.item_key, row.id);
  const made = { accountId: found.account_id, itemKey: found.item_key, short };
  await writeLinks(trx, workspaceId, { first: row.id, last: row.id }, [made]);
  if (row.state === "ready") await dueNow(trx, workspaceId, found.account_id, input);
  await record(trx, {
    workspaceId,
    memberId,
    action: "delivery.again",
    subject: `delivery/${row.id}`,
    detail: { of: deliveryId },
  });
  return row.id;
}

/** The post with the media that are still there, held until they are written down as used: what nobody used for long is let go. */
async function withWhatIsKept(trx: Trx, workspaceId: string, post: Post): Promise<Post> {
  const ids = post.parts.flatMap(({ media = [], card }) =>
    [...media, ...(card?.picture === undefined ? [] : [card.picture])].map(({ id }) => id),
  );
  if (ids.length === 0) return post;
  const kept = await findMedia(trx, workspaceId, ids, true);
  return {
    ...post,
    parts: post.parts.map(({ media, ...whole }) => {
      const part = whole.card === undefined ? whole : { ...whole, card: keptCard(whole.card, kept) };
      const left = (media ?? []).filter(({ id }) => kept.has(id));
      return left.length === 0 ? part : { ...part, media: left };
    }),
  };
}

const onItsWay = () =>
  conflict("on_its_way", {
    en: "This one is not at its end yet: it waits, is being sent, or nobody knows yet what became of it.",
    fr: "Cet envoi n’est pas terminé : il attend, il est en cours, ou son issue n’est pas encore connue.",
  });
const noAccount = () =>
  conflict("no_account", {
    en: "The account is no longer connected.",
    fr: "Le compte n’est plus connecté.",
  });
const twice = () =>
  conflict("sent_again", {
    en: "This was sent again already. You find it among the deliveries.",
    fr: "Il a déjà été renvoyé. Vous le trouverez parmi les envois.",
  });

/** A card does without a picture that is gone. */
function keptCard({ picture, ...card }: LinkCard, kept: ReadonlyMap<string, unknown>): LinkCard {
  return picture === undefined || !kept.has(picture.id) ? card : { ...card, picture };
}

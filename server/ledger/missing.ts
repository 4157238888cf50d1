import { sql } from "kysely";
import type { Post, PostMedium } from "#engine/post.ts";
import { record } from "../audit.ts";
import { conflict } from "../errors.ts";
import { writeUses } from "../media/uses.ts";
import type { Db, Trx } from "../ports.ts";
import { endsAs } from "./ends.ts";
import { dueNow } from "./lanes.ts";
import { postOfRow, spellPost } from "./posts.ts";
import type { Answering } from "./proposals.ts";
import { waitsForLead } from "./reposts.ts";
import type { Range, Wanted } from "./wanted.ts";
import { moment, type SweepOptions } from "./sweeps.ts";

/** One that is asked for again. */
export type Awaited = {
  workspaceId: string;
  deliveryId: number;
  network: string;
  address: string;
  alt: string | null;
  describe: boolean;
  kind: "picture" | "video";
  /** It stands in the card of the link. */
  card: boolean;
  /** The address is that of the page whose picture is meant. */
  page: boolean;
  tries: number;
  /** The wait is over, whatever comes of this. */
  last: boolean;
};

/** Minutes between two tries; the last counts for all that follow. */
const waits = [1, 5, 15, 30];
/** Minutes before a delivery's own end at which its wait ends. */
const margin = 10;
/** Minutes after which a try is taken up again whose process died. */
const lease = 3;

/** Writes which deliveries go without a picture that they were to show, and which wait for it: of those between two numbers. */
export async function writeMissing(
  trx: Trx,
  workspaceId: string,
  numbers: Range,
  wanted: readonly Wanted[],
): Promise<void> {
  const rows = wanted.flatMap(({ accountId, itemKey, missing }) =>
    missing == null
      ? []
      : [{ a: accountId, k: itemKey, ...missing, hours: missing.waits?.hours, drops: missing.waits?.drops }],
  );
  if (rows.length === 0) return;
  await sql`
    insert into missing_picture (workspace_id, delivery_id, address, alt, describe, code, kind, card, page, drops, until, next_at)
    select d.workspace_id, d.id, x.address, x.alt, x.describe, x.code, x.kind, x.card, x.page, coalesce(x.drops, false),
      case when d.reason_code = 'picture' then least(d.created_at + make_interval(hours => x.hours), d.expires_at - make_interval(mins => ${margin})) end,
      case when d.reason_code = 'picture' then now() + make_interval(mins => ${waits[0]!}) end
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(a uuid, k text, address text, alt text, describe boolean, code text, kind text, card boolean, page boolean, hours int, drops boolean)
    join delivery d on d.workspace_id = ${workspaceId} and d.account_id = x.a and d.item_key = x.k
      and d.id between ${numbers.first} and ${numbers.last}
    on conflict do nothing`.execute(trx);
}

/** Takes pictures that are to be asked for again now, at most `limit`; nobody else gets them meanwhile. */
export async function takeAwaited(
  db: Db,
  limit: number,
  options: SweepOptions & { only?: { workspaceId: string; deliveryId: number } } = {},
): Promise<Awaited[]> {
  const { only = null } = options;
  const { rows } = await sql<Awaited>`
    update missing_picture m set next_at = ${moment(options)} + make_interval(mins => ${lease}), tries = m.tries + 1
    from delivery d where d.workspace_id = m.workspace_id and d.id = m.delivery_id and (m.workspace_id, m.delivery_id) in (
      select workspace_id, delivery_id from missing_picture where next_at is not null
        and case when ${only?.deliveryId ?? null}::bigint is null then next_at <= ${moment(options)}
          else workspace_id = ${only?.workspaceId ?? null}::uuid and delivery_id = ${only?.deliveryId ?? null}::bigint end
      order by next_at limit ${limit} for update skip locked)
    returning m.workspace_id as "workspaceId", m.delivery_id as "deliveryId", d.network, m.address, m.alt, m.describe, m.kind, m.card, m.page, m.tries,
      m.until <= ${moment(options)} as last`.execute(db);
  return rows;
}

/** It came: the post shows it, and goes on to where it would have been. */
export async function pictureCame(
  db: Db,
  awaited: Awaited,
  medium: PostMedium,
  options: SweepOptions = {},
): Promise<void> {
  await db.transaction().execute((trx) => goOn(trx, awaited, options, medium));
}

/** It did not come: it is asked for later, or its time is over. */
export async function pictureStayed(db: Db, awaited: Awaited, code: string, options: SweepOptions = {}): Promise<void> {
  const { workspaceId, deliveryId, tries, last } = awaited;
  await db.transaction().execute(async (trx) => {
    const minutes = waits[Math.min(tries, waits.length - 1)]!;
    const { rows } = await sql<{ drops: boolean }>`
      update missing_picture set code = ${code},
        next_at = case when ${last} then null else least(until, ${moment(options)} + make_interval(mins => ${minutes})) end
      where workspace_id = ${workspaceId} and delivery_id = ${deliveryId} and next_at is not null returning drops`.execute(
      trx,
    );
    const [row] = rows;
    if (row === undefined || !last) return;
    if (!row.drops) await goOn(trx, awaited, options);
    else
      await sql`update delivery set ${endsAs("cancelled", "no_picture")}, settled_at = ${moment(options)}
      where workspace_id = ${workspaceId} and id = ${deliveryId} and state = 'held' and reason_code = 'picture'`.execute(
        trx,
      );
  });
}

/** There is none to wait for: its page was read by now, and names no picture. The post goes on as one of which the item has none. */
export async function pictureNone(db: Db, awaited: Awaited, options: SweepOptions = {}): Promise<void> {
  const { workspaceId, deliveryId } = awaited;
  await db.transaction().execute(async (trx) => {
    await goOn(trx, awaited, options);
    await sql`delete from missing_picture where workspace_id = ${workspaceId} and delivery_id = ${deliveryId}`.execute(
      trx,
    );
  });
}

/** Somebody does not want to wait for the picture any more. Throws 409 where the delivery does not. */
export async function goWithout(db: Db, input: Answering): Promise<void> {
  const { workspaceId, memberId, deliveryId } = input;
  await db.transaction().execute(async (trx) => {
    if (!(await goOn(trx, { workspaceId, deliveryId }, input))) throw noWait();
    await record(trx, { workspaceId, memberId, action: "delivery.without", subject: `delivery/${deliveryId}` });
  });
}

export const noWait = () =>
  conflict("no_wait", {
    en: "This delivery does not wait for a picture, or no longer.",
    fr: "Cet envoi n’attend pas d’image, ou n’en attend plus.",
  });

/** Ends the wait: with the picture where one came. What its account or owner still wants is asked as of any other. False where it did not wait. */
async function goOn(
  trx: Trx,
  { workspaceId, deliveryId }: { workspaceId: string; deliveryId: number },
  options: SweepOptions,
  medium?: PostMedium,
): Promise<boolean> {
  const found = await trx
    .selectFrom("delivery as d")
    .innerJoin("missing_picture as m", (join) =>
      join.onRef("m.workspace_id", "=", "d.workspace_id").onRef("m.delivery_id", "=", "d.id"),
    )
    .select(["d.post", "d.text", "d.link", "m.describe", "m.card"])
    .where("d.workspace_id", "=", workspaceId)
    .where("d.id", "=", deliveryId)
    .where("d.state", "=", "held")
    .where("d.reason_code", "=", "picture")
    .forUpdate("d")
    .executeTakeFirst();
  await sql`update missing_picture set next_at = null where workspace_id = ${workspaceId} and delivery_id = ${deliveryId}`.execute(
    trx,
  );
  if (found === undefined) return false;
  const post = withMedium(postOfRow(found), medium, found);
  const { rows } = await sql<{ account: string; state: string }>`
    with choice as (
      select coalesce(${waitsForLead}, ledger_hold(a.state, c.mode, d.approved_at is not null, d.machine is not null, ledger_charter(d.workspace_id, a.member_id))) as hold from delivery d
      join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      cross join lateral ledger_consent(d.workspace_id, d.account_id, d.topic, ${moment(options)}) c
      where d.workspace_id = ${workspaceId} and d.id = ${deliveryId})
    update delivery d set state = case when choice.hold is null then 'ready' else 'held' end, reason_code = choice.hold, reason = null,
      post = ${spellPost(post)}::jsonb, ruled = null, due_at = greatest(d.due_at, ${moment(options)})
    from choice where d.workspace_id = ${workspaceId} and d.id = ${deliveryId}
    returning d.account_id as account, d.state`.execute(trx);
  if (medium !== undefined) {
    await sql`delete from missing_picture where workspace_id = ${workspaceId} and delivery_id = ${deliveryId}`.execute(
      trx,
    );
    await writeUses(trx, workspaceId, { first: deliveryId, last: deliveryId });
  }
  const [row] = rows;
  if (row?.state === "ready") await dueNow(trx, workspaceId, row.account, options);
  return true;
}

function withMedium(post: Post, medium: PostMedium | undefined, at: { describe: boolean; card: boolean }): Post {
  const [first, ...rest] = post.parts;
  if (first === undefined || medium === undefined) return post;
  const described = at.describe ? { describe: true as const } : {};
  const { card, ...bare } = first;
  // A card holds one picture: with a second, both stand in the post and win over it (engine/link-card.ts).
  if (at.card && card !== undefined && card.picture === undefined)
    return { ...post, parts: [{ ...first, card: { ...card, picture: medium } }, ...rest] };
  const others = [...(card?.picture === undefined ? [] : [card.picture]), ...(first.media ?? [])];
  // The same picture at two addresses goes once; another one stands after those that were there in time.
  if (others.some(({ id }) => id === medium.id)) return post;
  return { ...post, parts: [{ ...bare, media: [...others, medium], ...described }, ...rest] };
}

import type { AccountKind } from "#engine/card.ts";
import { sql } from "kysely";
import { looksNeeded, lookSince, type Said } from "#engine/lookup.ts";
import type { Seen } from "#engine/network.ts";
import { firstPart } from "#engine/post.ts";
import { passedOn } from "#engine/repost.ts";
import type { Claimed, Look } from "#engine/reconcile.ts";
import { record } from "../audit.ts";
import type { Db } from "../ports.ts";
import { foundThere } from "./found.ts";
import { type PostColumns, postOfRow } from "./posts.ts";

type Row = Pick<Claimed, "workspaceId" | "accountId" | "deliveryId" | "epoch" | "network" | "now"> &
  PostColumns & {
    part: number;
    gates: number[] | null;
    lostSince: number | null;
    lostUntil: number | null;
    lostAt: number;
    lookedAt: number | null;
    absent: number;
    expiresAt: number;
    kind: AccountKind;
    keyless: boolean;
  };

/** `at`: the moment where the database's own clock shall not be used (tests). `hold`: milliseconds that a claim lasts (120,000). */
type Options = { at?: string; hold?: number };
const moment = ({ at }: Options) => sql`coalesce(${at ?? null}::timestamptz, now())`;
const milliseconds = (column: string) => sql`(extract(epoch from ${sql.raw(column)}) * 1000)::float8`;

/**
 * Claims lost answers that may be due for a look, oldest look first: `lease_until` of an `unknown` says when somebody may look again,
 * and a claim puts it two minutes off. Two workers never claim one at a time.
 */
export async function claimLost(db: Db, limit: number, options: Options = {}): Promise<Claimed[]> {
  const { rows } = await sql<Row>`
    with picked as (
      select workspace_id, id from delivery where state = 'unknown' and reason_code is distinct from 'ask_person'
        and (lease_until is null or lease_until <= ${moment(options)})
      order by looked_at nulls first limit ${limit} for update skip locked
    )
    update delivery d set lease_until = ${moment(options)} + make_interval(secs => ${(options.hold ?? 120_000) / 1000}) from picked p
    where d.workspace_id = p.workspace_id and d.id = p.id and d.state = 'unknown'
    returning d.workspace_id as "workspaceId", d.account_id as "accountId", d.id as "deliveryId", d.epoch, d.network, d.post, d.text, d.link, d.part, d.looks as absent,
      (select array_agg(${milliseconds("t.gated_at")} order by t.epoch) from attempt t where t.workspace_id = d.workspace_id and t.delivery_id = d.id
        and t.part = d.part and t.outcome is distinct from 'late') as gates,
      ${milliseconds("d.lost_since")} as "lostSince", ${milliseconds("d.lost_until")} as "lostUntil",
      ${milliseconds("coalesce(d.settled_at, d.gated_at)")} as "lostAt", ${milliseconds("d.looked_at")} as "lookedAt",
      ${milliseconds("d.expires_at")} as "expiresAt", (extract(epoch from ${moment(options)}) * 1000)::float8 as now,
      (select a.kind from account a where a.workspace_id = d.workspace_id and a.id = d.account_id) as kind,
      (select a.limits->'keyless' = 'true' from account a where a.workspace_id = d.workspace_id and a.id = d.account_id) is true as keyless`.execute(
    db,
  );
  return rows.map(
    ({ post, text, link, part, gates, lostSince, lostUntil, lostAt, lookedAt, absent, expiresAt, keyless, ...row }) => {
      const since = lostSince === null || lostUntil === null ? [] : [lostSince];
      const calls = [...since, ...(gates ?? [])].toSorted((a, b) => a - b);
      const lost = { gates: calls.length > 0 ? calls : [lostAt], lostAt, lookedAt, absent, expiresAt };
      const until = lostUntil === null ? {} : { until: lostUntil };
      return {
        ...row,
        ...(keyless ? { keyless } : {}),
        lost: { ...said({ post, text, link, part }), ...lost, ...until },
      };
    },
  );
}

/** What a delivery's part says, as far as its post can be recognised by it. */
function said({ part, ...row }: PostColumns & { part: number }): Said {
  const post = postOfRow(row);
  const said = post.parts[part] ?? firstPart(post);
  const { text, link = null } = said;
  const of = passedOn(said);
  return { text, link, ...(of === null ? {} : { of }) };
}

const iso = (at: number): string => new Date(at).toISOString();
/** Still lost, in the epoch that was claimed. */
const same = (claimed: Claimed) =>
  sql`workspace_id = ${claimed.workspaceId} and id = ${claimed.deliveryId} and state = 'unknown' and epoch = ${claimed.epoch}`;

/** Writes down a look that did not find the post. */
export async function noteLook(db: Db, claimed: Claimed, look: Look): Promise<void> {
  await sql`update delivery set looks = looks + ${look.absent ? 1 : 0},
      looked_at = case when ${look.looked} then ${iso(claimed.now)}::timestamptz else looked_at end, lease_until = ${iso(look.again)}::timestamptz
    where ${same(claimed)}`.execute(db);
}

/** The post is there: it is ours. */
export async function adopt(db: Db, claimed: Claimed, post: Seen): Promise<void> {
  const { workspaceId, remoteId, url } = { ...claimed, ...post };
  const [at, now] = [sql`${iso(post.at)}::timestamptz`, sql`${iso(claimed.now)}::timestamptz`];
  await db.transaction().execute(async (trx) => {
    const account = await foundThere(trx, same(claimed), { code: "adopted", remoteId, url, at, now });
    if (account === null) return;
    await sql`update lane set next_at = ${now} where workspace_id = ${workspaceId} and account_id = ${account}`.execute(
      trx,
    );
  });
}

/**
 * A person is asked; or it is sent again by itself, once, where the map opted in when the delivery was planned and the post was surely
 * absent twice. The latter is logged.
 */
export async function giveUp(db: Db, claimed: Claimed): Promise<void> {
  const { workspaceId, accountId, deliveryId } = claimed;
  await db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update delivery set state = 'ready', reason_code = 'resent', reason = null, resent = resent + 1, looks = 0, looked_at = null,
        due_at = ${iso(claimed.now)}::timestamptz, lease_until = null, lost_until = null
      where ${same(claimed)} and auto_resend and resent = 0 and looks >= ${looksNeeded} and expires_at > ${iso(claimed.now)}::timestamptz`.execute(
      trx,
    );
    if (numAffectedRows === 1n) {
      await sql`update lane set next_at = ${iso(claimed.now)}::timestamptz, reached_at = null, reached_id = null where workspace_id = ${workspaceId} and account_id = ${accountId}`.execute(
        trx,
      );
      await record(trx, {
        workspaceId,
        memberId: null,
        action: "delivery.resend",
        subject: `delivery/${deliveryId}`,
        detail: { looks: looksNeeded },
      });
      return;
    }
    await sql`update delivery set reason_code = 'ask_person', reason = null where ${same(claimed)}`.execute(trx);
  });
}

/** Others that are compared with a post that was found: more of them than this wait for a person anyway. */
const mostRivals = 200;

/**
 * Posts among these that belong to other deliveries of the account, or to other parts of this one; and those others that may be there unseen: lost ones, and ones
 * of which a person said that they are there. Reads the account's deliveries, found by the index of its items: a post may be of a
 * delivery of any age, and looks are rare.
 */
export async function takenPosts(
  db: Db,
  { workspaceId, accountId, deliveryId, lost }: Claimed,
  remoteIds: string[],
): Promise<{ ids: Set<string>; rivals: Said[] }> {
  const { rows: ids } = await sql<{ id: string }>`
    select remote_id as id from delivery where workspace_id = ${workspaceId} and account_id = ${accountId}
      and remote_id = any(${remoteIds}) and id <> ${deliveryId}
    union select p.remote_id from part p join delivery d on d.workspace_id = p.workspace_id and d.id = p.delivery_id
      where p.workspace_id = ${workspaceId} and p.remote_id = any(${remoteIds}) and d.account_id = ${accountId}`.execute(
    db,
  );
  const since = iso(lookSince(lost));
  const { rows: rivals } = await sql<PostColumns & { part: number }>`
    select post, text, link, part from delivery where workspace_id = ${workspaceId} and account_id = ${accountId} and id <> ${deliveryId}
      and (state in ('unknown','sending','processing') or (state = 'published' and remote_id is null)) and coalesce(gated_at, lost_until) > ${since}::timestamptz
    union all select d.post, d.text, d.link, p.number from part p join delivery d on d.workspace_id = p.workspace_id and d.id = p.delivery_id
      where p.workspace_id = ${workspaceId} and p.remote_id is null and p.number > 0 and d.account_id = ${accountId}
      and p.published_at > ${since}::timestamptz
    limit ${mostRivals}`.execute(db);
  return { ids: new Set(ids.map(({ id }) => id)), rivals: rivals.map(said) };
}

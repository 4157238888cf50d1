import { type RawBuilder, sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { firstPart, type Post, readPost } from "#engine/post.ts";
import { repostOfSent } from "#engine/repost.ts";
import type { Share } from "#engine/thread.ts";
import { inWorkspace } from "../database/scope.ts";
import type { Db, Trx } from "../ports.ts";
import { takenBack } from "./taken-back.ts";
import { endsAs } from "./ends.ts";
import { dueNow } from "./lanes.ts";
import { type PostColumns, postOfRow, spellPost } from "./posts.ts";
import type { Range, Wanted } from "./wanted.ts";
import { moment, type SweepOptions } from "./sweeps.ts";

/** Hours that a delivery waits at most for the post that it passes on, and never more than half of its own life: its owner is to be asked, too. */
const longest = 4;
/** Deliveries that one sweep moves on. */
const most = 200;

/** What a held delivery waits for that still waits for another's post; null for any other. Of a delivery `d`, in SQL. */
export const waitsForLead: RawBuilder<string | null> = sql`(select 'lead' from repost r
  where r.workspace_id = d.workspace_id and r.delivery_id = d.id and r.until is not null)`;

/** Writes which deliveries pass on another's post, and which let their owner choose: of those between two numbers. */
export async function writeReposts(
  trx: Trx,
  workspaceId: string,
  numbers: Range,
  wanted: readonly Wanted[],
): Promise<void> {
  const rows = wanted.flatMap(({ accountId, itemKey, pass }) =>
    pass == null
      ? []
      : [
          {
            ...{ a: accountId, k: clean(itemKey), l: pass.leadAccount, s: pass.share },
            o: pass.other === null ? null : (JSON.parse(spellPost(pass.other)) as unknown),
          },
        ],
  );
  if (rows.length === 0) return;
  await sql`
    insert into repost (workspace_id, delivery_id, lead_id, share, until, other)
    select d.workspace_id, d.id, (select l.id from delivery l where l.workspace_id = d.workspace_id and l.account_id = x.l and l.item_key = x.k
        and l.occasion = d.occasion), x.s,
      case when x.l is not null then d.created_at + least(make_interval(hours => ${longest}), (d.expires_at - d.created_at) / 2) end, x.o
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(a uuid, k text, l uuid, s text, o jsonb)
    join delivery d on d.workspace_id = ${workspaceId} and d.account_id = x.a and d.item_key = x.k
      and d.id between ${numbers.first} and ${numbers.last} and coalesce(d.post->'parts'->0->>'kind', 'post') <> 'repost'
    on conflict do nothing`.execute(trx);
}

/**
 * Moves on what waits for another's post: that is out, or will not be, or not in time. What waited becomes what its account or owner asks of any
 * other: nobody is asked for a repost before there is something to see. Gives how many.
 */
export async function followLeads(db: Db, options: SweepOptions = {}): Promise<number> {
  const { rows } = await sql<{ workspaceId: string; deliveryId: number }>`
    select r.workspace_id as "workspaceId", r.delivery_id as "deliveryId" from repost r
    join delivery d on d.workspace_id = r.workspace_id and d.id = r.delivery_id
    left join delivery l on l.workspace_id = r.workspace_id and l.id = r.lead_id
    where r.until is not null and ((d.state = 'held' and d.reason_code = 'lead'
        and (r.until <= ${moment(options)} or l.id is null or l.state in ('published','rejected','cancelled','expired')))
      or d.state in ('published','rejected','cancelled','expired'))
    order by r.until limit ${most}`.execute(db);
  for (const one of rows)
    await inWorkspace(one.workspaceId, () => db.transaction().execute((trx) => follow(trx, one, options)));
  return rows.length;
}

type Found = PostColumns & {
  share: Exclude<Share, "own">;
  state: string | null;
  remoteId: string | null;
  remoteUrl: string | null;
  leadPost: unknown;
  leadName: string | null;
  mode: string;
};

async function follow(
  trx: Trx,
  { workspaceId, deliveryId }: { workspaceId: string; deliveryId: number },
  options: SweepOptions,
): Promise<void> {
  const { rows } = await sql<Found>`
    select d.post, d.text, d.link, r.share, case when ${takenBack("l")} then 'cancelled' else l.state end as state, l.remote_id as "remoteId", l.remote_url as "remoteUrl", l.post as "leadPost", a.name as "leadName", c.mode
    from delivery d join repost r on r.workspace_id = d.workspace_id and r.delivery_id = d.id
    left join delivery l on l.workspace_id = r.workspace_id and l.id = r.lead_id
    left join account a on a.workspace_id = l.workspace_id and a.id = l.account_id
    cross join lateral ledger_consent(d.workspace_id, d.account_id, d.topic, ${moment(options)}) c
    where d.workspace_id = ${workspaceId} and d.id = ${deliveryId} and d.state = 'held' and d.reason_code = 'lead' and r.until is not null
    for update of d`.execute(trx);
  const [found] = rows;
  if (found === undefined) return noLonger(trx, { workspaceId, deliveryId }, null);
  const repost = repostBy(found);
  if (repost === null && found.share === "only") {
    await sql`update delivery set ${endsAs("cancelled", "lead_gone")}, settled_at = ${moment(options)}
      where workspace_id = ${workspaceId} and id = ${deliveryId}`.execute(trx);
    return noLonger(trx, { workspaceId, deliveryId }, null);
  }
  // Who is asked chooses; who is not, passes on.
  const chooses = repost !== null && found.share === "choice" && found.mode !== "auto";
  const post = repost === null || chooses ? postOfRow(found) : repost;
  await noLonger(trx, { workspaceId, deliveryId }, chooses ? repost : null);
  const moved = await sql<{ account: string; state: string }>`
    with choice as (
      select ledger_hold(a.state, c.mode, d.approved_at is not null, d.machine is not null, ledger_charter(d.workspace_id, a.member_id)) as hold from delivery d
      join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
      cross join lateral ledger_consent(d.workspace_id, d.account_id, d.topic, ${moment(options)}) c
      where d.workspace_id = ${workspaceId} and d.id = ${deliveryId})
    update delivery d set state = case when choice.hold is null then 'ready' else 'held' end, reason_code = choice.hold, reason = null,
      post = ${spellPost(post)}::jsonb, prepared = null, ruled = null, due_at = greatest(d.due_at, ${moment(options)})
    from choice where d.workspace_id = ${workspaceId} and d.id = ${deliveryId}
    returning d.account_id as account, d.state`.execute(trx);
  const [row] = moved.rows;
  if (row?.state === "ready") await dueNow(trx, workspaceId, row.account, options);
}

/** The other's post passed on, by what its network calls it; null where it is not out, or nobody knows its name. */
function repostBy({ state, remoteId, remoteUrl, leadPost, leadName }: Found): Post | null {
  if (state !== "published" || remoteId === null) return null;
  const { text } = firstPart(readPost(leadPost, { text: "", link: null }));
  return repostOfSent({ remoteId, url: remoteUrl, author: leadName, text });
}

/** It waits no more. `other`: what its owner may choose. */
async function noLonger(trx: Trx, at: { workspaceId: string; deliveryId: number }, other: Post | null): Promise<void> {
  await sql`update repost set until = null, other = coalesce(${other === null ? null : spellPost(other)}::jsonb, other)
    where workspace_id = ${at.workspaceId} and delivery_id = ${at.deliveryId}`.execute(trx);
}

/** The repost that the owner of a delivery may choose; null where there is nothing to choose. */
export async function otherOf(trx: Trx, at: { workspaceId: string; deliveryId: number }): Promise<Post | null> {
  const row = await trx
    .selectFrom("repost")
    .select("other")
    .where("workspace_id", "=", at.workspaceId)
    .where("delivery_id", "=", at.deliveryId)
    .executeTakeFirst();
  return row?.other == null ? null : readPost(row.other, { text: null, link: null });
}

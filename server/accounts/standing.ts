import { sql } from "kysely";
import type { Standing } from "#engine/hindrance.ts";
import type { Publisher } from "#engine/node.ts";
import { endsOf } from "../networks/grants/ending.ts";
import type { Db, Services } from "../ports.ts";
import { choseOf, followsOf, teamsOf } from "../topics/follows.ts";
import { topicKeys } from "../topics/name.ts";

/** An account as a target may pick it, with its face, whose it is and how it stands now. */
export type Standee = Publisher & Standing & { avatar: string | null; owner: string | null };

/** Every account that a map may post to: also who is paused or must connect again is named, with the reason, where receivers are listed. */
export async function standingOf(
  { db, nodes }: { db: Db } & Pick<Services, "nodes">,
  workspaceId: string,
): Promise<Standee[]> {
  const { rows } = await sql<Omit<Standee, "ends">>`
    select a.id, a.ref, a.network, a.handle, a.name, a.avatar, ${followsOf("a", "m")} as topics, ${choseOf("m")} as chose, ${teamsOf("a")} as teams, m.language, a.member_id as member, m.name as owner, c.mode, case when c.mode = 'paused' then c.ends_at end as "pausedUntil",
      a.state = 'reconnect' as parked, a.daily_cap as "dailyCap",
      case when sent.week >= a.weekly_cap then (date_trunc('week', now() at time zone a.zone) + interval '1 week') at time zone a.zone
        when sent.month >= a.monthly_cap then (date_trunc('month', now() at time zone a.zone) + interval '1 month') at time zone a.zone end as "fullUntil",
      case when l.frozen_until > now() then l.frozen_until end as "frozenUntil",
      ((date_trunc('day', now() at time zone a.zone) + interval '1 day') at time zone a.zone) as tomorrow,
      case when a.daily_cap is null then 0 else coalesce((select max(b.used) from budget b where b.workspace_id = a.workspace_id
        and b.scope = 'day/' || a.id and b.window_start >= date_trunc('day', now() at time zone a.zone) at time zone a.zone), 0) end as today
    from account a
    left join member m on m.workspace_id = a.workspace_id and m.id = a.member_id
    left join lane l on l.workspace_id = a.workspace_id and l.account_id = a.id
    left join lateral (select sum(b.used) filter (where b.window_start >= date_trunc('week', now() at time zone a.zone) at time zone a.zone) as week,
        sum(b.used) filter (where b.window_start >= date_trunc('month', now() at time zone a.zone) at time zone a.zone) as month
      from budget b where num_nonnulls(a.weekly_cap, a.monthly_cap) > 0 and b.workspace_id = a.workspace_id and b.scope = 'day/' || a.id) sent on true
    cross join lateral ledger_consent(a.workspace_id, a.id, '', now()) c
    where a.workspace_id = ${workspaceId} and a.state <> 'disconnected' and m.disabled_at is null
    order by a.name, a.ref`.execute(db);
  const ends = await endsOf(
    db,
    nodes,
    workspaceId,
    rows.map(({ id }) => id),
  );
  const called = await topicKeys(db, workspaceId);
  return rows.map((row) => ({ ...row, called, ends: ends.get(row.id) ?? null }));
}

import { sql } from "kysely";
import type { z } from "zod";
import type { AccountRow } from "../api/accounts.ts";
import { daysOf } from "#engine/rhythm.ts";
import { notFound } from "../errors.ts";
import { connectsFor } from "../networks/connect/admin.ts";
import { stands } from "./offered.ts";
import { waitsForOwner } from "../ledger/waits.ts";
import { cutRows, type Paging, readMark, writeMark } from "../database/paging.ts";
import type { Db } from "../ports.ts";
import { choseOf, followsOf, teamsOf } from "../topics/follows.ts";

/** As the API answers it, but for what only its networks and maps tell. */
export type View = Omit<z.infer<typeof AccountRow>, "wordsOnly" | "accessEndsAt">;
/** Whose eyes: an ambassador sees their own accounts only; `mine` wants that of anybody. */
export type Viewer = { workspaceId: string; memberId: string; role: string };

/** The accounts that posts can go to, oldest first left out: newest first, with their mode and counts. */
export async function listAccounts(
  db: Db,
  viewer: Viewer,
  paging: Paging & { mine?: boolean | undefined; person?: string | undefined },
): Promise<{ rows: View[]; next: string | null }> {
  const mark = readMark(paging.before);
  const own = viewer.role === "ambassador" || paging.mine === true;
  const found = await select(
    db,
    viewer,
    sql`a.state <> 'disconnected'
      ${own ? sql`and a.member_id = ${viewer.memberId}` : sql``}
      ${paging.person === undefined ? sql`` : sql`and a.member_id = ${paging.person}::uuid`}
      ${mark ? sql`and (a.created_at, a.id) < (${mark.at}::timestamptz, ${mark.id}::uuid)` : sql``}`,
    paging.limit + 1,
  );
  const { rows, next } = cutRows(found, paging.limit, (row) => writeMark({ at: row.createdAt, id: row.id }));
  return { rows: rows.map(toView), next };
}

/** One account; 404 where the viewer may not see it. */
export async function getAccount(db: Db, viewer: Viewer, id: string): Promise<View> {
  const own = viewer.role === "ambassador" ? sql`and a.member_id = ${viewer.memberId}` : sql``;
  const [row] = await select(db, viewer, sql`a.id = ${id}::uuid ${own}`, 1);
  if (!row) throw notFound();
  return toView(row);
}

type Row = Omit<View, "daysOff" | "member" | "spacingMinutes" | "counts" | "grant"> &
  NonNullable<View["counts"]> & {
    counted: boolean;
    createdAt: string;
    memberId: string | null;
    memberName: string | null;
    spacing: number;
    off: number;
    grantId: string | null;
    connection: string | null;
    grantBy: string | null;
    grantAccounts: number | null;
  };

async function select(db: Db, viewer: Viewer, condition: ReturnType<typeof sql>, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with chosen as (
      select a.* from account a where a.workspace_id = ${viewer.workspaceId} and ${condition}
      order by a.created_at desc, a.id desc limit ${limit}
    )
    select a.id, a.ref, a.network, a.server, a.handle, a.name, a.avatar, a.url, a.kind, a.state, a.lost, a.unable, w.attested -> a.network is not null as attested,
      g.id as "grantId", g.connection, g.subject_name as "grantBy",
      (select count(*)::int from account s where s.workspace_id = g.workspace_id and s.grant_id = g.id) as "grantAccounts",
       a.topics, ${followsOf("a", "m")} as follows, ${choseOf("m")} as chose, ${teamsOf("a")} as teams, m.language, a.zone,
      a.quiet_from as "quietFrom", a.quiet_to as "quietTo", a.daily_cap as "dailyCap", a.weekly_cap as "weeklyCap", a.monthly_cap as "monthlyCap", a.days_off as off,
      coalesce((select jsonb_agg(jsonb_build_object('topic', k.topic, 'mode', k.mode, 'until', k.ends_at) order by k.topic, k.mode) from consent k
        where k.workspace_id = a.workspace_id and k.account_id = a.id and k.topic <> '' and k.withdrawn_at is null and (k.ends_at is null or k.ends_at > now())
          and (a.member_id = ${viewer.memberId} or a.member_id is null)), '[]') as "topicModes", a.spacing_s as spacing, a.link_named as "linkNamed", a.created_at as "createdAt",
      m.id as "memberId", m.name as "memberName", coalesce(a.member_id = ${viewer.memberId}, false) as mine,
      c.mode, c.ends_at as "modeUntil", under.mode as "modeAfter", under.ends_at as "modeAfterUntil",
      case when l.frozen_until > now() then l.frozen_until end as "frozenUntil",
      coalesce(a.member_id = ${viewer.memberId}, ${viewer.role} = 'admin' or (${viewer.role} = 'manager' and ${connectsFor(viewer.memberId)})) as connects,
      (select jsonb_build_object('to', t.name, 'company', h.company, 'accepted', h.accepted_at is not null, 'at', h.asked_at)
        from handover h join member t on t.workspace_id = h.workspace_id and t.id = h.member_id
        where h.workspace_id = a.workspace_id and h.account_id = a.id and (a.member_id is null or a.member_id = ${viewer.memberId}) and ${stands}) as handover,
      w.person_figures or a.member_id is null or a.member_id = ${viewer.memberId} as counted, coalesce(d.waiting, 0) as waiting, coalesce(d.scheduled, 0) as scheduled,
      coalesce(d.published, 0) as published, coalesce(d.unknown, 0) as unknown
    from chosen a
    join workspace w on w.id = a.workspace_id
    left join member m on m.workspace_id = a.workspace_id and m.id = a.member_id
    left join network_grant g on g.workspace_id = a.workspace_id and g.id = a.grant_id
    cross join lateral ledger_consent(a.workspace_id, a.id, '', now()) c
    left join lateral (select k.mode, k.ends_at from consent k where k.workspace_id = a.workspace_id and k.account_id = a.id and k.topic = '' and k.mode <> 'paused'
      and k.withdrawn_at is null and (k.ends_at is null or k.ends_at > coalesce(c.ends_at, now())) and c.mode = 'paused') under on true
    left join lane l on l.workspace_id = a.workspace_id and l.account_id = a.id
    left join lateral (
      select count(*) filter (where ${waitsForOwner()}) as waiting,
        count(*) filter (where state in ('ready', 'sending', 'processing', 'retry_wait') or (state = 'held' and not (${waitsForOwner()}))) as scheduled,
        count(*) filter (where state = 'published') as published,
        count(*) filter (where state = 'unknown') as unknown
      from delivery where workspace_id = a.workspace_id and account_id = a.id
        and (w.person_figures or a.member_id is null or a.member_id = ${viewer.memberId})
    ) d on true
    order by a.created_at desc, a.id desc`.execute(db);
  return rows;
}

function toView(row: Row): View {
  const { createdAt: _, memberId, memberName, spacing, ...others } = row;
  const { counted, waiting, scheduled, published, unknown, off, grantId, connection, grantBy, grantAccounts, ...rest } =
    others;
  return {
    ...rest,
    grant:
      grantId === null
        ? null
        : { id: grantId, connection: connection ?? "", by: grantBy, accounts: grantAccounts ?? 0 },
    member: memberId === null ? null : { id: memberId, name: memberName ?? "" },
    daysOff: daysOf(off),
    spacingMinutes: Math.round(spacing / 60),
    counts: counted ? { waiting, scheduled, published, unknown } : null,
  };
}

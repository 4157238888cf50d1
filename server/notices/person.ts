import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import { daysOf } from "#engine/rhythm.ts";
import type { Trx } from "../ports.ts";
import { heldCues } from "../cues/held.ts";
import { mayBeAsked, standing } from "../cues/standing.ts";
import type { Past, Waiting, Wish } from "./choose.ts";
import type { Kind } from "./kinds.ts";
import type { Said } from "./notify.ts";
import { restOf } from "./wishes.ts";
import { putOff, stands } from "./stand.ts";

export type Person = Wish & {
  workspaceId: string;
  memberId: string;
  name: string;
  email: string;
  language: Language;
  company: string;
  mail: boolean;
  push: boolean;
  now: number;
};
export type Row = Waiting & { deliveryId: number | null; data: Said | null };

/** Notices of one person that a look takes up; more wait for the next. */
const most = 100;

/** Who is to be told something, locked for this look; null where another process has them in hand, or they left. */
export async function lockPerson(trx: Trx, workspaceId: string, memberId: string): Promise<Person | null> {
  const { rows } = await sql<
    Omit<Person, "workspaceId" | "memberId" | "changedAt"> & { changedAt: string; rest: number }
  >`
    select m.name, m.email, m.language, m.zone, w.name as company, p.proposals, p.news, p.day, p.minute, p.days_off as "daysOff", ${restOf} as rest, p.quiet_from as "quietFrom",
      p.quiet_to as "quietTo", p.budget, p.urgent_budget as "urgentBudget", p.changed_at as "changedAt", p.mail, p.push,
      floor(extract(epoch from now()) * 1000)::float8 as now
    from notice_person p join member m on m.workspace_id = p.workspace_id and m.id = p.member_id join workspace w on w.id = p.workspace_id
    where p.workspace_id = ${workspaceId} and p.member_id = ${memberId} and p.next_at <= now() and m.disabled_at is null
    for update of p skip locked`.execute(trx);
  const [row] = rows;
  if (row === undefined) return null;
  const { rest, ...person } = row;
  const daysOff = rest === 0 ? person.daysOff : daysOf(rest);
  return { ...person, daysOff, workspaceId, memberId, changedAt: Date.parse(row.changedAt) };
}

export async function waitingOf(
  trx: Trx,
  { workspaceId, memberId }: Pick<Person, "workspaceId" | "memberId">,
): Promise<Row[]> {
  const { rows } = await sql<
    Omit<Row, "at" | "expires" | "back"> & { at: string; expires: string; back: string | null; cue: number | null }
  >`
    select n.id, n.kind, n.made_at as at, n.expires_at as expires, n.delivery_id as "deliveryId", n.data,
      case when n.kind = 'cue' then split_part(n.reason, '/', 2)::bigint end as cue,
      case when n.kind = 'brought' and not exists (select from suggestion s where s.workspace_id = n.workspace_id and s.state = 'sent'
          and (n.reason like 'brought/%' or s.id::text = split_part(n.reason, '/', 2))) then 'over'
        -- What they are asked is over once it is answered, or cannot be any more.
        when n.kind = 'brief' and n.reason like 'brief/%/asked' and not exists (select from brief_person p join brief b on b.workspace_id = p.workspace_id and b.id = p.brief_id
          where p.workspace_id = n.workspace_id and p.member_id = n.member_id and p.brief_id::text = split_part(n.reason, '/', 2)
            and p.state = 'asked' and b.state = 'open') then 'over'
        when n.kind = 'cue' and not exists (select from cue_ask k join cue t on t.workspace_id = k.workspace_id and t.id = k.cue_id
          join member m on m.workspace_id = k.workspace_id and m.id = k.member_id
          where k.workspace_id = n.workspace_id and k.member_id = n.member_id and k.cue_id::text = split_part(n.reason, '/', 2)
            and k.answer is null and ${standing} is null and ${mayBeAsked}) then 'over'
        -- While everything is stopped, nobody is invited to speak; what a hold keeps is told below.
        when n.kind = 'cue' and exists (select from workspace w where w.id = n.workspace_id and w.stopped_at is not null) then 'later'
        when n.delivery_id is null then 'yes' when a.member_id is distinct from n.member_id then 'over' else ${stands} end as stands, ${putOff} as back
    from notice n left join delivery d on d.workspace_id = n.workspace_id and d.id = n.delivery_id
    left join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where n.workspace_id = ${workspaceId} and n.member_id = ${memberId} and n.state = 'waiting'
    order by n.made_at, n.delivery_id, n.id limit ${most}`.execute(trx);
  const held = await heldCues(
    trx,
    workspaceId,
    rows.flatMap(({ cue, stands: now }) => (cue === null || now !== "yes" ? [] : [cue])),
  );
  return rows.map(({ cue, ...row }) => ({
    ...row,
    stands: cue !== null && held.has(cue) ? "later" : row.stands,
    at: Date.parse(row.at),
    expires: Date.parse(row.expires),
    back: row.back === null ? null : Date.parse(row.back),
  }));
}

/** What they were told in the last thirty days. */
export async function pastOf(trx: Trx, { workspaceId, memberId }: Person): Promise<Past> {
  const { rows } = await sql<{ kind: Kind; state: string; at: string; reason: string }>`
    select kind, state, ended_at as at, reason from notice
    where workspace_id = ${workspaceId} and member_id = ${memberId} and leads and ended_at > now() - interval '30 days'`.execute(
    trx,
  );
  const told = rows.filter(({ state }) => state === "told");
  const moments = (urgent: boolean) =>
    told.filter(({ kind }) => (kind === "important") === urgent).map(({ at }) => Date.parse(at));
  const digests = rows.filter(({ kind }) => kind === "digest").map(({ reason }) => reason.slice("digest/".length));
  return { told: moments(false), urgent: moments(true), digests: new Set(digests) };
}

import { sql } from "kysely";
import { daysOf, hoursSentence, plainly, rhythmSentence } from "#engine/rhythm.ts";
import type { Mode } from "#engine/mode.ts";
import type { Language } from "#engine/text.ts";
import type { Services, Trx } from "../ports.ts";
import { timeOf } from "../time/clock.ts";

type Who = { workspaceId: string; memberId: string; language: Language; name: string };

/** The receipt of a change of pace: what holds for the account from now on, in the words of the one who set it. */
export async function writePaceReceipt(
  trx: Trx,
  { nodes }: Pick<Services, "nodes">,
  who: Who,
  accountId: string,
): Promise<void> {
  const { workspaceId, memberId, language, name } = who;
  type Row = { network: string; handle: string; zone: string; quietFrom: number | null; quietTo: number | null } & {
    dailyCap: number | null;
    weeklyCap: number | null;
    monthlyCap: number | null;
    off: number;
    spacing: number;
    mode: Mode;
    modeUntil: string | null;
  };
  const { rows } = await sql<Row>`
    select a.network, a.handle, a.zone, a.quiet_from as "quietFrom", a.quiet_to as "quietTo", a.daily_cap as "dailyCap", a.weekly_cap as "weeklyCap",
      a.monthly_cap as "monthlyCap", a.days_off as off, a.spacing_s as spacing, c.mode, c.ends_at as "modeUntil"
    from account a cross join lateral ledger_consent(a.workspace_id, a.id, '', now()) c
    where a.workspace_id = ${workspaceId} and a.id = ${accountId}::uuid`.execute(trx);
  const row = rows[0]!;
  const rhythm = { ...row, daysOff: daysOf(row.off) };
  const title = nodes.networks.get(row.network)?.card.title ?? row.network;
  const apart = Math.round(row.spacing / 60);
  const words = [
    plainly(rhythmSentence(title, rhythm, language)),
    plainly(hoursSentence(rhythm, language)),
    ...(apart === 0
      ? []
      : [{ en: `${apart} minutes between two posts.`, fr: `${apart} minutes entre deux envois.` }[language]]),
    { en: `Time zone: ${row.zone}.`, fr: `Fuseau horaire : ${row.zone}.` }[language],
  ].join(" ");
  const receipt = {
    at: new Date(await timeOf(trx)).toISOString(),
    by: memberId,
    name,
    account: `${row.network}:${row.handle}`,
    words,
    language,
  };
  await trx
    .insertInto("pace_receipt")
    .values({ workspace_id: workspaceId, account_id: accountId, member_id: memberId, receipt: JSON.stringify(receipt) })
    .execute();
}

/** A share of the week or month that is set in its middle counts what went out before: the days of the last month, from what was sent. */
export async function countBack(trx: Trx, workspaceId: string, accountId: string): Promise<void> {
  await sql`insert into budget (workspace_id, scope, window_start, used)
    select d.workspace_id, 'day/' || d.account_id, date_trunc('day', d.gated_at at time zone a.zone) at time zone a.zone, count(*)
    from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where d.workspace_id = ${workspaceId} and d.account_id = ${accountId}::uuid and d.gated_at > now() - interval '32 days'
      and d.state in ('published','unknown','processing','sending') group by 1, 2, 3
    on conflict (workspace_id, scope, window_start) do nothing`.execute(trx);
}

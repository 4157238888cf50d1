import { sql } from "kysely";
import { reasonText } from "#engine/reasons.ts";
import type { Ruling } from "#engine/rules.ts";
import type { Text } from "#engine/text.ts";
import type { Db, Trx } from "../ports.ts";
import { endsAs } from "./ends.ts";
import { oneAfterAnother } from "./turns.ts";

/** Rows that one look lets go on. */
const most = 5000;

/**
 * What waited for its campaign goes on once that runs; of one that is over the gate says so when its turn comes. A look every few seconds, since
 * a first day begins by itself. Gives how many.
 */
export async function releaseCampaigns(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with waiting as (
      select d.workspace_id, d.id from delivery d left join campaign c on c.workspace_id = d.workspace_id and c.id = d.campaign_id
        left join workspace s on s.id = c.workspace_id
      where d.state = 'held' and d.reason_code = 'campaign_rest'
        and (c.id is null or c.state = 'stopped' or (c.state = 'started' and now() >= (c.first_day::timestamp at time zone s.zone))) limit ${most}
    ), freed as (
      update delivery d set state = 'ready', reason_code = null, reason = null, due_at = greatest(d.due_at, now())
      from waiting w where d.workspace_id = w.workspace_id and d.id = w.id and d.state = 'held' and d.reason_code = 'campaign_rest'
      returning d.workspace_id, d.account_id
    ), woken as (
      update lane l set next_at = least(l.next_at, now()), reached_at = null, reached_id = null from (select distinct workspace_id, account_id from freed) f
      where l.workspace_id = f.workspace_id and l.account_id = f.account_id
    )
    select count(*)::int as n from freed`.execute(db);
  return rows[0]?.n ?? 0;
}

/** A post's reminder takes its place with the people who were asked about it and have said neither yes nor no: one of the two is enough. */
export async function replaceReminded(
  trx: Trx,
  workspaceId: string,
  { keys, members }: { keys: readonly string[]; members: readonly string[] },
): Promise<void> {
  await sql`update delivery set ${endsAs("cancelled", "reminded")}, settled_at = now()
    where workspace_id = ${workspaceId} and item_key = any(${[...keys]}::text[]) and state = 'held' and part = 0 and approved_at is null
      and account_id in (select id from account where workspace_id = ${workspaceId} and member_id = any(${[...members]}::uuid[]))`.execute(
    trx,
  );
}

/** A campaign was stopped: nothing that waits for it is sent any more, proposals included. Gives how many ended. */
export async function cancelOfCampaign(trx: Trx, workspaceId: string, campaign: string): Promise<number> {
  await oneAfterAnother(trx, workspaceId);
  const { numAffectedRows } = await sql`
    update delivery set ${endsAs("cancelled", "campaign_over")}, settled_at = now()
    where workspace_id = ${workspaceId} and id = any(array(
      select id from delivery where workspace_id = ${workspaceId} and campaign_id = ${campaign} and state in ('held','ready','retry_wait')
      order by id for update skip locked)) and state in ('held','ready','retry_wait')`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

/**
 * What the gate would say of posts of a campaign, before their owners say yes to them, by delivery: one that is over or used up forbids it, one that
 * rests lets it wait. What was said yes to and has not left is counted as used.
 */
export async function campaignsSay(db: Db, workspaceId: string, ids: readonly number[]): Promise<Map<number, Ruling>> {
  type Row = {
    id: number;
    name: string;
    over: boolean;
    rests: boolean;
    budget: number | null;
    out: number;
    agreed: number;
  };
  const { rows } = await sql<Row>`
    select d.id, c.name, c.state = 'stopped' or now() >= ((c.last_day + 1)::timestamp at time zone s.zone) as over,
      c.state <> 'started' or now() < (c.first_day::timestamp at time zone s.zone) as rests,
      case when a.member_id is not null then c.budget end as budget, coalesce(u.out, 0) as out, coalesce(u.agreed, 0) as agreed
    from delivery d join campaign c on c.workspace_id = d.workspace_id and c.id = d.campaign_id join workspace s on s.id = d.workspace_id
    join account a on a.workspace_id = d.workspace_id and a.id = d.account_id
    left join lateral (select count(*) filter (where x.state in ('sending','processing','unknown','published'))::int as out,
        count(*) filter (where x.state in ('ready','retry_wait'))::int as agreed
      from account o join delivery x on x.workspace_id = o.workspace_id and x.account_id = o.id and x.campaign_id = d.campaign_id
      where o.workspace_id = d.workspace_id and o.member_id = a.member_id) u on c.budget is not null
    where d.workspace_id = ${workspaceId} and d.id = any(${[...ids]}::bigint[])`.execute(db);
  return new Map(
    rows.flatMap(({ id, name, over, rests, budget, out, agreed }): [number, Ruling][] => {
      const spent = budget !== null && out >= budget;
      if (over || spent) {
        const code = over ? "campaign_over" : "campaign_budget";
        return [[id, { code, severity: "error", message: over ? reasonText(code)! : used(name, budget!) }]];
      }
      if (budget !== null && out + agreed >= budget)
        return [[id, { code: "campaign_budget", severity: "warning", message: used(name, budget, true) }]];
      return rests ? [[id, { code: "campaign_rest", severity: "warning", message: reasonText("campaign_rest")! }]] : [];
    }),
  );
}

/** `soon`: with what was said yes to and has not left yet. */
const used = (name: string, budget: number, soon = false): Text => ({
  en: `“${name}” asks each person for ${budget === 1 ? "one post" : `${budget} posts`}, and ${soon ? "with what you said yes to you are there: this one goes out only where one of those does not." : "you have published as many. There is nothing more for you to do for it: thank you."}`,
  fr: `« ${name} » demande ${budget === 1 ? "une publication" : `${budget} publications`} à chacun, et ${soon ? "ce que vous avez accepté y suffit : celle-ci ne paraîtra que si l’une d’elles ne paraît pas." : "vous les avez faites. Il ne vous reste rien à faire pour elle : merci."}`,
});

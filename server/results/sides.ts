import { type RawBuilder, sql } from "kysely";
import type { Db, Services, Trx } from "../ports.ts";
import { added, bitOf, intoAccounts, intoDays, sideNow, spanOf } from "./sums.ts";

/** Accounts that one transaction gives their side, and transactions of one round at most: the rest goes in the next. */
const bite = 20;
const bites = 50;
/** Days of which one is held against the finer rows each hour, from tomorrow's back (east of UTC it has begun): those on which late readings fall (`postDays`). */
const checked = 100;

type Moved = { workspace: string; account: string; held: number | null; now: number };
const whose = sql`join account a on a.workspace_id = s.workspace_id and a.id = s.account_id left join member m on m.workspace_id = a.workspace_id and m.id = a.member_id`;

/**
 * Brings the coarser sums to where accounts are: those that have no side yet are added, and the numbers of those that went over to another side (somebody
 * lets themselves be seen, left, or handed an account over) go with them. Until then pages read the finer rows of these accounts. Gives how many were.
 */
export async function giveSides({ db }: Pick<Services, "db">): Promise<number> {
  await sql`insert into sum_side (workspace_id, account_id)
    select a.workspace_id, a.id from account a where not exists (select from sum_side s where s.workspace_id = a.workspace_id and s.account_id = a.id)
    order by 1, 2 limit ${bite * bites} on conflict do nothing`.execute(db);
  let given = 0;
  for (let turn = 0; turn < bites; turn += 1) {
    const some = await db.transaction().execute(takeSome);
    given += some;
    if (some < bite) break;
  }
  return given;
}

async function takeSome(trx: Trx): Promise<number> {
  const { rows: found } = await sql<Pick<Moved, "workspace" | "account">>`
    select s.workspace_id as workspace, s.account_id as account from sum_side s ${whose}
    where s.side is distinct from ${sideNow} order by 1, 2 limit ${bite}`.execute(trx);
  if (found.length === 0) return 0;
  // Waits for whoever adds to them, as these wait for us; what another process moved meanwhile is where it belongs.
  const { rows } = await sql<Moved>`
    with locked as (
      insert into sum_side (workspace_id, account_id)
      select * from unnest(${found.map(({ workspace }) => workspace)}::uuid[], ${found.map(({ account }) => account)}::uuid[]) order by 1, 2
      on conflict (workspace_id, account_id) do update set side = sum_side.side returning workspace_id, account_id, side)
    select s.workspace_id as workspace, s.account_id as account, s.side as held, ${sideNow} as now from locked s ${whose}`.execute(
    trx,
  );
  const of = sql`unnest(${rows.map(({ workspace }) => workspace)}::uuid[], ${rows.map(({ account }) => account)}::uuid[],
    ${rows.map(({ held }) => held)}::smallint[], ${rows.map(({ now }) => now)}::smallint[]) x(workspace_id, account_id, held, now)`;
  // Statements of their own, after the lock: they see whatever was written by those who held it before.
  await moved(trx, of, finer(), added, sql`read_at`);
  await moved(trx, of, spoken(), ["posts", "own_content"]);
  await sql`update sum_side s set side = x.now from ${of} where s.workspace_id = x.workspace_id and s.account_id = x.account_id`.execute(
    trx,
  );
  return rows.length;
}

/** Finer rows of the accounts `v`, by the groups that they are in; `more` says which of them. */
const finer = (more = sql``): RawBuilder<unknown> => sql`
  select 'network' as kind, v.network as key, r.day, r.read_at, ${columnsOf("r")} from result_day r where r.workspace_id = v.workspace_id and r.account_id = v.account_id ${more}
  union all select 'map', r.map_id || ':' || v.network, r.day, r.read_at, ${columnsOf("r")} from result_day r where r.workspace_id = v.workspace_id and r.account_id = v.account_id ${more}
  union all select split_part(r.facet, ':', 1), substr(r.facet, strpos(r.facet, ':') + 1), r.day, r.read_at, ${columnsOf("r")} from facet_day r
    where r.workspace_id = v.workspace_id and r.account_id = v.account_id ${more}`;
const spoken = (more = sql``): RawBuilder<unknown> => sql`
  select 'said' as kind, v.network || ':' || r.topic as key, r.day, r.posts, r.own as own_content from topic_day r
    where r.workspace_id = v.workspace_id and r.account_id = v.account_id ${more}`;
function columnsOf(table: string): RawBuilder<unknown> {
  return sql.join(added.map((name) => sql.ref(`${table}.${name}`)));
}

/** Takes the numbers of some accounts from the side where they stand, if any, to where they belong; and notes the days of those that are new. */
async function moved(
  trx: Trx,
  of: RawBuilder<unknown>,
  rows: RawBuilder<unknown>,
  columns: readonly string[],
  readAt?: RawBuilder<unknown>,
): Promise<void> {
  const signed = columns.map((name) => sql`y.sign * ${sql.ref(`f.${name}`)} as ${sql.ref(name)}`);
  await sql`
    with v as materialized (select x.*, a.network from ${of} join account a on a.workspace_id = x.workspace_id and a.id = x.account_id),
    fine as materialized (select v.workspace_id, v.account_id, v.held, v.now, f.* from v cross join lateral (${rows}) f),
    placed as materialized (
      select f.workspace_id, f.kind, f.key, f.day, y.side${readAt ? sql`, ${readAt}` : sql``}, ${sql.join(signed)}
      from fine f cross join lateral (values (f.held, -1), (f.now, 1)) y(side, sign) where y.side is not null and f.held is distinct from f.now),
    summed_days as (${intoDays(sql`placed`, columns, readAt)} returning 1)
    ${intoAccounts(sql`(select * from fine where held is null and (select count(*) from summed_days) >= 0) g`, columns)}`.execute(
    trx,
  );
}

/**
 * Workspaces whose sums of a day (so many before today) are not what the finer rows of the accounts in them say: none, unless somebody wrote past the code that
 * keeps both, as a process of an older Relaymap or a hand in the database may.
 */
export async function wrongSums(db: Db, ago: number): Promise<string[]> {
  const day = sql`((now() at time zone 'UTC')::date - ${ago}::int)`;
  const columns = [...added, "own_content", "accounts"];
  const list = sql.join(columns.map((name) => sql.ref(name)));
  /** Columns of one part, of which those that it does not tell are nought. */
  const part = (told: readonly string[], value: (name: string) => RawBuilder<unknown>): RawBuilder<unknown> =>
    sql.join(columns.map((name) => sql`${told.includes(name) ? value(name) : sql`0`} as ${sql.ref(name)}`));
  const fine = (rows: RawBuilder<unknown>, told: readonly string[]): RawBuilder<unknown> => sql`
    select v.workspace_id, f.kind, f.key, ${part([...told, "accounts"], (name) =>
      name === "accounts" ? sql`count(distinct v.account_id)` : sql`sum(f.${sql.ref(name)})`,
    )} from v cross join lateral (${rows}) f group by 1, 2, 3`;
  const { rows } = await sql<{ id: string }>`
    with v as materialized (select s.workspace_id, s.account_id, a.network from sum_side s join account a on a.workspace_id = s.workspace_id and a.id = s.account_id
      where s.side is not null),
    told as (
      ${fine(finer(sql`and r.day = ${day}`), added)} union all ${fine(spoken(sql`and r.day = ${day}`), ["posts", "own_content"])}
      union all select workspace_id, kind, key, ${part([...added, "own_content"], (name) => sql`-${sql.ref(name)}`)} from sum_day where day = ${day}
      union all select workspace_id, kind, key, ${part(["accounts"], () => sql`-1`)} from sum_account where span = ${spanOf(day)} and any_days & ${bitOf(day)} <> 0)
    select distinct workspace_id as id from (select workspace_id, kind, key, ${list} from told) t group by workspace_id, kind, key
    having ${sql.join(
      columns.map((name) => sql`sum(${sql.ref(name)}) <> 0`),
      sql` or `,
    )}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Holds one of the days of late readings against the finer rows, another one each hour (`hour`); sums that are wrong are made anew by the next rounds. */
export async function holdSums({ db, log }: Pick<Services, "db" | "log">, hour: number): Promise<string[]> {
  const wrong = await wrongSums(db, (hour % checked) - 1);
  for (const workspace of wrong) {
    log.error({ workspace }, "sums of results were not those of their days; they are made anew");
    await db.transaction().execute((trx) => forgetSums(trx, workspace));
  }
  return wrong;
}

/** From now on pages read the finer rows, until the accounts have their sides again. */
async function forgetSums(trx: Trx, workspace: string): Promise<void> {
  await sql`insert into sum_side (workspace_id, account_id) select workspace_id, account_id from sum_side where workspace_id = ${workspace} order by 2
    on conflict (workspace_id, account_id) do update set side = null`.execute(trx);
  await sql`delete from sum_account where workspace_id = ${workspace}`.execute(trx);
  await sql`delete from sum_day where workspace_id = ${workspace}`.execute(trx);
}

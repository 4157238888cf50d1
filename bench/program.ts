import { randomUUID } from "node:crypto";
import process from "node:process";
import { parseArgs } from "node:util";
import { type CompiledQuery, type KyselyPlugin, type RootOperationNode, sql } from "kysely";
import { readCalendar, listDay } from "#server/calendar/views.ts";
import { migrate } from "#server/database/migrate.ts";
import { openPool } from "#server/database/pool.ts";
import { across, inWorkspace } from "#server/database/scope.ts";
import { ledgerRole, serviceRole } from "#server/database/wall.ts";
import { readCoverage } from "#server/editorial/coverage.ts";
import { readMonday } from "#server/monday/week.ts";
import type { Db } from "#server/ports.ts";
import { accountResults } from "#server/results/account.ts";
import { glancesOf, resultsOf } from "#server/results/map.ts";
import { readResults } from "#server/results/program.ts";
import { giveSides } from "#server/results/sides.ts";
import { median } from "./editor/gauge.ts";
import { withDatabase } from "./database.ts";

/**
 * The pages of the programme over a workspace in which very much went out (`node bench/program.ts [posts] [rounds]`): 1,000,000 posts of 1,010 accounts in
 * 92 days, each with a reading and a short link, and 5,000 entries in a month. A JSON line for each page: milliseconds (median), statements, and which large
 * tables were read from end to end. The exit code is 1 where a page took longer than its goal, or read a large table so.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: "string" } } });
const posts = Number(positionals[0] ?? 1_000_000);
const rounds = Number(positionals[1] ?? 5);
const goal = 500;
const [days, companies, people, entries] = [92, 10, 1000, 5000];
/** Rows from which a table is large: one that is smaller is read as it is. */
const large = 20_000;
const chunk = 50_000;

await withDatabase({ keep: values.keep }, async (database) => {
  const bare = openPool({ url: database.url, statementTimeout: 0 });
  await migrate(bare);
  const workspace = await filled(bare);
  const heard: string[] = [];
  const db = openPool({
    ...{ url: database.url, wall: { role: serviceRole, ledger: ledgerRole, outside: "as login" as const } },
  });
  // As an upgrade does it, some accounts at a time.
  const begun = performance.now();
  let given = 0;
  for (let some = 1; some > 0; given += some) some = await across("measure", () => giveSides({ db }));
  if (given > 0) {
    const ms = Math.round(performance.now() - begun);
    console.log(JSON.stringify({ bench: "program", posts, page: "(coarser sums made)", accounts: given, ms }));
    await sql`vacuum analyze sum_day, sum_account, sum_side`.execute(bare);
  }
  const asked = listening(db, heard);
  const reader = {
    ...{ workspaceId: workspace, memberId: randomUUID(), role: "manager" as const, now: Date.now() },
  };
  const { rows: some } = await sql<{
    account: string;
    map: string;
  }>`select account_id as account, map_id as map from post_out limit 1`.execute(bare);
  const { rows: ten } = await sql<{ map: string }>`
    select distinct map_id as map from result_day where workspace_id = ${workspace} and day = current_date - 3 limit 10`.execute(
    bare,
  );
  const maps = ten.map(({ map }) => map);
  const zone = "Europe/Paris";
  const date = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const month = `${date(0).slice(0, 7)}-01`;
  const since = (back: number) => ({ since: date(-back), until: date(0) });
  const services = { db: asked, clock: { now: () => Date.now() } };
  const pages: Record<string, () => Promise<unknown>> = {
    "results, 28 days, by network": () => readResults(asked, workspace, { by: "network", ...since(27) }),
    "results, 28 days, by map": () => readResults(asked, workspace, { by: "map", ...since(27) }),
    "results, 28 days, by topic": () => readResults(asked, workspace, { by: "topic", ...since(27) }),
    "results, 28 days, by campaign": () => readResults(asked, workspace, { by: "campaign", ...since(27) }),
    "results, 92 days, by topic": () => readResults(asked, workspace, { by: "topic", ...since(91) }),
    "a map's results": () => resultsOf(asked, workspace, some[0]!.map),
    "ten maps at a glance": () => glancesOf(asked, workspace, maps),
    "an account's results": () => accountResults(asked, workspace, some[0]!.account),
    coverage: () => readCoverage(asked, workspace, 12),
    monday: () => readMonday(services, workspace, false),
    "calendar, a month": () =>
      readCalendar(asked, reader, { zone, hide: "", from: month, to: date(Date.parse(month) > 0 ? 31 : 31), each: 4 }),
    "calendar, a week": () => readCalendar(asked, reader, { zone, hide: "", from: date(-3), to: date(4), each: 60 }),
    "calendar, a day's list": () => listDay(asked, reader, { zone, hide: "", day: date(1), limit: 50 }),
  };
  let wrong = 0;
  for (const [page, read] of Object.entries(pages)) {
    const turn = () => inWorkspace(workspace, read);
    heard.length = 0;
    await turn();
    const statements = heard.splice(0);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const begun = performance.now();
      await turn();
      times.push(performance.now() - begun);
    }
    heard.length = 0;
    const through = await wholeTables(bare, statements);
    const slowest = await slowestOf(bare, statements);
    const ms = Math.round(median(times));
    if (ms > goal || through.length > 0) wrong += 1;
    console.log(JSON.stringify({ bench: "program", posts, page, ms, statements: statements.length, slowest, through }));
  }
  await db.destroy();
  await bare.destroy();
  process.exitCode = wrong === 0 ? 0 : 1;
});

type Heard = { sql: string; parameters: readonly unknown[] };

/** The same database, of which each statement is noted. */
function listening(db: Db, heard: string[]): Db {
  const executor = db.getExecutor();
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      const { sql: text, parameters } = executor.compileQuery(node as RootOperationNode, {
        queryId: randomUUID(),
      }) as CompiledQuery;
      heard.push(JSON.stringify({ sql: text, parameters } satisfies Heard));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  return db.withPlugin(plugin);
}

/** As the server runs it, with what was asked. */
function again(one: string) {
  const { sql: text, parameters } = JSON.parse(one) as Heard;
  const names = [...text.matchAll(/\$(\d+)/gu)].map(([, n]) => parameters[Number(n) - 1]);
  const parts = text.split(/\$\d+/u);
  return sql.join(
    parts.flatMap((part, n) => [sql.raw(part), ...(n < names.length ? [sql`${names[n]}`] : [])]),
    sql``,
  );
}

/** The statement that took longest: milliseconds, and how it begins. */
async function slowestOf(db: Db, statements: readonly string[]): Promise<string> {
  let most = { ms: 0, said: "" };
  for (const one of statements) {
    const begun = performance.now();
    await again(one).execute(db);
    const ms = performance.now() - begun;
    const said = (JSON.parse(one) as Heard).sql.replaceAll(/\s+/gu, " ").trim().slice(0, 110);
    if (ms > most.ms) most = { ms, said };
  }
  return `${Math.round(most.ms)} ms: ${most.said}`;
}

/** Of these statements: the large tables that they read from end to end. */
async function wholeTables(db: Db, statements: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const one of statements) {
    if (!/^\s*(?:select|with)/iu.test((JSON.parse(one) as Heard).sql)) continue;
    const { rows } = await sql<{ "QUERY PLAN": unknown }>`explain (format json) ${again(one)}`.execute(db);
    for (const [, table] of JSON.stringify(rows).matchAll(/"Node Type":"Seq Scan"[^{}]*?"Relation Name":"(\w+)"/gu))
      found.add(table!);
  }
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relname = any(${[...found]}::text[]) and reltuples >= ${large}`.execute(
    db,
  );
  return rows.map(({ name }) => name).toSorted();
}

/** The workspace that is asked: one that an earlier run kept, as it was filled then, or a fresh one. */
async function filled(db: Db): Promise<string> {
  await sql`create table if not exists bench_filled (workspace uuid not null)`.execute(db);
  const { rows } = await sql<{ workspace: string }>`select workspace from bench_filled`.execute(db);
  if (rows[0] !== undefined) return rows[0].workspace;
  const workspace = randomUUID();
  await fill(db, workspace);
  await sql`insert into bench_filled values (${workspace})`.execute(db);
  return workspace;
}

/** All of it by SQL, in pieces that are each within the time of a statement. */
async function fill(db: Db, workspace: string): Promise<void> {
  const run = (statement: ReturnType<typeof sql>): Promise<unknown> =>
    db.transaction().execute(async (trx) => {
      await sql`select set_config('relaymap.scope', 'migrate', true)`.execute(trx);
      await statement.execute(trx);
    });
  await run(
    sql`insert into workspace (id, name, zone, person_figures) values (${workspace}, 'Bench', 'Europe/Paris', true)`,
  );
  await run(
    sql`insert into auth_user (id, name, email) select 'u' || n, 'P' || n, 'p' || n || '@example.org' from generate_series(1, ${people}::int) n`,
  );
  await run(sql`insert into member (workspace_id, user_id, role, name, email, figures_shown)
    select ${workspace}, 'u' || n, 'ambassador', 'P' || n, 'p' || n || '@example.org', false from generate_series(1, ${people}::int) n`);
  await run(sql`insert into account (workspace_id, network, remote_id, handle, name, member_id)
    select ${workspace}, (array['linkedin','mastodon','bluesky','x'])[1 + n % 4], 'r' || n, 'h' || n, 'N' || n, m.id
    from (select id, row_number() over (order by id)::int as n from member) m`);
  await run(sql`insert into account (workspace_id, network, remote_id, handle, name)
    select ${workspace}, (array['linkedin','mastodon','bluesky','x','facebook'])[1 + n % 5], 'c' || n, 'c' || n, 'C' || n from generate_series(1, ${companies}::int) n`);
  await run(
    sql`insert into topic (workspace_id, key, name, colour) select ${workspace}, 'topic' || n, 'Topic ' || n, 1 from generate_series(1, 20) n`,
  );
  await run(
    sql`create table bench_account as select id, network, member_id, row_number() over (order by id)::int - 1 as n from account`,
  );
  await run(
    sql`create table bench_map as select gen_random_uuid() as id, gen_random_uuid() as campaign, n - 1 as n from generate_series(1, 10) n`,
  );
  await run(sql`create unique index on bench_account (n)`);
  for (let from = 0; from < posts; from += chunk)
    await run(sql`
      with made as (
        insert into delivery (workspace_id, account_id, item_key, map_id, version, run_id, node_id, network, topic, state, text, link, item_title, due_at, expires_at,
          created_at, published_at, settled_at, remote_id, campaign_id, item_seq)
        select ${workspace}, a.id, 'item:' || (i / 250), p.id, 1, p.id, 'n', a.network, 'topic' || (1 + i / 250 % 20), 'published', 'Nouvelle ' || i,
          'https://a.example/' || i, 'Nouvelle ' || (i / 250), t.at, t.at + interval '1 day', t.at, t.at, t.at, 'remote' || i, case when i % 3 = 0 then p.campaign end, 1 + i / 250
        from generate_series(${from}::int, ${Math.min(posts, from + chunk) - 1}::int) i
        join bench_account a on a.n = i % ${companies + people}::int join bench_map p on p.n = i / 250 % 10
        cross join lateral (select now() - make_interval(secs => i * ${(days * 86_400) / posts}::float8) as at) t
        returning id, account_id, map_id, published_at),
      gone as (
        insert into post_out (workspace_id, delivery_id, account_id, map_id, day, published_at)
        select ${workspace}, id, account_id, map_id, (published_at at time zone 'Europe/Paris')::date, published_at from made),
      linked as (
        insert into short_link (workspace_id, delivery_id, map_id, code, target, people)
        select ${workspace}, id, map_id, 'c' || id, 'https://a.example/', id % 40 from made)
      insert into reading (workspace_id, account_id, delivery_id, step, counts, at)
      select ${workspace}, account_id, id, 0, jsonb_build_object('likes', id % 30, 'reposts', id % 5), published_at + interval '1 hour' from made`);
  const sums = sql`count(*) as posts, count(*) as confirmed, count(*) as measured, sum(l.people) as clicks, sum(d.id % 30) as likes, count(*) as likes_of, now() as read_at`;
  const from = sql`from post_out p join delivery d on d.workspace_id = p.workspace_id and d.id = p.delivery_id
    join short_link l on l.workspace_id = p.workspace_id and l.delivery_id = p.delivery_id`;
  const columns = sql`posts, confirmed, measured, clicks, likes, likes_of, read_at`;
  await run(
    sql`insert into result_day (workspace_id, map_id, day, account_id, ${columns}) select p.workspace_id, p.map_id, p.day, p.account_id, ${sums} ${from} group by 1, 2, 3, 4`,
  );
  await run(sql`insert into facet_day (workspace_id, facet, day, account_id, ${columns})
    select p.workspace_id, f.facet, p.day, p.account_id, ${sums} ${from}
    cross join lateral unnest(array_remove(array['topic:' || d.topic, 'campaign:' || d.campaign_id], null)) f(facet) group by 1, 2, 3, 4`);
  await run(
    sql`insert into topic_day (workspace_id, day, topic, account_id, posts, own) select p.workspace_id, p.day, d.topic, p.account_id, count(*), 0 ${from} group by 1, 2, 3, 4`,
  );
  await run(sql`insert into story_sum (workspace_id, item_key, day, last_day, title, topic, posts, company_posts, clicks)
    select p.workspace_id, d.item_key, min(p.day), max(p.day), max(d.item_title), max(d.topic), count(*), 2, sum(l.people) ${from} group by 1, 2`);
  await run(sql`insert into people_day (workspace_id, day, invited, connected)
    select ${workspace}, d::date, ${people}, ${people} from generate_series(now() - interval '92 days', now(), interval '1 day') d`);
  await run(sql`insert into reading (workspace_id, account_id, counts, at)
    select ${workspace}, id, '{"followers": 500}', d from bench_account, generate_series(now() - interval '92 days', now(), interval '1 day') d`);
  await run(sql`insert into answer (workspace_id, delivery_id, member_id, map_id, key, answer, at)
    select d.workspace_id, d.id, a.member_id, d.map_id, d.key, 'publish', d.published_at from delivery d join bench_account a on a.id = d.account_id
    where a.member_id is not null and d.id % 3 = 0`);
  // What waits for people, and what is on its way: some of each for everybody.
  for (const [state, reason, each] of [
    ["held", "consent", 20],
    ["ready", null, 5],
  ] as const)
    await run(sql`
      insert into delivery (workspace_id, account_id, item_key, map_id, version, run_id, node_id, network, state, reason_code, text, item_title, due_at, expires_at)
      select ${workspace}, a.id, ${state}::text || ':' || g, p.id, 1, p.id, 'n', a.network, ${state}::text, ${reason}::text, 'Bientôt', 'Bientôt', now() + make_interval(hours => g),
        now() + interval '20 days' from bench_account a cross join generate_series(1, ${each}::int) g join bench_map p on p.n = g % 10`);
  const source = randomUUID();
  await run(
    sql`insert into source (workspace_id, id, type, key, config) values (${workspace}, ${source}, 'rss', 'bench', '{}')`,
  );
  await run(sql`insert into item (workspace_id, source_id, key, data, received_at)
    select ${workspace}, ${source}, 'item:' || n, jsonb_build_object('key', 'item:' || n, 'title', 'Nouvelle ' || n, 'text', 'Nouvelle', 'link', 'https://a.example/' || n),
      now() - make_interval(mins => n) from generate_series(1, 50000) n`);
  // A month with very many entries, each for two accounts of the company.
  await run(sql`
    with made as (
      insert into entry (workspace_id, id, author_id, state, title, written, at, enter_at, topic_id)
      select ${workspace}, gen_random_uuid(), (select id from member limit 1), 'planned', 'Billet ' || n, jsonb_build_object('version', 1, 'words', jsonb_build_array(
        jsonb_build_object('text', 'Billet ' || n, 'for', null))), t.at, t.at, (select id from topic limit 1)
      from generate_series(1, ${entries}::int) n cross join lateral (
        select date_trunc('month', now()) + make_interval(secs => n * ${(30 * 86_400) / entries}::float8) as at) t returning id)
    insert into entry_account (workspace_id, entry_id, account_id)
    select ${workspace}, m.id, a.id from made m cross join (select id from bench_account where member_id is null order by n limit 2) a`);
  await run(sql`drop table bench_account, bench_map`);
  await sql`vacuum analyze`.execute(db);
}

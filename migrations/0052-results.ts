import { type Kysely, sql } from "kysely";

/**
 * Results by day: what went out, what was measured of it and who came by its links, one row for a map, a day and an account, so that a
 * page adds up some hundreds of rows and not millions of readings. Written where the numbers come in; the ledger pays nothing for it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Each with the number of posts that it was measured of: not every network tells everything. */
const figures = ["views", "reach", "likes", "reposts", "replies"] as const;
const columns = figures
  .map((name) => `${name} bigint not null default 0, ${name}_of int not null default 0`)
  .join(", ");
const told = { views: "c ? 'views'", reach: "c ? 'reach'", likes: "c ? 'likes'", replies: "c ? 'replies'" };
/** Of a post's newest numbers `c`, as it is counted from then on (`server/results/figures.ts`). */
const value = (name: (typeof figures)[number]): string =>
  name === "reposts"
    ? "coalesce((c->>'reposts')::bigint, 0) + coalesce((c->>'quotes')::bigint, 0)"
    : `coalesce((c->>'${name}')::bigint, 0)`;
const isTold = (name: (typeof figures)[number]): string =>
  name === "reposts" ? "c ?| array['reposts','quotes']" : told[name];

/** Days of what is out already that are counted at once: as far as a page looks back. */
const days = 28;

const statements = [
  `create table post_out (
    workspace_id uuid not null, delivery_id bigint not null, account_id uuid not null, map_id uuid not null, day date not null,
    published_at timestamptz not null, primary key (workspace_id, delivery_id),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade)`,
  `comment on table post_out is 'posts that went out and are counted, each once, by account and time; kept for as long as they are measured'`,
  `comment on column post_out.day is 'in the workspace''s time zone'`,
  `create index post_out_account on post_out (workspace_id, account_id, published_at desc, delivery_id desc)`,
  `create index post_out_old on post_out (published_at)`,
  `create table result_day (
    workspace_id uuid not null, map_id uuid not null, day date not null, account_id uuid not null, posts int not null default 0,
    measured int not null default 0, ${columns},
    clicks bigint not null default 0, robots bigint not null default 0, own bigint not null default 0, read_at timestamptz,
    primary key (workspace_id, map_id, day, account_id),
    foreign key (workspace_id, account_id) references account(workspace_id, id) on delete cascade)`,
  `comment on table result_day is 'numbers of posts by the day on which these went out; visits by the day on which somebody came'`,
  `comment on column result_day.measured is 'posts of which anything was measured'`,
  `comment on column result_day.own is 'visits by people who are signed in here: they try their own links'`,
  `comment on column result_day.read_at is 'the newest reading that is in it'`,
  `create index result_day_account on result_day (workspace_id, account_id, day)`,
  `create index result_day_old on result_day (day)`,
  // What was settled just before the mark is looked at again by the first round, and counted once.
  `lock table reading_mark in exclusive mode`,
  `insert into post_out (workspace_id, delivery_id, account_id, map_id, day, published_at)
    select d.workspace_id, d.id, d.account_id, d.map_id, (d.published_at at time zone w.zone)::date, d.published_at
    from delivery d join workspace w on w.id = d.workspace_id
    where d.settled_at > now() - interval '${days} days' and d.settled_at <= (select settled_at from reading_mark)
      and d.state = 'published' and d.published_at is not null`,
  `insert into result_day (workspace_id, map_id, day, account_id, posts, measured, read_at,
      ${figures.flatMap((name) => [name, `${name}_of`]).join(", ")})
    select p.workspace_id, p.map_id, p.day, p.account_id, count(*), count(c), max(r.at),
      ${figures.flatMap((name) => [`coalesce(sum(${value(name)}), 0)`, `count(*) filter (where ${isTold(name)})`]).join(",\n      ")}
    from post_out p left join lateral (select b.counts as c, b.at from reading b
      where b.workspace_id = p.workspace_id and b.delivery_id = p.delivery_id and b.counts <> '{}' and b.until is null order by b.step desc limit 1) r on true
    group by p.workspace_id, p.map_id, p.day, p.account_id`,
];

import { hkdfSync, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import pg from "pg";
import { inject } from "vitest";
import { migrate } from "#server/database/migrate.ts";
import { openPool } from "#server/database/pool.ts";
import type { Db } from "#server/ports.ts";
import { createDatabase } from "#server/postgres/probe.ts";

/** The last schema before the contracts, whose data `old.sql` holds. */
export const oldSchema = "0005-story";

/** What wrapped that database's keys, as a start derives it from RELAYMAP_SECRET. */
export const masterKey = Buffer.from(
  hkdfSync("sha256", "a-fixture-of-the-upgrade-test-0001", "", "relaymap master key", 32),
);

/** An empty database, or one as the old version left it. */
export async function oldDatabase(filled = true): Promise<{ db: Db; url: string; drop: () => Promise<void> }> {
  const { admin } = inject("postgres");
  const name = `old_${randomBytes(6).toString("hex")}`;
  await createDatabase(admin, name);
  const url = admin.replace("/postgres?", `/${name}?`);
  const db = openPool({ url, max: 6, name: "old" });
  if (filled) {
    await migrate(db, oldSchema);
    await sql.raw(await readFile(new URL("./old.sql", import.meta.url), "utf8")).execute(db);
  }
  const drop = async (): Promise<void> => {
    await db.destroy();
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`).finally(() => client.end());
  };
  return { db, url, drop };
}

/** What a person would miss: counted by what it is, under names that both schemas know. */
export async function inventory(db: Db): Promise<Record<string, number>> {
  // What an app's calls of all workspaces together came to stands in a table of its own since.
  const apps = await sql<{ there: boolean }>`select to_regclass('app_budget') is not null as there`.execute(db);
  const ofApps = apps.rows[0]?.there === true ? sql`(select coalesce(sum(used), 0)::int from app_budget)` : sql`0`;
  const { rows } = await sql<{ name: string; count: number }>`
    select 'delivery ' || state || ' ' || coalesce(reason_code, '-') as name, count(*)::int as count from delivery group by 1
    union all select 'attempt ' || coalesce(outcome, 'open'), count(*) from attempt group by 1
    union all select 'account ' || network || ' ' || state, count(*) from account group by 1
    union all select 'consent ' || mode || ' ' || (withdrawn_at is null)::text || ' ' || (ends_at is null)::text, count(*) from consent group by 1
    union all select 'map ' || state, count(*) from map group by 1
    union all select 'run ' || case state when 'planning' then 'scheduling' else state end, count(*) from run group by 1
    union all select 'member ' || role, count(*) from member group by 1
    union all select 'item', count(*) from item union all select 'drop', count(*) from drop union all select 'step', count(*) from step
    union all select 'story', count(*) from story union all select 'version', count(*) from version union all select 'source', count(*) from source
    union all select 'poll', count(*) from poll union all select 'lane', count(*) from lane union all select 'lane frozen', count(*) from lane where frozen_until is not null
    union all select 'budget used', coalesce(sum(used), 0)::int + ${ofApps} from budget union all select 'secret', count(*) from secret
    union all select 'audit', count(*) from audit union all select 'session', count(*) from auth_session
    union all select 'person', count(*) from auth_user`.execute(db);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

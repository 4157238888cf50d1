import { sql } from "kysely";
import type { Text } from "#engine/text.ts";
import { type Actor, record } from "../audit.ts";
import { ring } from "../database/bell.ts";
import type { Db, Settings } from "../ports.ts";
import { conflict } from "../errors.ts";
import { backupBell, here, readPlan, recordForAll } from "./plan.ts";

/** What stands in a backup, for people. */
export type Contents = {
  takenAt: string;
  version: string;
  rows: number;
  people: number;
  accounts: number;
  items: number;
  deliveries: number;
  media: number;
};

export type Cause = "plan" | "person" | "command";
/** One that is being made, by us. */
export type Claim = { id: number; cause: Cause; keep: number };

/** Minutes without a sign after which whoever made one is gone. */
const patience = 3;
/** Rows that are kept, the failed ones included. */
const most = 300;

const underWay = () =>
  conflict("backup_under_way", {
    en: "A backup is being made already.",
    fr: "Une sauvegarde est déjà en cours.",
  });

/** Somebody wants one now: a process that works makes it. 409 where one is under way. */
export async function askBackup(db: Db, actor: Actor): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await failLost(trx);
    const { rows } = await sql<{
      id: number;
    }>`insert into backup (state, cause, member_id) values ('asked', 'person', ${actor.memberId})
      on conflict do nothing returning id`.execute(trx);
    if (rows[0] === undefined) throw underWay();
    await record(trx, { ...actor, action: "backup.ask", subject: `backup/${rows[0].id}` });
    await ring(trx, backupBell);
  });
}

const claimed = sql`state = 'running', began_at = now(), seen_at = now(), host = ${here}`;

/** The one that is asked for or due, so that nobody else makes it; null: there is none, or one is under way. */
export async function claimBackup(db: Db, settings: Pick<Settings, "databaseUrl">): Promise<Claim | null> {
  await failLost(db);
  const { keep, hours, next } = await readPlan(db, settings);
  const { rows: asked } =
    await sql<Claim>`update backup set ${claimed} where state = 'asked' returning id, cause, ${keep}::int as keep`.execute(
      db,
    );
  if (asked[0] !== undefined) return asked[0];
  if (hours === null || next === null) return null;
  // Where several machines work, the one that made the last makes the next, so that they lie together; the others an hour later.
  const { rows } = await sql<Claim>`
    insert into backup (state, cause, began_at, seen_at, host)
    select 'running', 'plan', now(), now(), ${here} where now() >= ${next}::timestamptz + case
      when coalesce((select host from backup where cause = 'plan' and state = 'done' order by id desc limit 1), ${here}) = ${here} then interval '0' else interval '1 hour' end
    on conflict do nothing returning id, cause, ${keep}::int as keep`.execute(db);
  return rows[0] ?? null;
}

/** For the command line, which makes it itself. Throws where one is under way; null in a database that has no list yet. */
export async function claimByHand(db: Db): Promise<Claim | null> {
  const { rows: there } = await sql<{ there: boolean }>`select to_regclass('backup') is not null as there`.execute(db);
  if (there[0]?.there !== true) return null;
  return await db.transaction().execute(async (trx) => {
    await failLost(trx);
    const { rows } =
      await sql<Claim>`insert into backup (state, cause, began_at, seen_at, host) values ('running', 'command', now(), now(), ${here})
      on conflict do nothing returning id, cause, (select keep from backup_plan) as keep`.execute(trx);
    if (rows[0] === undefined) throw underWay();
    await recordForAll(trx, "backup.command", { host: here });
    return rows[0];
  });
}

const cutOff: Text = {
  en: "The process that made it ended before it was whole.",
  fr: "Le processus qui la faisait s’est arrêté avant qu’elle soit complète.",
};

async function failLost(db: Pick<Db, "getExecutor">): Promise<void> {
  await sql`update backup set state = 'failed', ended_at = now(), failure = ${JSON.stringify(cutOff)}::jsonb
    where state = 'running' and seen_at < now() - make_interval(mins => ${patience})`.execute(db);
}

/** Shows that we are at it, and how far. */
export async function noteShare(db: Db, id: number, share: number): Promise<void> {
  await sql`update backup set seen_at = now(), share = ${Math.min(1, share)} where id = ${id} and state = 'running'`.execute(
    db,
  );
}

export async function noteDone(
  db: Db,
  id: number,
  made: { file: string; bytes: number; contents: Contents; gone: string[] },
): Promise<void> {
  await sql`update backup set state = 'done', ended_at = now(), share = 1, file = ${made.file}, bytes = ${made.bytes},
    contents = ${JSON.stringify(made.contents)}::jsonb where id = ${id} and state in ('running','failed')`.execute(db);
  await sql`delete from backup where host = ${here} and file = any(${made.gone}::text[])
    or id < (select id from backup order by id desc offset ${most} limit 1)`.execute(db);
}

export async function noteFailed(db: Db, id: number, failure: Text): Promise<void> {
  await sql`update backup set state = 'failed', ended_at = now(), failure = ${JSON.stringify(failure)}::jsonb where id = ${id} and state = 'running'`.execute(
    db,
  );
}

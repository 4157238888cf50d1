import { access } from "node:fs/promises";
import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { cutRows, type Paging, readNumber } from "../database/paging.ts";
import type { Db, Services } from "../ports.ts";
import { here, readPlan } from "./plan.ts";

type Row = Reply<"listBackups">["rows"][number];

/** The backups, newest first, with the plan. `there` is null where another machine keeps the file. */
export async function listBackups(
  { db, settings }: Pick<Services, "db" | "settings">,
  workspaceId: string,
  paging: Paging,
): Promise<Reply<"listBackups">> {
  const before = readNumber(paging.before);
  const { next: nextAt, ...plan } = await readPlan(db, settings);
  const { rows } = await sql<Omit<Row, "there">>`
    select b.id, b.state, b.cause, m.name as by, b.asked_at as at, b.ended_at as "endedAt", b.host, b.file, b.bytes, b.share, b.contents, b.failure
    from backup b left join member m on m.workspace_id = ${workspaceId} and m.id = b.member_id
    where ${before}::bigint is null or b.id < ${before} order by b.id desc limit ${paging.limit + 1}`.execute(db);
  const cut = cutRows(rows, paging.limit, (row) => String(row.id));
  const looked = await Promise.all(cut.rows.map(async (row) => ({ ...row, there: await isThere(row) })));
  // A page's own process may lie elsewhere than those that work.
  const folder = settings.role === "all" ? settings.backupDir : null;
  return { rows: looked, next: cut.next, plan: { ...plan, next: nextAt }, folder };
}

async function isThere({ host, file }: { host: string | null; file: string | null }): Promise<boolean | null> {
  if (file === null || host !== here) return null;
  return await access(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? false : null),
  );
}

export type BackupHealth = Reply<"health">["backup"];

/**
 * How it is with backups: `off` where none are made by themselves, `failed` after one that failed, `late` where one is long due.
 */
export async function backupHealth(db: Db, settings: Services["settings"]): Promise<BackupHealth> {
  const { next } = await readPlan(db, settings);
  const { rows } = await sql<{ state: string | null; at: string | null; late: boolean }>`
    select (select state from backup where state in ('done','failed') order by id desc limit 1) as state,
      (select max(ended_at) from backup where state = 'done') as at,
      coalesce(${next}::timestamptz < now() - interval '2 hours', false) as late`.execute(db);
  const { state, at, late } = rows[0]!;
  return { state: state === "failed" ? "failed" : late ? "late" : next === null ? "off" : "good", at };
}

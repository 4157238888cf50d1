import { sql } from "kysely";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { listAsked, type Who } from "./asked.ts";

type Today = Reply<"today">;

/** How many of each are shown in the morning. */
const shown = 4;

/** Volunteers who wait for an answer, the longest first; of whoever was switched off nobody waits. */
export async function offersToday(db: Db, workspaceId: string): Promise<Today["offers"]> {
  const { rows } = await sql<Today["offers"]["rows"][number] & { count: number }>`
    select p.brief_id as brief, b.title, m.id as member, m.name, p.word, count(*) over ()::int as count from brief_person p
    join brief b on b.workspace_id = p.workspace_id and b.id = p.brief_id
    join member m on m.workspace_id = p.workspace_id and m.id = p.member_id and m.disabled_at is null
    where p.workspace_id = ${workspaceId} and p.state = 'offered' order by p.offered_at, m.id limit ${shown}`.execute(
    db,
  );
  return { count: rows[0]?.count ?? 0, rows: rows.map(({ count: _count, ...row }) => row) };
}

/** What one is asked and has not answered. */
export async function askedToday(db: Db, who: Who): Promise<Today["asked"]> {
  const { rows } = await listAsked(db, who, { of: "now", limit: 20 });
  return rows
    .filter(({ state }) => state === "asked")
    .slice(0, shown)
    .map(({ id, title, by, lastDay }) => ({ brief: id, title, by, until: lastDay }));
}

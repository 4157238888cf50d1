import { sql } from "kysely";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { maySign, signOffRule, type Who } from "./rule.ts";

type Today = Reply<"today">;

/** How many of each are shown. */
const shown = 4;

/** What waits for this person's agreement. */
export async function toSign(db: Db, who: Who): Promise<Today["signOffs"]> {
  const { workspaceId, memberId } = who;
  const rule = await signOffRule(db, workspaceId);
  // Whose it is does not matter here: nobody's own is told apart below.
  if (!maySign(rule, who, null)) return { count: 0, rows: [] };
  type Row = Today["signOffs"]["rows"][number];
  const { rows } = await sql<Row & { count: number }>`
    select s.map_id as map, p.name, m.name as by, s.asked_at as at, s.note, count(*) over ()::int as count from sign_off s
    join map p on p.workspace_id = s.workspace_id and p.id = s.map_id and p.state <> 'archived'
    left join member m on m.workspace_id = s.workspace_id and m.id = s.asked_by
    where s.workspace_id = ${workspaceId} and s.state = 'waiting' and (${rule.own} or s.asked_by is distinct from ${memberId})
    order by s.asked_at limit ${shown}`.execute(db);
  return { count: rows[0]?.count ?? 0, rows: rows.map(({ count: _count, ...row }) => row) };
}

/** What this person asked, was sent back and did not ask again. */
export async function sentBackTo(db: Db, { workspaceId, memberId }: Who): Promise<Today["sentBack"]> {
  const { rows } = await sql<Today["sentBack"][number]>`
    select s.map_id as map, p.name, m.name as by, s.word from sign_off s
    join map p on p.workspace_id = s.workspace_id and p.id = s.map_id and p.state <> 'archived'
    left join member m on m.workspace_id = s.workspace_id and m.id = s.answered_by
    where s.workspace_id = ${workspaceId} and s.asked_by = ${memberId} and s.state = 'back' and s.answered_at > now() - interval '14 days'
      and not exists (select from sign_off n where n.workspace_id = s.workspace_id and n.map_id = s.map_id and n.id > s.id)
    order by s.answered_at desc limit ${shown}`.execute(db);
  return rows;
}

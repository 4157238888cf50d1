import { sql } from "kysely";
import { notFound, unprocessable } from "../errors.ts";
import { notify } from "../notices/notify.ts";
import type { Db, Trx } from "../ports.ts";
import { lockBrief, noLonger } from "./standing.ts";
import { askedWords } from "./words.ts";

/** People whom one brief asks at most: a longer list is a mail to everybody. */
export const mostAsked = 500;

type Brief = { workspaceId: string; id: string };

/** Whom a brief asks as it stands: by name, who agreed to speak on its topic, who belongs to its team. Who opened it asks, and is not asked. */
export async function peopleOf(db: Db | Trx, { workspaceId, id }: Brief, opener: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from brief b join member m on m.workspace_id = b.workspace_id and m.disabled_at is null and m.id is distinct from ${opener}::uuid
    where b.workspace_id = ${workspaceId} and b.id = ${id} and (
      exists (select from brief_person p where p.workspace_id = b.workspace_id and p.brief_id = b.id and p.member_id = m.id and p.named)
      or exists (select from speaker s where s.workspace_id = b.workspace_id and s.topic_id = b.topic_id and s.member_id = m.id and s.agrees)
      or exists (select from member_team t where t.workspace_id = b.workspace_id and t.team_id = b.team_id and t.member_id = m.id))
    order by m.id limit ${mostAsked + 1}`.execute(db);
  return rows.map((row) => row.id);
}

/** Asks those of an open brief who were not asked yet, and tells each of them, once. Throws 422 where there is nobody, or too many. */
export async function askPeople(
  trx: Trx,
  brief: Brief & { title: string; lastDay: string | null },
  opener: { memberId: string },
): Promise<void> {
  const { workspaceId, id } = brief;
  const people = await peopleOf(trx, brief, opener.memberId);
  if (people.length > mostAsked) throw tooManyPeople();
  const { rows: asked } = await sql<{ id: string }>`
    insert into brief_person as p (workspace_id, brief_id, member_id, asked_at) select ${workspaceId}, ${id}, x, now() from unnest(${people}::uuid[]) x
    on conflict (workspace_id, brief_id, member_id) do update set asked_at = now() where p.asked_at is null returning p.member_id as id`.execute(
    trx,
  );
  const { rows: count } = await sql<{ n: number; by: string | null }>`
    select count(*)::int as n, (select name from member where workspace_id = ${workspaceId} and id = ${opener.memberId}) as by
    from brief_person where workspace_id = ${workspaceId} and brief_id = ${id} and asked_at is not null`.execute(trx);
  if (count[0]!.n === 0) throw nobody();
  if (count[0]!.n > mostAsked) throw tooManyPeople();
  const days = brief.lastDay === null ? 14 : Math.ceil((Date.parse(brief.lastDay) - Date.now()) / 86_400_000) + 1;
  for (const { id: memberId } of asked.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    await notify(trx, {
      ...{ workspaceId, memberId, kind: "brief" as const, reason: `brief/${id}/asked` },
      ...{ data: askedWords(count[0]!.by, brief), days: Math.min(60, Math.max(1, days)) },
    });
}

/** Asks one more by name, through the same door: also where they would have been asked anyhow, once. Throws 404, 409 `brief_closed`, 422. */
export async function askOneMore(
  trx: Trx,
  who: { workspaceId: string; memberId: string },
  id: string,
  person: string,
): Promise<void> {
  const { workspaceId } = who;
  const brief = await lockBrief(trx, workspaceId, id);
  if (brief === null) throw notFound();
  if (brief.state !== "open" || brief.over) throw noLonger();
  await sql`insert into brief_person (workspace_id, brief_id, member_id, named) values (${workspaceId}, ${id}, ${person}, true)
    on conflict (workspace_id, brief_id, member_id) do update set named = true`.execute(trx);
  const { rows } = await sql<{ lastDay: string | null }>`
    select to_char(last_day, 'YYYY-MM-DD') as "lastDay" from brief where workspace_id = ${workspaceId} and id = ${id}`.execute(
    trx,
  );
  await askPeople(trx, { workspaceId, id, title: brief.title, lastDay: rows[0]!.lastDay }, who);
}

const nobody = () =>
  unprocessable("brief_nobody", {
    en: "It asks nobody yet. Choose people by name, a topic on which somebody agreed to speak, or a team.",
    fr: "Il ne s’adresse encore à personne. Choisissez des personnes, un thème sur lequel quelqu’un a accepté de s’exprimer, ou une équipe.",
  });
const tooManyPeople = () =>
  unprocessable("brief_crowd", {
    en: `It would ask more than ${mostAsked} people. Choose a smaller team, or people by name.`,
    fr: `Il s’adresserait à plus de ${mostAsked} personnes. Choisissez une équipe plus petite, ou des personnes.`,
  });

import { sql } from "kysely";
import { type TrackStep, trackSteps, weekOf } from "#engine/track.ts";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { basics } from "../training/lessons.ts";

type Who = { workspaceId: string; memberId: string };

type Row = Record<TrackStep, boolean> & {
  since: string;
  now: string;
  hidden: boolean;
  role: string;
  charted: boolean;
  offered: boolean;
};

/**
 * How far a newcomer came, read from what they did: nothing of it is stored besides. A campaign "Newcomers' first four weeks" puts proposals before
 * them, and answering one of those is the step `share` as any other answer is.
 */
export async function readTrack(db: Db, { workspaceId, memberId }: Who): Promise<Reply<"readTrack">> {
  const { rows } = await sql<Row>`
    select m.created_at as since, now() as now, m.track_hidden as hidden, m.role,
      exists (select from charter c where c.workspace_id = m.workspace_id and c.withdrawn_at is null) as charted,
      exists (select from charter_receipt r where r.workspace_id = m.workspace_id and r.member_id = m.id) as charter,
      m.topics_chosen_at is not null as topics,
      exists (select from account a where a.workspace_id = m.workspace_id and a.member_id = m.id and a.state = 'connected') as connect,
      (select count(*) from training t where t.workspace_id = m.workspace_id and t.member_id = m.id and t.done_at is not null
        and t.lesson = any(${[...basics]}::text[])) = ${basics.length} as lessons,
      exists (select from mentor o where o.workspace_id = m.workspace_id and o.member_id <> m.id) as offered,
      exists (select from mentoring p where p.workspace_id = m.workspace_id and p.newcomer_id = m.id and p.mentor_yes and p.newcomer_yes) as mentor,
      exists (select from answer w where w.workspace_id = m.workspace_id and w.member_id = m.id) as share,
      exists (select from answer w join earlier_post e on e.workspace_id = w.workspace_id and e.delivery_id = w.delivery_id and e.replaced_by = m.id
        where w.workspace_id = m.workspace_id and w.member_id = m.id)
        or exists (select from entry n where n.workspace_id = m.workspace_id and n.owner_id = m.id)
        or exists (select from suggestion s where s.workspace_id = m.workspace_id and s.member_id = m.id and s.sent_at is not null) as words
    from member m where m.workspace_id = ${workspaceId} and m.id = ${memberId}`.execute(db);
  const row = rows[0]!;
  const week = row.role === "ambassador" ? weekOf(Date.parse(row.since), Date.parse(row.now)) : null;
  if (week === null || row.hidden) return { track: null, hidden: week !== null && row.hidden };
  // What is not there cannot be done: a charter that is not in force, mentors that nobody is.
  const there = trackSteps.filter(
    (name) => (name !== "charter" || row.charted) && (name !== "mentor" || row.offered || row.mentor),
  );
  const steps = there.map((name) => ({ name, done: row[name] }));
  return { track: steps.every(({ done }) => done) ? null : { week, steps }, hidden: false };
}

/** Puts the path away, or brings it back. */
export async function hideTrack(db: Db, { workspaceId, memberId }: Who, hidden: boolean): Promise<void> {
  await db
    .updateTable("member")
    .set({ track_hidden: hidden })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", memberId)
    .execute();
}

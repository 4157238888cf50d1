import { sql } from "kysely";
import { conflict, notFound } from "../errors.ts";
import type { Trx } from "../ports.ts";

/** A brief as it is locked for a change. */
export type Standing = {
  revision: number;
  state: "draft" | "open" | "closed";
  title: string;
  /** Its last day is over. */
  over: boolean;
  askedBy: string | null;
};

/** Of brief `b` in workspace `s`: its last day is over there. */
export const isOver = sql<boolean>`coalesce((now() at time zone s.zone)::date > b.last_day, false)`;

/** Locks a brief; of another workspace there is none: 404. */
export async function lockBrief(trx: Trx, workspaceId: string, id: string): Promise<Standing | null> {
  const { rows } = await sql<Standing>`select b.revision, b.state, b.title, ${isOver} as over, b.asked_by as "askedBy"
    from brief b join workspace s on s.id = b.workspace_id where b.workspace_id = ${workspaceId} and b.id = ${id} for update of b`.execute(
    trx,
  );
  return rows[0] ?? null;
}

/** A person of a brief, as they are locked for a change. */
export type Asked = {
  state: "asked" | "no" | "offered" | "agreed" | "thanked" | "ended" | "done";
  revision: number;
  name: string;
  word: string;
  reply: string;
  due: string | null;
  repliedBy: string | null;
  endWord: string;
};

/** Locks what somebody was asked; the brief first, always in this order. 404 where they were not. */
export async function lockAsked(
  trx: Trx,
  workspaceId: string,
  id: string,
  memberId: string,
): Promise<{ brief: Standing; asked: Asked }> {
  const brief = await lockBrief(trx, workspaceId, id);
  if (brief === null) throw notFound();
  const { rows } =
    await sql<Asked>`select p.state, p.revision, m.name, p.word, p.reply, to_char(p.due, 'YYYY-MM-DD') as due, p.replied_by as "repliedBy", p.end_word as "endWord"
    from brief_person p join member m on m.workspace_id = p.workspace_id and m.id = p.member_id and m.disabled_at is null
    where p.workspace_id = ${workspaceId} and p.brief_id = ${id} and p.member_id = ${memberId} and p.asked_at is not null for update of p`.execute(
      trx,
    );
  const [asked] = rows;
  if (asked === undefined) throw notFound();
  return { brief, asked };
}

/** What a person sees whose tap met something else. */
export const answeredMeanwhile = () =>
  conflict("brief_answered", {
    en: "Something else came of it meanwhile. Look at it as it is now.",
    fr: "Il en est advenu autre chose entre-temps. Regardez où cela en est.",
  });

export const noLonger = () =>
  conflict("brief_closed", {
    en: "This is closed by now, and nobody answers it any more. Thank you all the same.",
    fr: "Cet appel est clos : on n’y répond plus. Merci quand même.",
  });

import { sql } from "kysely";
import { conflict, notFound } from "../errors.ts";
import type { Trx } from "../ports.ts";

export type Who = { workspaceId: string; memberId: string };

/** Days that it stands there: a question, what was sent, a yes, and what is over. */
export const keptDays = { asked: 60, answered: 180, agreed: 365, withdrawn: 120 } as const;

export type Standing = {
  member: string | null;
  name: string;
  revision: number;
  state: "asked" | "answered" | "proposed" | "agreed" | "withdrawn";
  declined: boolean;
  askedBy: string | null;
  questions: string[];
  words: string;
  link: string | null;
  medium: string | null;
  alt: string;
};

/** A portrait, locked; `memberId`: only where it is of them. Throws 404. */
export async function lockPortrait(trx: Trx, workspaceId: string, id: string, memberId?: string): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select p.member_id as member, coalesce(m.name, '') as name, p.revision, p.state, p.declined, p.asked_by as "askedBy", p.questions, p.words, p.link,
      p.medium_id as medium, p.alt
    from portrait p left join member m on m.workspace_id = p.workspace_id and m.id = p.member_id
    where p.workspace_id = ${workspaceId} and p.id = ${id} and p.until > now() and (${memberId ?? null}::uuid is null or p.member_id = ${memberId ?? null}::uuid)
    for update of p`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw notFound();
  return row;
}

/** Entries that were begun from it. */
export async function entriesOf(trx: Trx, workspaceId: string, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select entry_id as id from portrait_entry where workspace_id = ${workspaceId} and portrait_id = ${id} order by entry_id`.execute(
    trx,
  );
  return rows.map((row) => row.id);
}

export const changedMeanwhile = () =>
  conflict("portrait_changed", {
    en: "Something changed meanwhile. Read it as it is now.",
    fr: "Quelque chose a changé entre-temps. Relisez-le tel qu’il est.",
  });

import { sql } from "kysely";
import { record } from "../audit.ts";
import { notFound } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";

type Who = { workspaceId: string; memberId: string };

/** Whether this person's suggestions need nobody's yes: the workspace wishes it, so many were accepted, and nobody took it from them. */
export async function isTrusted(db: Db | Trx, { workspaceId, memberId }: Who): Promise<boolean> {
  const { rows } = await sql<{ trusted: boolean }>`
    select s.trust_after <= (select count(*) from suggestion g where g.workspace_id = s.workspace_id and g.member_id = ${memberId}
        and g.state = 'accepted' and not g.trusted and g.kind <> 'idea')
      and not exists (select from suggestion_distrust d where d.workspace_id = s.workspace_id and d.member_id = ${memberId}) as trusted
    from suggestion_setting s where s.workspace_id = ${workspaceId} and s.trust_after is not null`.execute(db);
  return rows[0]?.trusted === true;
}

export async function readTrust(db: Db, workspaceId: string): Promise<{ trustAfter: number | null }> {
  const { rows } = await sql<{ trust_after: number | null }>`
    select trust_after from suggestion_setting where workspace_id = ${workspaceId}`.execute(db);
  return { trustAfter: rows[0]?.trust_after ?? null };
}

/** After how many accepted ones somebody is trusted; null: nobody is. */
export async function setTrust(db: Db, who: Who, trustAfter: number | null): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`insert into suggestion_setting (workspace_id, trust_after) values (${who.workspaceId}, ${trustAfter})
      on conflict (workspace_id) do update set trust_after = excluded.trust_after`.execute(trx);
    await record(trx, {
      ...who,
      action: "suggestion.trust",
      subject: `workspace/${who.workspaceId}`,
      detail: { after: trustAfter },
    });
  });
}

/** Takes it from a person that theirs need no yes, or gives it back. 404 for who is not here. */
export async function trustPerson(db: Db, who: Who, memberId: string, trusted: boolean): Promise<void> {
  const { workspaceId } = who;
  await db.transaction().execute(async (trx) => {
    const here = await sql`select from member where workspace_id = ${workspaceId} and id = ${memberId}`.execute(trx);
    if (here.rows.length === 0) throw notFound();
    await (
      trusted
        ? sql`delete from suggestion_distrust where workspace_id = ${workspaceId} and member_id = ${memberId}`
        : sql`insert into suggestion_distrust (workspace_id, member_id) values (${workspaceId}, ${memberId}) on conflict do nothing`
    ).execute(trx);
    await record(trx, {
      ...who,
      action: trusted ? "suggestion.rely" : "suggestion.check",
      subject: `member/${memberId}`,
    });
  });
}

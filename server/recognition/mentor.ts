import { sql } from "kysely";
import type { Trx } from "../ports.ts";

/** A mentor who likes recognition keeps their badge when the pair, of which nothing stays, is over. Of whom and of how many is not noted. */
export async function keepMentor(trx: Trx, workspaceId: string, memberId: string): Promise<void> {
  await sql`insert into badge (workspace_id, member_id, name, kept)
    select workspace_id, member_id, 'mentor', true from recognised where workspace_id = ${workspaceId} and member_id = ${memberId}
    on conflict (workspace_id, member_id, name) do update set kept = true`.execute(trx);
}

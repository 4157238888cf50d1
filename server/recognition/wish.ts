import { sql } from "kysely";
import type { Body, Reply } from "../api.ts";
import type { Db, Services } from "../ports.ts";
import { badgesOf } from "./badges.ts";

type Who = { workspaceId: string; memberId: string };

/** What somebody wished, and their badges with those that they put away; nothing where they do not take part. */
export async function readRecognition(
  services: Pick<Services, "db" | "nodes">,
  { workspaceId, memberId }: Who,
): Promise<Reply<"readRecognition">> {
  const { rows } = await sql<{ badges: boolean }>`
    select badges from recognised where workspace_id = ${workspaceId} and member_id = ${memberId}`.execute(services.db);
  const [wish] = rows;
  if (wish === undefined) return { on: false, badgesShown: false, badges: [] };
  const own = (await badgesOf(services, workspaceId, [memberId])).get(memberId) ?? [];
  return { on: true, badgesShown: wish.badges, badges: own };
}

/**
 * Switches it on or off for oneself. Off, what was shown is shown no more, also when it is switched on again; what one was given stays one's own. It
 * stands in no log: who takes part is nobody's business.
 */
export async function wishRecognition(
  db: Db,
  { workspaceId, memberId }: Who,
  { on, badgesShown }: Body<"wishRecognition">,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (!on) {
      await sql`delete from recognised where workspace_id = ${workspaceId} and member_id = ${memberId}`.execute(trx);
      await sql`update thanks set shown_at = null where workspace_id = ${workspaceId} and member_id = ${memberId} and shown_at is not null`.execute(
        trx,
      );
      await sql`delete from notice where workspace_id = ${workspaceId} and member_id = ${memberId} and kind = 'thanks' and state = 'waiting'`.execute(
        trx,
      );
      return;
    }
    await sql`insert into recognised (workspace_id, member_id, badges) values (${workspaceId}, ${memberId}, ${badgesShown})
      on conflict (workspace_id, member_id) do update set badges = excluded.badges`.execute(trx);
    // Of a pair nothing is left once it ends (mentors/pairs.ts): what goes on is noted now.
    await sql`insert into badge (workspace_id, member_id, name, kept)
      select ${workspaceId}::uuid, ${memberId}::uuid, 'mentor', true where exists (select from mentoring p
        where p.workspace_id = ${workspaceId} and p.mentor_id = ${memberId} and p.mentor_yes and p.newcomer_yes)
      on conflict (workspace_id, member_id, name) do update set kept = true`.execute(trx);
  });
}

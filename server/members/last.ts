import { conflict, notFound } from "../errors.ts";
import type { Trx } from "../ports.ts";

export type Locked = { id: string; user_id: string; role: string; disabled_at: string | null };

/**
 * Locks a person who is to change or leave, and all admins, in one order, so that two of them cannot go at the same moment. 409 `last_admin`, where the
 * change would take the last one (`loses`); 404.
 */
export async function lockMember(trx: Trx, workspaceId: string, id: string, loses: boolean): Promise<Locked> {
  const admins = await trx
    .selectFrom("member")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("role", "=", "admin")
    .where("disabled_at", "is", null)
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  const member = await trx
    .selectFrom("member")
    .select(["id", "user_id", "role", "disabled_at"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!member) throw notFound();
  if (loses && admins.length === 1 && admins[0]?.id === id)
    throw conflict("last_admin", {
      en: "This is the last administrator. Make somebody else one first.",
      fr: "C’est le dernier administrateur. Nommez-en d’abord un autre.",
    });
  return member;
}

import { sql } from "kysely";
import { forbidden } from "../../errors.ts";
import type { Services } from "../../ports.ts";

/** The role is read here and again when the person comes back: it may have been taken away in between. */
export async function requireAdmin(
  services: Pick<Services, "db">,
  workspaceId: string,
  memberId: string,
): Promise<void> {
  const member = await services.db
    .selectFrom("member")
    .select(["role", "disabled_at"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", memberId)
    .executeTakeFirst();
  if (member?.role !== "admin" || member.disabled_at !== null) {
    throw forbidden({
      en: "Only an admin can connect an account of the company.",
      fr: "Seul un administrateur peut connecter un compte de l’entreprise.",
    });
  }
}

/**
 * Whoever connects an account of the company again: an admin; or the manager by whose sign-in it is opened, or who accepted to take it over. Read here
 * and again when they come back.
 */
export async function requireConnector(
  services: Pick<Services, "db">,
  { workspaceId, memberId, accountId }: { workspaceId: string; memberId: string; accountId: string | null },
): Promise<void> {
  const { rows } = await sql`
    select from account a join member m on m.workspace_id = a.workspace_id and m.id = ${memberId} and m.role = 'manager' and m.disabled_at is null
    where a.workspace_id = ${workspaceId} and a.id = ${accountId}::uuid and ${connectsFor(memberId)}`.execute(
    services.db,
  );
  if (rows.length === 0) await requireAdmin(services, workspaceId, memberId);
}

/** Of an account `a` of the company: somebody opens it, or took it over. */
export const connectsFor = (memberId: string) =>
  sql<boolean>`(a.member_id is null and (exists (select from network_grant g where g.workspace_id = a.workspace_id and g.id = a.grant_id and g.given_by = ${memberId})
    or exists (select from handover h where h.workspace_id = a.workspace_id and h.account_id = a.id and h.member_id = ${memberId} and h.accepted_at is not null)))`;

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

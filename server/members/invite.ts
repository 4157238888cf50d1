import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import type { Role } from "../api.ts";
import { record } from "../audit.ts";
import { across } from "../database/scope.ts";
import { conflict } from "../errors.ts";
import { invitationDays } from "../joining/invitation.ts";
import { ensureUser } from "../http/user.ts";
import { mailOnce } from "../mail/once.ts";
import { canMail } from "../mail/settings.ts";
import { template as invitation } from "../mail/templates/invitation.ts";
import type { Services } from "../ports.ts";

type Admin = { workspaceId: string; memberId: string };

/**
 * Lets a person in, and mails them an invitation where mail is set up (`mailed`). Throws 409 `email_taken`: an address signs in to one workspace only, else the
 * admin of one could make a sign-in link into the other.
 */
export async function inviteMember(
  services: Pick<Services, "db" | "settings">,
  admin: Admin,
  person: { name: string; email: string; role: Role; language: Language; words?: string | undefined },
): Promise<{ id: string; mailed: boolean }> {
  const email = person.email.toLowerCase();
  const mailed = await canMail(services, admin.workspaceId);
  return services.db.transaction().execute(async (trx) => {
    const userId = await ensureUser(trx, { email, name: person.name });
    const anywhere = trx.selectFrom("member").select("id").where("user_id", "=", userId);
    const taken = await across("sign-in", () => anywhere.executeTakeFirst());
    if (taken)
      throw conflict("email_taken", {
        en: "This e-mail address is already in use on this server.",
        fr: "Cette adresse e-mail est déjà utilisée sur ce serveur.",
      });
    const workspace = await trx
      .selectFrom("workspace")
      .select(["zone", "name"])
      .where("id", "=", admin.workspaceId)
      .executeTakeFirstOrThrow();
    const { id } = await trx
      .insertInto("member")
      .values({
        workspace_id: admin.workspaceId,
        user_id: userId,
        role: person.role,
        name: person.name,
        email,
        language: person.language,
        zone: workspace.zone,
        // Who only publishes is led through; who works here finds their way.
        welcome: person.role === "ambassador" ? "charter" : null,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const words = person.words?.trim() || null;
    await sql`insert into invitation (workspace_id, member_id, invited_by, words, expires_at)
      values (${admin.workspaceId}, ${id}, ${admin.memberId}, ${words}, now() + make_interval(days => ${invitationDays}))`.execute(
      trx,
    );
    const detail = { name: person.name, role: person.role };
    await record(trx, { ...admin, action: "member.invite", subject: `member/${id}`, detail });
    if (!mailed) return { id, mailed };
    const inviter = await trx
      .selectFrom("member")
      .select("name")
      .where("workspace_id", "=", admin.workspaceId)
      .where("id", "=", admin.memberId)
      .executeTakeFirst();
    await mailOnce(trx, {
      workspaceId: admin.workspaceId,
      reason: `invite/${id}`,
      to: { address: email, name: person.name },
      template: invitation,
      data: {
        member: id,
        name: person.name,
        inviter: inviter?.name ?? null,
        company: workspace.name,
        words,
        link: null,
      },
      language: person.language,
    });
    return { id, mailed };
  });
}

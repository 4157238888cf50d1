import type { Language } from "#engine/text.ts";
import { writeMode } from "../accounts/consent.ts";
import type { Role } from "../api.ts";
import { record } from "../audit.ts";
import { across } from "../database/scope.ts";
import { conflict, notFound } from "../errors.ts";
import { ensureUser } from "../http/user.ts";
import { mailOnce } from "../mail/once.ts";
import { canMail } from "../mail/settings.ts";
import { template as invitation } from "../mail/templates/invitation.ts";
import type { Services, Trx } from "../ports.ts";

type Admin = { workspaceId: string; memberId: string };

/**
 * Lets a person in, and mails them an invitation where mail is set up (`mailed`). Throws 409 `email_taken`: an address signs in to one workspace only, else the
 * admin of one could make a sign-in link into the other.
 */
export async function inviteMember(
  services: Pick<Services, "db" | "settings">,
  admin: Admin,
  person: { name: string; email: string; role: Role; language: Language },
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
      })
      .returning("id")
      .executeTakeFirstOrThrow();
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
      data: { name: person.name, inviter: inviter?.name ?? null, company: workspace.name },
      language: person.language,
    });
    return { id, mailed };
  });
}

/**
 * Changes a role or switches a person on or off. Off means: signed out of this workspace at once, and their accounts paused, since
 * nobody could withdraw consent for them any more; coming back does not lift that. 409 `last_admin` keeps one admin.
 */
export async function changeMember(
  { db }: Pick<Services, "db">,
  admin: Admin,
  id: string,
  change: { role?: Role | undefined; disabled?: boolean | undefined },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // All admins are locked in one order, so that two of them cannot switch each other off at the same moment.
    const admins = await trx
      .selectFrom("member")
      .select("id")
      .where("workspace_id", "=", admin.workspaceId)
      .where("role", "=", "admin")
      .where("disabled_at", "is", null)
      .orderBy("id")
      .forUpdate()
      .execute();
    const member = await trx
      .selectFrom("member")
      .select(["id", "user_id", "role", "disabled_at"])
      .where("workspace_id", "=", admin.workspaceId)
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    if (!member) throw notFound();
    const loses = (change.role !== undefined && change.role !== "admin") || change.disabled === true;
    if (loses && admins.length === 1 && admins[0]?.id === id)
      throw conflict("last_admin", {
        en: "This is the last administrator. Make somebody else one first.",
        fr: "C’est le dernier administrateur. Nommez-en d’abord un autre.",
      });
    await trx
      .updateTable("member")
      .set((eb) => ({
        role: change.role ?? member.role,
        disabled_at:
          change.disabled === undefined
            ? member.disabled_at
            : change.disabled
              ? eb.fn.coalesce("disabled_at", eb.fn<string>("clock_timestamp"))
              : null,
      }))
      .where("workspace_id", "=", admin.workspaceId)
      .where("id", "=", id)
      .execute();
    if (change.disabled === true && member.disabled_at === null) await leave(trx, admin, member);
    await record(trx, { ...admin, action: "member.change", subject: `member/${id}`, detail: { ...change } });
  });
}

async function leave(trx: Trx, admin: Admin, member: { id: string; user_id: string }): Promise<void> {
  await trx
    .deleteFrom("auth_session")
    .where("userId", "=", member.user_id)
    .where("workspaceId", "=", admin.workspaceId)
    .execute();
  const accounts = await trx
    .selectFrom("account")
    .select(["id", "network", "handle"])
    .where("workspace_id", "=", admin.workspaceId)
    .where("member_id", "=", member.id)
    .where("state", "<>", "disconnected")
    .orderBy("id")
    .execute();
  for (const account of accounts)
    await writeMode(
      trx,
      admin,
      account.id,
      { mode: "paused" },
      {
        by: admin.memberId,
        account: `${account.network}:${account.handle}`,
        cause: "the member was switched off",
      },
    );
}

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
import type { Services, Trx } from "../ports.ts";

type Admin = { workspaceId: string; memberId: string };
type Person = { name: string; email: string; role: Role; language: Language; words: string | null };
/** Who invites, and where to. */
export type Host = { company: string; zone: string; inviter: string | null };

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
    const host = await readHost(trx, admin);
    const words = person.words?.trim() || null;
    const id = await letIn(trx, { ...admin, host, mailed }, { ...person, email, words });
    const detail = { name: person.name, role: person.role };
    await record(trx, { ...admin, action: "member.invite", subject: `member/${id}`, detail });
    return { id, mailed };
  });
}

export async function readHost(trx: Trx, { workspaceId, memberId }: Admin): Promise<Host> {
  return trx
    .selectFrom("workspace as w")
    .leftJoin("member as m", (join) => join.onRef("m.workspace_id", "=", "w.id").on("m.id", "=", memberId))
    .select(["w.name as company", "w.zone", "m.name as inviter"])
    .where("w.id", "=", workspaceId)
    .executeTakeFirstOrThrow();
}

/** Makes a member of whoever has this address, which nobody else here may have yet, with an invitation, and its mail where one can go. */
export async function letIn(
  trx: Trx,
  { workspaceId, memberId, host, mailed }: Admin & { host: Host; mailed: boolean },
  { name, email, role, language, words }: Person,
): Promise<string> {
  const userId = await ensureUser(trx, { email, name });
  const { id } = await trx
    .insertInto("member")
    .values({
      workspace_id: workspaceId,
      user_id: userId,
      role,
      name,
      email,
      language,
      zone: host.zone,
      // Who only publishes is led through; who works here finds their way.
      welcome: role === "ambassador" ? "charter" : null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`insert into invitation (workspace_id, member_id, invited_by, words, expires_at)
    values (${workspaceId}, ${id}, ${memberId}, ${words}, now() + make_interval(days => ${invitationDays}))`.execute(
    trx,
  );
  if (!mailed) return id;
  const { inviter, company } = host;
  await mailOnce(trx, {
    workspaceId,
    reason: `invite/${id}`,
    to: { address: email, name },
    template: invitation,
    data: { member: id, name, inviter, company, words, link: null },
    language,
  });
  return id;
}

import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import type { Role } from "../api.ts";
import { record } from "../audit.ts";
import { across } from "../database/scope.ts";
import { conflict, notFound } from "../errors.ts";
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

/**
 * Invites somebody once more who has not come in: their own link, which others may have by now, lets them in for another two weeks. The words are those of
 * the first time. Throws 404, and 409 `invitation_used` or `member_off`.
 */
export async function inviteAgain(
  services: Pick<Services, "db" | "settings">,
  admin: Admin,
  id: string,
): Promise<{ mailed: boolean }> {
  const mailed = await canMail(services, admin.workspaceId);
  await services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<Waiting>`
      select m.name, m.email, m.language, m.disabled_at is not null as off, i.used_at is not null as used, i.words
      from invitation i join member m on m.workspace_id = i.workspace_id and m.id = i.member_id
      where i.workspace_id = ${admin.workspaceId} and i.member_id = ${id} for update of i`.execute(trx);
    const [found] = rows;
    if (found === undefined) throw notFound();
    if (found.off) throw memberOff();
    if (found.used) throw cameIn();
    const { rows: renewed } = await sql<{ at: string }>`
      update invitation set invited_by = ${admin.memberId}, expires_at = now() + make_interval(days => ${invitationDays})
      where workspace_id = ${admin.workspaceId} and member_id = ${id} returning expires_at as at`.execute(trx);
    const detail = { name: found.name };
    await record(trx, { ...admin, action: "member.invite", subject: `member/${id}`, detail });
    if (!mailed) return;
    const host = await readHost(trx, admin);
    await mailInvitation(trx, { ...admin, host, id, at: renewed[0]!.at }, found);
  });
  return { mailed };
}

type Waiting = Omit<Person, "role"> & { off: boolean; used: boolean };

export const memberOff = () =>
  conflict("member_off", {
    en: "This person is switched off. Switch them on again first.",
    fr: "Cette personne est désactivée. Réactivez-la d’abord.",
  });
const cameIn = () =>
  conflict("invitation_used", {
    en: "This person has come in already. Make them a sign-in link instead.",
    fr: "Cette personne est déjà entrée. Créez-lui plutôt un lien de connexion.",
  });

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
  if (mailed) await mailInvitation(trx, { workspaceId, host, id, at: null }, { name, email, language, words });
  return id;
}

/** `at`: until when it holds, where it is not the first. */
async function mailInvitation(
  trx: Trx,
  { workspaceId, host, id, at }: { workspaceId: string; host: Host; id: string; at: string | null },
  { name, email, language, words }: Omit<Person, "role">,
): Promise<void> {
  const { inviter, company } = host;
  await mailOnce(trx, {
    workspaceId,
    reason: at === null ? `invite/${id}` : `invite/${id}/${Date.parse(at)}`,
    to: { address: email, name },
    template: invitation,
    data: { member: id, name, inviter, company, words, link: null },
    language,
  });
}

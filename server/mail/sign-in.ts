import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import type { Services } from "../ports.ts";
import { mailOnce } from "./once.ts";
import { canMail } from "./settings.ts";
import { template } from "./templates/sign-in.ts";

/**
 * Puts a sign-in link into the mail for a person who is let in; for anybody else nothing happens, and the caller answers the same.
 * At most one a minute for a person, whoever asks.
 */
export async function mailSignInLink(services: Pick<Services, "db" | "settings">, email: string): Promise<void> {
  const { db } = services;
  const { rows } = await sql<{
    id: string;
    workspace_id: string;
    name: string;
    email: string;
    language: Language;
    company: string;
    minute: number;
  }>`
    select m.id, m.workspace_id, m.name, u.email, m.language, w.name as company, floor(extract(epoch from now()) / 60)::int as minute
    from auth_user u join member m on m.user_id = u.id and m.disabled_at is null join workspace w on w.id = m.workspace_id
    where u.email = ${email.toLowerCase()} order by m.created_at limit 1`.execute(db);
  const [person] = rows;
  if (person === undefined || !(await canMail(services, person.workspace_id))) return;
  await mailOnce(db, {
    workspaceId: person.workspace_id,
    reason: `sign-in/${person.id}/${person.minute}`,
    to: { address: person.email, name: person.name },
    template,
    data: { name: person.name, company: person.company },
    language: person.language,
  });
}

/** Whether the sign-in page may offer it: some workspace here can send mails. */
export async function anyMail(services: Pick<Services, "db" | "settings">): Promise<boolean> {
  const none = "00000000-0000-0000-0000-000000000000";
  if (await canMail(services, none)) return true;
  return (
    (await services.db.selectFrom("mail_setting").select("workspace_id").limit(1).executeTakeFirst()) !== undefined
  );
}

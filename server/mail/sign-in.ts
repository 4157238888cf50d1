import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import { across, inWorkspace } from "../database/scope.ts";
import type { Services } from "../ports.ts";
import { mailOnce } from "./once.ts";
import { canMail, mailsByItself } from "./settings.ts";
import { template } from "./templates/sign-in.ts";

type Person = {
  id: string;
  workspace_id: string;
  name: string;
  email: string;
  language: Language;
  company: string;
  minute: number;
};

/**
 * Puts a sign-in link into the mail for a person who is let in; for anybody else nothing happens, and the caller answers the same.
 * At most one a minute for a person, whoever asks.
 */
export async function mailSignInLink(services: Pick<Services, "db" | "settings">, email: string): Promise<void> {
  const { rows } = await across("sign-in", () =>
    sql<Person>`
      select m.id, m.workspace_id, m.name, u.email, m.language, w.name as company, floor(extract(epoch from now()) / 60)::int as minute
      from auth_user u join member m on m.user_id = u.id and m.disabled_at is null join workspace w on w.id = m.workspace_id
      where u.email = ${email.toLowerCase()} order by m.created_at limit 1`.execute(services.db),
  );
  const [person] = rows;
  if (person === undefined) return;
  await inWorkspace(person.workspace_id, () => queue(services, person));
}

async function queue(services: Pick<Services, "db" | "settings">, person: Person): Promise<void> {
  if (!(await canMail(services, person.workspace_id))) return;
  await mailOnce(services.db, {
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
  if (mailsByItself(services.settings)) return true;
  const row = await services.db.selectFrom("mail_setting").select("workspace_id").limit(1).executeTakeFirst();
  return row !== undefined;
}

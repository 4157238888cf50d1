import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import { canMail } from "../mail/settings.ts";
import { mailOnce } from "../mail/once.ts";
import { template } from "../mail/templates/suggestion.ts";
import type { Services, Trx } from "../ports.ts";

export type Outcome = "accepted" | "changed" | "declined" | "published";

type Told = {
  memberId: string;
  name: string;
  email: string;
  language: Language;
  company: string;
  by: string | null;
  word: string;
  idea: boolean;
  title: string;
};

/** Tells its author what became of a suggestion: each outcome once, in the transaction that makes it. Who answered their own is told nothing. */
export async function tell(
  trx: Trx,
  services: Pick<Services, "db" | "settings">,
  workspaceId: string,
  id: string,
  outcome: Outcome,
  link: string | null = null,
): Promise<void> {
  if (!(await canMail({ db: trx, settings: services.settings }, workspaceId))) return;
  const { rows } = await sql<Told>`
    select m.id as "memberId", m.name, m.email, m.language, w.name as company, b.name as by, s.word, s.kind = 'idea' as idea,
      left(coalesce(nullif(s.title, ''), nullif(split_part(s.body, E'\n', 1), ''), s.page->>'title', s.link, ''), 120) as title
    from suggestion s join workspace w on w.id = s.workspace_id
      join member m on m.workspace_id = s.workspace_id and m.id = s.member_id and m.disabled_at is null
      left join member b on b.workspace_id = s.workspace_id and b.id = s.by_id
    where s.workspace_id = ${workspaceId} and s.id = ${id} and (s.by_id is distinct from s.member_id or ${outcome}::text = 'published')`.execute(
    trx,
  );
  const [told] = rows;
  if (told === undefined) return;
  const { name, email, language, company, by, word, idea, title } = told;
  await mailOnce(trx, {
    workspaceId,
    reason: `suggestion/${id}/${outcome}`,
    to: { address: email, name },
    template,
    data: { name, company, by, word, title, outcome, idea, link },
    language,
  });
}

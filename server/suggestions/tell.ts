import { sql } from "kysely";
import type { Text } from "#engine/text.ts";
import { notify } from "../notices/notify.ts";
import type { Trx } from "../ports.ts";

export type Outcome = "accepted" | "changed" | "declined" | "published";

type Told = { memberId: string; company: string; by: string | null; word: string; idea: boolean; title: string };

/** Tells its author what became of a suggestion: each outcome once, in the transaction that makes it. Who answered their own is told nothing. */
export async function tell(trx: Trx, workspaceId: string, id: string, outcome: Outcome): Promise<void> {
  const { rows } = await sql<Told>`
    select s.member_id as "memberId", w.name as company, b.name as by, s.word, s.kind = 'idea' as idea,
      left(coalesce(nullif(s.title, ''), nullif(split_part(s.body, E'\n', 1), ''), s.page->>'title', s.link, ''), 120) as title
    from suggestion s join workspace w on w.id = s.workspace_id
      left join member b on b.workspace_id = s.workspace_id and b.id = s.by_id
    where s.workspace_id = ${workspaceId} and s.id = ${id} and (s.by_id is distinct from s.member_id or ${outcome}::text = 'published')`.execute(
    trx,
  );
  const [told] = rows;
  if (told === undefined) return;
  const { memberId, company, by, word, idea, title } = told;
  await notify(trx, {
    workspaceId,
    memberId,
    reason: `suggestion/${id}/${outcome}`,
    kind: "suggestion",
    data: { ...said({ who: by ?? company, title, idea, word: word.slice(0, 300) })[outcome], path: "/suggest/sent" },
  });
}

type About = { who: string; title: string; idea: boolean; word: string };
type Words = { title: Text; text: Text; button: Text };

/** Their own word comes first: it is what the author waits for. */
const said = ({ who, title, idea, word }: About): Record<Outcome, Words> => {
  const after = (en: string, fr: string): Text => ({
    en: word === "" ? en : `“${word}” ${en}`,
    fr: word === "" ? fr : `« ${word} » ${fr}`,
  });
  return {
    accepted: {
      title: idea
        ? { en: `${who} read your idea`, fr: `${who} a lu votre idée` }
        : { en: `${who} took “${title}”`, fr: `${who} a retenu « ${title} »` },
      text: idea
        ? after("It stays inside, and is not posted.", "Elle reste en interne et n’est pas publiée.")
        : after(
            "It goes on to the colleagues who take such topics. Each decides for themselves.",
            "Elle est proposée aux collègues qui suivent ces thèmes. Chacun décide pour soi.",
          ),
      button: { en: "See what becomes of it", fr: "Voir ce qu’elle devient" },
    },
    changed: {
      title: { en: `Other words for “${title}”?`, fr: `D’autres mots pour « ${title} » ?` },
      text: after(
        `${who} would say it a little otherwise. Nothing of it goes out before you said yes.`,
        `${who} la dirait un peu autrement. Rien ne part avant votre oui.`,
      ),
      button: { en: "Compare and answer", fr: "Comparer et répondre" },
    },
    declined: {
      title: { en: `${who} does not keep “${title}”`, fr: `${who} ne garde pas « ${title} »` },
      text: after("Thank you all the same.", "Merci quand même."),
      button: { en: "See your suggestions", fr: "Voir vos suggestions" },
    },
    published: {
      title: { en: `“${title}” is out`, fr: `« ${title} » est en ligne` },
      text: {
        en: "A first post was made of what you brought in.",
        fr: "Une première publication est née de ce que vous avez apporté.",
      },
      button: { en: "See what came of it", fr: "Voir ce qui en est né" },
    },
  };
};

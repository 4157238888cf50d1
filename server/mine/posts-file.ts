import { sql } from "kysely";
import { csvOf } from "#engine/csv.ts";
import type { Language } from "#engine/text.ts";
import type { Db, Services } from "../ports.ts";

/** Posts of one file: more than a person makes in many years. */
const most = 20_000;
/** As networks call them, in the order of one's page. */
const figures = ["views", "reach", "likes", "reposts", "quotes", "replies", "clicks", "saves"] as const;

const heads = {
  en: [
    ...["Date", "Network", "Account", "Title", "Text", "Link", "Visits by its short link"],
    ...["Views", "Reached", "Likes", "Reposts", "Quotes", "Replies", "Clicks", "Saved", "Figures read"],
  ],
  fr: [
    ...["Date", "Réseau", "Compte", "Titre", "Texte", "Lien", "Visites par le lien court"],
    ...["Vues", "Touchés", "J’aime", "Partages", "Citations", "Réponses", "Clics", "Enregistrés", "Chiffres lus"],
  ],
} as const satisfies Record<Language, readonly string[]>;

type Row = {
  at: string;
  network: string;
  handle: string;
  title: string;
  text: string | null;
  url: string | null;
  visits: number | null;
  counts: Record<string, number> | null;
  read: string | null;
};

/** What somebody published through their accounts, with the newest figures of each, as a table for spreadsheets, newest first. */
export async function postsFile(
  { db, nodes }: { db: Db } & Pick<Services, "nodes">,
  who: { workspaceId: string; memberId: string; language: Language },
): Promise<Uint8Array> {
  const { workspaceId, memberId, language } = who;
  const { rows } = await sql<Row>`
    select d.published_at as at, d.network, a.handle, d.item_title as title, d.post->'parts'->0->>'text' as text, d.remote_url as url, r.counts, r.at as read,
      (select s.people from short_link s where s.workspace_id = d.workspace_id and s.delivery_id = d.id limit 1) as visits
    from account a join delivery d on d.workspace_id = a.workspace_id and d.account_id = a.id
    left join lateral (select counts, at from reading where workspace_id = d.workspace_id and delivery_id = d.id and counts <> '{}'
      and (until is null or until > now()) order by step desc limit 1) r on true
    where a.workspace_id = ${workspaceId} and a.member_id = ${memberId} and d.state = 'published' and d.published_at is not null
    order by d.published_at desc limit ${most}`.execute(db);
  const lines = rows.map(({ at, network, handle, title, text, url, visits, counts, read }) => [
    ...[at, nodes.networks.get(network)?.card.title ?? network, handle, title, text, url, visits],
    ...figures.map((name) => counts?.[name] ?? null),
    read,
  ]);
  return new TextEncoder().encode(csvOf([heads[language], ...lines]));
}

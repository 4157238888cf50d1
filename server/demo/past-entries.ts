import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { Written } from "#engine/written.ts";
import { enterDue } from "../entries/enter.ts";
import { calendarMap } from "../entries/house.ts";
import { planEntry } from "../entries/plan.ts";
import { saveEntry } from "../entries/save.ts";
import type { Services } from "../ports.ts";
import { saveEvergreen } from "../recycling/change.ts";

const hour = 3_600_000;
const site = "https://atelier-lumen.example";

/** `others`: more wordings of what comes back by itself, every `gap` days at most. */
type Wrote = {
  days: number;
  topic: string;
  text: string;
  path: string;
  campaign?: string;
  gap?: number;
  others?: string[];
};

/** What the community manager wrote by hand in those months: days before the installation, topic, words, where it leads, campaign. */
const written: readonly Wrote[] = [
  {
    ...{ days: 72, topic: "Projets", path: "/projets/halle-aux-grains" },
    text: "La halle aux grains est livrée : quatre cents lanternes, et un plafond que l’on regarde enfin.",
  },
  {
    // It has no other words yet: the library asks for some.
    ...{ days: 50, topic: "Coulisses", path: "/journal/une-journee-a-l-etabli", gap: 45 },
    text: "Une journée à l’établi : onze prototypes, dix échecs, une lampe. Venez voir le onzième.",
  },
  {
    ...{ days: 30, topic: "Agenda", path: "/agenda/conference-nuit" },
    text: "Conférence jeudi : « Éclairer moins, éclairer mieux ». Entrée libre, on garde une heure pour vos questions.",
  },
  {
    ...{ days: 21, topic: "Projets", path: "/projets/pont-de-la-feuillee" },
    text: "Le pont de la Feuillée s’éclaire avec le pas des gens. Trois mois de mesures, publiées telles quelles.",
  },
  {
    ...{ days: 14, topic: "Design", path: "/design/abat-jour-tisse", gap: 60 },
    text: "Un abat-jour tissé, réparable à la maison : le patron est libre, prenez-le.",
    others: [
      "Votre abat-jour a craqué ? Du fil, une aiguille, notre patron : il repart pour dix ans.",
      "On nous demande souvent le patron de l’abat-jour tissé. Il est là, et il n’est à personne.",
    ],
  },
  {
    ...{ days: 7, topic: "Emploi", path: "/emploi/luminariste", campaign: "Recrutement d’hiver" },
    text: "Luminariste : le salaire, les horaires, l’équipe, tout est dans l’annonce. Vous connaissez quelqu’un ?",
  },
];

/** Lets the demo's community manager have planned what belongs to the day of `at` (milliseconds). Gives the map by which it goes, null where there was nothing. */
export async function enterWritten(
  services: Services,
  { workspaceId, installed, at, before }: { workspaceId: string; installed: number; at: number; before: number },
): Promise<string | null> {
  const due = written.filter(({ days }) => {
    const moment = installed - days * 24 * hour;
    return moment > before && moment <= at;
  });
  if (due.length === 0) return null;
  const { rows } = await sql<{ manager: string; refs: string[] }>`
    select m.id as manager, array(select ref from account where workspace_id = m.workspace_id and member_id is null and state = 'connected' order by ref) as refs
    from member m where m.workspace_id = ${workspaceId} and m.role = 'manager' order by m.created_at limit 1`.execute(
    services.db,
  );
  const [place] = rows;
  if (place === undefined) return null;
  const who = { workspaceId, memberId: place.manager, role: "manager" as const };
  for (const { topic, text, path, campaign, gap, others = [] } of due) {
    const { rows: named } = await sql<{ topic: string | null; campaign: string | null }>`
      select (select id from topic where workspace_id = ${workspaceId} and key = ${topic}) as topic,
        (select id from campaign where workspace_id = ${workspaceId} and name = ${campaign ?? ""} limit 1) as campaign`.execute(
      services.db,
    );
    const words = [text, ...others].map((one) => ({ text: one, for: null }));
    const id = randomUUID();
    const when = new Date(at + hour / 4).toISOString();
    const { entry } = await saveEntry(services, who, id, {
      ...{ revision: 0, at: when, until: null, evergreen: gap !== undefined, approval: false, ...named[0]! },
      written: Written.parse({
        ...{ version: 1, words, link: `${site}${path}`, accounts: place.refs, people: { topics: [] } },
      }),
    });
    if (gap !== undefined) await saveEvergreen(services, who, id, { gap, months: [], ends: null });
    await planEntry(services, who, id, { revision: entry.revision, when: { kind: "at", at: when } });
  }
  await enterDue(services, at + hour / 4);
  return calendarMap(services.db, workspaceId);
}

import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { addDays, dayAt, startOf } from "#engine/days.ts";
import { Written } from "#engine/written.ts";
import { saveCampaign, turnCampaign } from "../campaigns/change.ts";
import { listCampaigns } from "../campaigns/views.ts";
import { readLine } from "../editorial/line.ts";
import { saveEntry } from "../entries/save.ts";
import type { Services } from "../ports.ts";
import type { Manager } from "../topics/change.ts";
import { topicsOf } from "../topics/read.ts";

const written = [
  {
    ...{ name: "Recrutement d’hiver", colour: 2, from: -9, to: 24, budget: 4, hashtags: ["OnRecrute", "AtelierLumen"] },
    about:
      "Deux luminaristes et un chef de projet. On montre le métier avant l’annonce : une journée, un chantier, une équipe.",
    ...{
      objective: "Qu’ils candidatent",
      audience: "Futurs collègues",
      topics: ["Emploi", "Coulisses"],
      started: true,
    },
    posts: [
      [
        2,
        600,
        "Trois heures du matin, la place est vide : c’est le moment de régler la lumière. Journal d’une nuit de chantier.",
      ],
      [4, 690, "« Je suis arrivée sans connaître un câble. » Inès raconte ses six premiers mois à l’atelier."],
      [9, 600, "Nous cherchons un·e luminariste. Voici ce que vous ferez vraiment, semaine par semaine."],
    ],
  },
  {
    ...{ name: "Portes ouvertes de printemps", colour: 4, from: 96, to: 131, budget: 3, hashtags: ["PortesOuvertes"] },
    about: "Trois samedis pour voir la lumière en vrai. À écrire : l’invitation, le programme, le retour en images.",
    ...{ objective: "Qu’ils viennent voir", audience: "Voisins", topics: ["Agenda"], started: false },
    posts: [],
  },
] as const;

/** Two campaigns of the demo: one under way, with what is written for it, and one that is prepared. What is there already stays. */
export async function seedCampaigns(services: Services, actor: Manager): Promise<void> {
  const { db } = services;
  const { workspaceId } = actor;
  const known = await listCampaigns(db, workspaceId, { of: "all", limit: 1 });
  if (known.rows.length > 0) return;
  const line = await readLine(db, workspaceId);
  const topics = await topicsOf(db, workspaceId);
  const { rows } = await sql<{ zone: string; page: string | null }>`select w.zone, (select ref from account
    where workspace_id = w.id and member_id is null and state = 'connected' order by network desc, id limit 1) as page
    from workspace w where w.id = ${workspaceId}`.execute(db);
  const { zone, page } = rows[0]!;
  const today = dayAt(zone, services.clock.now());
  const idOf = (list: readonly { id: string; name: string }[], name: string) =>
    list.find((one) => one.name === name)?.id ?? null;
  for (const { name, colour, about, budget, hashtags, from, to, started, posts, ...aim } of written) {
    const id = randomUUID();
    const own = aim.topics.flatMap((topic) => idOf(topics, topic) ?? []);
    const made = await saveCampaign(services, actor, id, {
      ...{ revision: 0, name, colour, about, budget, hashtags: [...hashtags], topics: own },
      ...{ firstDay: addDays(today, from), lastDay: addDays(today, to) },
      objective: idOf(line.objectives, aim.objective),
      audience: idOf(line.audiences, aim.audience),
      utm: { source: "ambassadeurs", medium: "social", campaign: name.split(" ")[0]!.toLowerCase(), content: "" },
    });
    if (started) await turnCampaign(services, actor, id, { revision: made.revision, state: "started" });
    for (const [days, minute, text] of posts) {
      const at = new Date(startOf(zone, addDays(today, days)) + minute * 60_000).toISOString();
      const who = { ...actor, role: "manager" as const };
      const words = { version: 1 as const, words: [{ text, for: null }], accounts: page === null ? [] : [page] };
      await saveEntry(services, who, randomUUID(), {
        ...{ revision: 0, at, until: null, evergreen: false, approval: false, topic: own[0] ?? null, campaign: id },
        written: Written.parse(words),
      });
    }
  }
}

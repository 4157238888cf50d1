import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { addDays, dayAt } from "#engine/days.ts";
import { answerAsked, finishAsked } from "../briefs/answer.ts";
import { saveBrief, turnBrief } from "../briefs/change.ts";
import { answerOffer } from "../briefs/offer.ts";
import { beginPost } from "../briefs/posts.ts";
import { listBriefs } from "../briefs/views.ts";
import { listCampaigns } from "../campaigns/views.ts";
import type { Services } from "../ports.ts";
import { topicsOf } from "../topics/read.ts";
import { workspace } from "./workspace.ts";

const at = (name: string): string => `${name}@atelier-lumen.example`;
const [camille, lea, hugo, noah, ines] = [
  "camille.durand",
  "lea.martin",
  "hugo.bernard",
  "noah.petit",
  "ines.moreau",
].map(at) as [string, string, string, string, string];

const night = {
  ...{
    kind: "article" as const,
    title: "Raconter une nuit de chantier",
    effort: "environ deux heures, en une ou deux fois",
  },
  wanted:
    "Mille signes, pour quelqu’un qui ne connaît pas le métier : ce que l’on voit à trois heures du matin, ce qui a failli rater, ce dont vous êtes fier. Pas de vocabulaire technique, pas de client nommé. Une photo de téléphone suffit.",
  help: { text: "Camille relit avec vous", picture: "Noah peut passer sur le chantier", technique: "" },
};
const visit = {
  ...{ kind: "film" as const, title: "Filmer la visite de l’atelier", effort: "une demi-heure" },
  wanted: "Deux minutes au téléphone, en marchant : l’établi, la salle noire, la première lampe de la maison.",
  help: { text: "", picture: "", technique: "Hugo prête le stabilisateur et coupe les blancs" },
};

/** Two briefs of the demo: one that is open, for which somebody offered, and one that is done and carried on. What is there already stays. */
export async function seedBriefs(
  services: Services,
  workspaceId: string,
  members: ReadonlyMap<string, string>,
): Promise<void> {
  const { db, clock } = services;
  if ((await listBriefs(db, workspaceId, { of: "all", limit: 1 })).rows.length > 0) return;
  const idOf = (email: string): string => members.get(email)!;
  const asker = { workspaceId, memberId: idOf(camille) };
  const self = (email: string) => ({ workspaceId, memberId: idOf(email) });
  const [campaign] = (await listCampaigns(db, workspaceId, { of: "open", limit: 50 })).rows.filter(({ runs }) => runs);
  const topic = (await topicsOf(db, workspaceId)).find(({ name }) => name === "Projets")?.id ?? null;
  const today = dayAt(workspace.zone, clock.now());
  const ask = async (
    said: typeof night | typeof visit,
    people: string[],
    more: { topic: string | null; days: number },
  ) => {
    const id = randomUUID();
    await saveBrief(services, asker, id, {
      ...{ ...said, revision: 0, campaign: campaign?.id ?? null, team: null, topic: more.topic },
      ...{ lastDay: addDays(today, more.days), people: people.map(idOf) },
    });
    await turnBrief(services, asker, id, { revision: 1, state: "open" });
    return id;
  };
  const done = await ask(visit, [noah, ines], { topic: null, days: 6 });
  await answerAsked(services, self(noah), done, {
    answer: "yes",
    word: "Avec plaisir, jeudi matin si la salle noire est libre.",
  });
  await answerOffer(
    services,
    asker,
    { id: done, member: idOf(noah) },
    {
      ...{
        revision: 2,
        answer: "agree",
        word: "Parfait, je réserve la salle. Hugo t’apporte le stabilisateur.",
        due: addDays(today, 2),
      },
    },
  );
  await finishAsked(services, { ...self(noah), role: "ambassador" }, done, {
    link: "https://atelier-lumen.example/journal/visite-atelier",
    words:
      "Deux minutes dans l’atelier, de l’établi à la salle noire. On y voit la première lampe de la maison, toujours allumée.",
  });
  const who = { ...asker, role: "manager" as const };
  // A draft: what is planned goes by a map of its own, which is not there before the demo has its past.
  await beginPost(services, who, done, { member: idOf(noah), own: false });
  const open = await ask(night, [lea, hugo, ines], { topic, days: 12 });
  await answerAsked(services, self(hugo), open, {
    ...{ answer: "yes", word: "Je raconterais bien la place des Tilleuls. Est-ce que je peux parler des voisins ?" },
  });
  // They heard of it then: nobody's share of notices is spent on the day on which the demo is opened.
  await sql`delete from notice where workspace_id = ${workspaceId} and kind = 'brief'`.execute(db);
}

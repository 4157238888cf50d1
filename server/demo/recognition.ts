import { sql } from "kysely";
import type { Services } from "../ports.ts";
import { sayTalk } from "../talks/say.ts";
import { showThanks, writeThanks } from "../recognition/thanks.ts";
import { readRecognition, wishRecognition } from "../recognition/wish.ts";
import { basics } from "../training/lessons.ts";
import { keepLesson } from "../training/progress.ts";

const at = (name: string): string => `${name}@atelier-lumen.example`;
/** Who takes part: `badges`: they show theirs; `lessons`: how many of the basic ones they finished. The others do not, and nobody can tell. */
const takes = [
  ["lea.martin", { badges: true, lessons: basics.length }],
  ["noah.petit", { badges: true, lessons: 1 }],
  ["sofia.lopez", { badges: false, lessons: 2 }],
] as const;

const said = [
  {
    ...{ id: "5f1c3c1e-7d0a-4c0e-9a53-0c8f6f2a7a01", to: "noah.petit", kind: "visit" as const, shown: true },
    thing: "La visite de l’atelier, filmée",
    words:
      "Deux minutes en marchant, et l’on sent l’odeur du bois. Le plan sur la première lampe, toujours allumée : personne d’autre n’y aurait pensé.",
  },
  {
    ...{ id: "5f1c3c1e-7d0a-4c0e-9a53-0c8f6f2a7a02", to: "lea.martin", kind: "mentor" as const, shown: true },
    thing: "L’accueil de Noah",
    words: "Un café chaque mardi, sans que personne ne te l’ait demandé. Merci d’avoir pris ce temps.",
  },
  {
    ...{ id: "5f1c3c1e-7d0a-4c0e-9a53-0c8f6f2a7a03", to: "lea.martin", kind: "suggestion" as const, shown: false },
    thing: "L’idée du carnet de chantier",
    words: "Tu as vu avant nous que les gens veulent savoir comment, pas combien. Nous en avons fait une rubrique.",
  },
];

/** In the demo three people like to be thanked; two let colleagues read it. What is there already stays. */
export async function seedRecognition(
  services: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  members: ReadonlyMap<string, string>,
): Promise<void> {
  const { db } = services;
  const who = (name: string) => ({ workspaceId, memberId: members.get(at(name))! });
  for (const [name, { badges, lessons }] of takes) {
    if ((await readRecognition(services, who(name))).on) return;
    await wishRecognition(db, who(name), { on: true, badgesShown: badges });
    for (const lesson of basics.slice(0, lessons)) await keepLesson(services, who(name), { name: lesson, step: 99 });
  }
  for (const { shown, to, ...words } of said) {
    await writeThanks(db, who("camille.durand"), { ...words, to: who(to).memberId });
    if (shown) await showThanks(db, who(to), words.id, true);
  }
  await sayTalk(db, who("theo.girard"), {
    ...{ id: "5f1c3c1e-7d0a-4c0e-9a53-0c8f6f2a7a04", address: "https://theo-eclaire.example/carnet" },
    words: "Un carnet que je tiens depuis mon arrivée : des essais de lampes, quelques ratés, beaucoup de photos.",
  });
  await sayTalk(db, who("jade.roux"), {
    ...{ id: "5f1c3c1e-7d0a-4c0e-9a53-0c8f6f2a7a05", address: "https://x.com/jade_et_la_lumiere" },
    words: "Je montre parfois nos chantiers, de nuit surtout.",
  });
  // They heard of it then: nobody's share of notices is spent on the day on which the demo is opened.
  await sql`delete from notice where workspace_id = ${workspaceId} and (kind = 'thanks' or reason like 'talk/%')`.execute(
    db,
  );
}

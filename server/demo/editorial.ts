import { noTone } from "#engine/tone.ts";
import { changeEditorial, setTone, writeAudience, writeObjective } from "../editorial/change.ts";
import { readLine } from "../editorial/line.ts";
import { answerSpeaking, setSpeaker } from "../editorial/speaking.ts";
import type { Services } from "../ports.ts";
import { topicsOf } from "../topics/read.ts";
import type { Manager } from "../topics/change.ts";

const objectives = [
  ["Qu’ils candidatent", "Deux luminaristes et un chef de projet d’ici l’été."],
  ["Qu’ils nous appellent", "Être dans les trois agences que l’on consulte pour un musée."],
  ["Qu’ils viennent voir", "L’atelier ouvert, trois fois par an."],
] as const;

const audiences = [
  {
    name: "Futurs collègues",
    description: "Jeunes diplômés et gens du métier qui regardent ailleurs.",
    aims: [[0, "ce qu’est une journée ici"]],
    topics: ["Emploi", "Coulisses"],
  },
  {
    name: "Maîtres d’ouvrage",
    description: "Villes, musées, promoteurs : ils lisent entre deux réunions.",
    aims: [
      [1, "ce que nous avons livré, et comment"],
      [2, "voir la lumière vaut mille plans"],
    ],
    topics: ["Projets", "Design"],
  },
  {
    name: "Voisins",
    description: "Le quartier, les écoles, la presse locale.",
    aims: [[2, "portes ouvertes"]],
    topics: ["Agenda", "Coulisses"],
  },
] as const;

/** The demo's editorial line; what is there already stays. */
export async function seedEditorial(
  services: Services,
  actor: Manager,
  members: ReadonlyMap<string, string>,
): Promise<void> {
  const { workspaceId } = actor;
  if ((await readLine(services.db, workspaceId)).audiences.length > 0) return;
  const topics = new Map((await topicsOf(services.db, workspaceId)).map(({ name, id }) => [name, id]));
  for (const [name, description] of objectives) await writeObjective(services, actor, null, { name, description });
  const made = (await readLine(services.db, workspaceId)).objectives;
  const idOf = (index: number): string => made.find(({ name }) => name === objectives[index]![0])!.id;
  for (const { aims, topics: names, ...words } of audiences)
    await writeAudience(services, actor, null, {
      ...words,
      topics: names.flatMap((name) => topics.get(name) ?? []),
      aims: aims.map(([index, note]) => ({ objective: idOf(index), note })),
    });
  const notes =
    "Nous disons « nous », et nous montrons les gens avant les machines. Une idée par message. Un voisin doit comprendre.";
  const rules = { ...noTone, sentence: 25, avoid: ["leader*", "disrupt*", "synergie*"], capitals: true, hashtags: 3 };
  await setTone(services, actor, { network: "", notes, rules });
  await changeEditorial(services, actor, { ownShare: 60, ownSites: ["atelier-lumen.example"] });
  for (const [email, name, agrees] of speakers) {
    const [member, topic] = [members.get(email), topics.get(name)];
    if (member === undefined || topic === undefined) continue;
    await setSpeaker(services, actor, { topic, member, speaks: true });
    if (agrees) await answerSpeaking(services, { workspaceId, memberId: member }, topic, true);
  }
}

const speakers = [
  ["lea.martin@atelier-lumen.example", "Design", true],
  ["hugo.bernard@atelier-lumen.example", "Projets", true],
  ["ines.moreau@atelier-lumen.example", "Emploi", false],
] as const;

import { sql } from "kysely";
import { askPortrait, proposePortrait } from "../portraits/ask.ts";
import { answerPortrait } from "../portraits/own.ts";
import { listPortraits } from "../portraits/views.ts";
import type { Services } from "../ports.ts";

const at = (name: string): string => `${name}@atelier-lumen.example`;
const [ines, karim] = ["7a4e8f1e-1c55-4d36-8b0a-6f0a4c1d5e01", "7a4e8f1e-1c55-4d36-8b0a-6f0a4c1d5e02"];
const questions = [
  "Que faites-vous ici, raconté à quelqu’un qui ne connaît pas le métier ?",
  "Comment y êtes-vous venue ?",
  "Quel moment de cette année revivriez-vous ?",
];
const answers = [
  "Je dessine la nuit : où la lumière tombe, et où elle laisse le noir tranquille.",
  "Par les chantiers. J’ai tiré des câbles pendant quatre ans avant d’avoir le droit de dire où ils iraient.",
  "La première nuit de la place des Tilleuls. Un vieux monsieur a éteint sa lampe de poche et l’a rangée.",
];
const words =
  "Inès dessine la nuit : « où la lumière tombe, et où elle laisse le noir tranquille ». Elle a tiré des câbles pendant quatre ans avant de dire où ils iraient. De cette année, elle garde la première nuit de la place des Tilleuls : « Un vieux monsieur a éteint sa lampe de poche et l’a rangée. »";

/** In the demo one portrait waits for its person's yes, and one for answers. What is there already stays. */
export async function seedPortraits(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  members: ReadonlyMap<string, string>,
): Promise<void> {
  if ((await listPortraits(db, workspaceId, { limit: 1 })).rows.length > 0) return;
  const who = (name: string) => ({ workspaceId, memberId: members.get(at(name))! });
  const camille = who("camille.durand");
  const note = "Pour la série des métiers. Trois questions, le temps qu’il vous plaira.";
  await askPortrait(db, camille, { id: ines, to: who("ines.moreau").memberId, note, questions });
  await answerPortrait(db, { ...who("ines.moreau"), role: "ambassador" }, ines, { answers });
  await proposePortrait(db, camille, ines, { revision: 2, words });
  await askPortrait(db, camille, {
    id: karim,
    to: who("karim.haddad").memberId,
    note,
    questions: questions.map((one) => one.replace("venue", "venu")),
  });
  // They heard of it then: nobody's share of notices is spent on the day on which the demo is opened.
  await sql`delete from notice where workspace_id = ${workspaceId} and reason like 'portrait/%'`.execute(db);
}

import { sql } from "kysely";
import type { Fear, Leads, Stage, Wish } from "#engine/survey.ts";
import type { Services } from "../ports.ts";
import { answerSurvey } from "../survey/answer.ts";
import { addObjection, listObjections } from "../survey/objections.ts";
import { closeSurvey, listSurveys, openSurvey } from "../survey/round.ts";
import type { Manager } from "../topics/change.ts";

type Told = [ease: 1 | 2 | 3 | 4 | 5, leads: Leads, fears: Fear[], wishes: Wish[], words?: string];

const before: Told[] = [
  [2, "no", ["words", "time", "judged"], ["choose", "ready"], "Est-ce que mon chef verra ce que je refuse ?"],
  [
    1,
    "no",
    ["private", "judged", "advert"],
    ["choose", "example"],
    "Mon LinkedIn, c’est aussi mon prochain employeur.",
  ],
  [3, "yes", ["time", "wrong"], ["time", "results"]],
  [
    2,
    "no",
    ["ideas", "wrong", "comments"],
    ["ready", "learn", "person"],
    "Je veux bien, mais je ne sais pas par où commencer.",
  ],
  [4, "no", ["time"], ["own", "results"], "J’en parle déjà, sans que personne me le demande."],
  [2, "no", ["words", "advert", "judged"], ["choose", "own"]],
  [3, "yes", ["wrong", "comments"], ["learn", "results"], "Que fait-on si un client répond mal ?"],
  [2, "unsaid", ["private", "data", "judged"], ["choose"], "Où sont stockées mes données ?"],
  [3, "no", ["time", "ideas"], ["ready", "time"]],
  [2, "no", ["words", "judged", "out"], ["choose", "example"]],
];
const after: Told[] = [
  [4, "no", ["time"], ["ready", "results"], "Deux minutes par semaine, finalement."],
  [3, "no", ["private"], ["choose"]],
  [4, "yes", ["time"], ["time", "results"], "Il faudrait le compter dans les heures."],
  [4, "no", ["ideas"], ["learn", "own"], "La leçon sur les messages m’a aidée."],
  [5, "no", [], ["own", "results"], "Un client m’a appelée après un message."],
  [3, "no", ["advert"], ["choose", "own"]],
  [4, "yes", ["comments"], ["results"], "Montrez plus de chantiers."],
  [4, "no", ["time", "ideas"], ["ready"]],
  [3, "no", [], ["choose", "example"]],
];

/** The demo's survey before its launch and after it, each answered by its people one by one, and a question of its own. What is there already stays. */
export async function seedSurvey(
  services: Services,
  actor: Manager,
  members: ReadonlyMap<string, string>,
): Promise<void> {
  const { db } = services;
  const { workspaceId } = actor;
  if ((await listSurveys(db, workspaceId)).rows.length > 0) return;
  await round(services, actor, members, { stage: "before", told: before, days: 75 });
  await round(services, actor, members, { stage: "after", told: after, days: 6 });
  if ((await listObjections(db, workspaceId)).rows.some(({ own }) => own !== null)) return;
  await addObjection(db, actor, {
    ask: { en: "", fr: "Et si je montre un chantier par erreur ?" },
    answer: {
      en: "",
      fr: "Cela arrive. Supprimez la publication, prévenez Camille (poste 214) : elle appelle le client. Personne n’a jamais été inquiété pour cela à l’atelier, et c’est écrit dans la charte.",
    },
  });
}

async function round(
  services: Services,
  actor: Manager,
  members: ReadonlyMap<string, string>,
  { stage, told, days }: { stage: Stage; told: readonly Told[]; days: number },
): Promise<void> {
  const { db } = services;
  const { workspaceId } = actor;
  const { number } = await openSurvey(services, actor, stage);
  const people = [...members.values()];
  for (const [index, [ease, leads, fears, wishes, words = ""]] of told.entries()) {
    const memberId = people[index];
    if (memberId !== undefined)
      await answerSurvey(db, { workspaceId, memberId }, number, { ease, leads, fears, wishes, words });
  }
  await closeSurvey(db, actor, number);
  // The demo begins today, and these were then.
  await sql`update survey set opened_at = opened_at - make_interval(days => ${days + 12}), closed_at = closed_at - make_interval(days => ${days})
    where workspace_id = ${workspaceId} and number = ${number}`.execute(db);
}

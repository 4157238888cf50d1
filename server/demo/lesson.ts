import type { OwnLesson } from "#engine/own-lesson.ts";
import type { Services } from "../ports.ts";
import type { Manager } from "../topics/change.ts";
import { createOwnLesson, listOwnLessons, publishOwnLesson } from "../training/own.ts";

const fr = (text: string) => ({ en: "", fr: text });
const noPicture = { medium: null, alt: fr("") };

const lesson: OwnLesson = {
  languages: ["fr"],
  title: fr("Photographier un chantier"),
  about: fr("Ce que l’on montre, ce que l’on cache, et à qui l’on demande."),
  minutes: 2,
  parts: [
    {
      ...{ kind: "idea", ...noPicture, video: "" },
      title: fr("Le client d’abord"),
      text: fr(
        "Un chantier appartient à celui qui l’a commandé. Avant la livraison, on ne montre ni la façade entière, ni le nom du lieu.\n\nUne main, un câble, une lumière qui s’allume : cela suffit à raconter le métier.",
      ),
    },
    {
      ...{ kind: "idea", ...noPicture, video: "https://videos.atelier-lumen.example/harnais-et-cadrage" },
      title: fr("En sécurité, et cadré"),
      text: fr("On photographie à l’arrêt, casque visible, jamais depuis une nacelle. Karim le montre en une minute."),
    },
    {
      kind: "question",
      ask: fr("La place est livrée demain. Vous avez une belle photo de ce soir. Que faites-vous ?"),
      answers: [fr("Je publie : c’est presque fini."), fr("J’attends la livraison, et je demande à Camille.")],
      right: 1,
      why: fr("Le client découvre sa place avant les réseaux. La photo sera aussi belle après-demain."),
    },
  ],
};

/** A lesson that the demo's company wrote itself. What is there already stays. */
export async function seedLesson({ db }: Pick<Services, "db">, actor: Manager): Promise<void> {
  if ((await listOwnLessons(db, actor.workspaceId)).rows.length > 0) return;
  const { id } = await createOwnLesson(db, actor, lesson);
  await publishOwnLesson(db, actor, id, 1);
}

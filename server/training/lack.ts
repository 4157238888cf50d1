import type { Lack } from "#engine/own-lesson.ts";
import type { Text } from "#engine/text.ts";

const whats: Record<Lack["what"], Text> = {
  title: { en: "a title", fr: "un titre" },
  about: { en: "a sentence that says what it is about", fr: "une phrase qui dit de quoi elle parle" },
  text: { en: "its text", fr: "son texte" },
  alt: {
    en: "what the picture shows, for whoever does not see it",
    fr: "ce que montre l’image, pour qui ne la voit pas",
  },
  video: { en: "a video link that begins with https://", fr: "un lien vidéo qui commence par https://" },
  ask: { en: "the question", fr: "la question" },
  answer: { en: "one of its answers", fr: "une de ses réponses" },
  right: { en: "the right answer", fr: "la bonne réponse" },
  why: { en: "why the right answer is right", fr: "pourquoi la bonne réponse est la bonne" },
  parts: { en: "a first screen", fr: "un premier écran" },
};

/** What a lesson lacks before it can be published, and where. */
export const lackSaid = ({ screen, what }: Lack): Text => ({
  en: `${screen === null ? "The lesson" : `Screen ${screen}`} lacks ${whats[what].en}, in each of its languages. Then publish again.`,
  fr: `Il manque ${whats[what].fr} ${screen === null ? "à la leçon" : `à l’écran ${screen}`}, dans chacune de ses langues. Publiez ensuite.`,
});

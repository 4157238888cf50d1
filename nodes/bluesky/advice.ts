import type { Advice } from "#engine/advice.ts";

/** What people of this network like to read, as the lesson about good posts tells it. */
export const advice: Advice = {
  text: [
    {
      en: "A talkative place: short, with humour, and more answers than announcements. Feeds by topic bring your words to people who do not follow you yet.",
      fr: "Un lieu de conversation : court, avec de l’humour, et plus de réponses que d’annonces. Des fils par thème amènent vos mots à des gens qui ne vous suivent pas encore.",
    },
    {
      en: "Describe pictures: many here see it as good manners, and some filter those without.",
      fr: "Décrivez les images : beaucoup y voient une politesse, et certains masquent celles qui n’ont pas de description.",
    },
  ],
  avoid: { en: "NEW: our catalogue is online.", fr: "NOUVEAU : notre catalogue est en ligne." },
  rather: {
    en: "Question for people who work at night: which street in your town is lit well, and why?",
    fr: "Question à qui travaille la nuit : quelle rue de votre ville est bien éclairée, et pourquoi ?",
  },
};

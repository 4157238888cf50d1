import type { Advice } from "#engine/advice.ts";

/** What people of this network like to read, as the lesson about good posts tells it. */
export const advice: Advice = {
  text: [
    {
      en: "People choose what they read here; nothing is pushed. They like detail, sources and answers, and dislike advertising.",
      fr: "Ici, chacun choisit ce qu’il lit ; rien n’est poussé. On aime le détail, les sources, les réponses ; on n’aime pas la publicité.",
    },
    {
      en: "Describe every picture, write tags with capitals (#LightDesign) so that they can be read aloud, and put what may hurt behind a content warning.",
      fr: "Décrivez chaque image, écrivez les mots-dièses avec des majuscules (#ÉclairageUrbain) pour qu’ils se lisent à voix haute, et placez ce qui peut heurter derrière un avertissement.",
    },
  ],
  avoid: {
    en: "Discover our innovative solutions! #lighting #innovation",
    fr: "Découvrez nos solutions innovantes ! #éclairage #innovation",
  },
  rather: {
    en: "How we measure glare on a quay at night, with the method and its limits:",
    fr: "Comment nous mesurons l’éblouissement sur un quai, la nuit, avec la méthode et ses limites :",
  },
};

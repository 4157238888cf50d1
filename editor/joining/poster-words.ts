import type { Text } from "#engine/text.ts";

/** What stands on the poster, on every poster in both languages: these words have no place in the catalogue, which speaks one at a time. */
export const posterWords = {
  title: { en: "Speak about your work, if you like", fr: "Parlez de votre métier, si vous voulez" },
  scan: {
    en: "Point your camera at the square, or type the address:",
    fr: "Visez le carré avec l’appareil photo, ou tapez l’adresse :",
  },
  lines: [
    { en: "It is voluntary: saying no changes nothing.", fr: "C’est volontaire : refuser ne change rien." },
    {
      en: "You get news to share on your own accounts; you decide about each post.",
      fr: "Vous recevez des nouvelles à partager sur vos comptes ; vous décidez pour chaque post.",
    },
    { en: "Nothing goes out without your yes.", fr: "Rien ne part sans votre oui." },
    { en: "You leave with one tap, whenever you want.", fr: "Vous partez d’un geste, quand vous voulez." },
  ],
} satisfies Record<string, Text | Text[]>;

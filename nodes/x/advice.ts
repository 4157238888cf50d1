import type { Advice } from "#engine/advice.ts";

/** What people of this network like to read, as the lesson about good posts tells it. */
export const advice: Advice = {
  text: [
    {
      en: "It is read in passing: one thought, one sentence, one picture. A longer matter is a short thread whose first post stands by itself.",
      fr: "On lit en passant : une pensée, une phrase, une image. Un sujet plus long devient un court fil dont le premier message se suffit à lui-même.",
    },
    {
      en: "Do not post what others post word for word: the network counts it as spam, for everybody.",
      fr: "Ne publiez pas mot pour mot ce que d’autres publient : le réseau le tient pour du spam, pour tout le monde.",
    },
  ],
  avoid: {
    en: "Read our new article on lighting in museums: interesting insights!",
    fr: "Lisez notre nouvel article sur l’éclairage des musées : des idées intéressantes !",
  },
  rather: {
    en: "Three museums, one night, one power cut. The logbook:",
    fr: "Trois musées, une nuit, une panne de courant. Le carnet de bord :",
  },
};

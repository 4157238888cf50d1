import type { Advice } from "#engine/advice.ts";

/** What people of this network like to read, as the lesson about good posts tells it. */
export const advice: Advice = {
  text: [
    {
      en: "People are among friends here, in the evening, on a phone. Faces, places, dates: what happens nearby and whom one may come and meet.",
      fr: "On est ici entre amis, le soir, sur un téléphone. Des visages, des lieux, des dates : ce qui se passe près de chez soi, et qui l’on peut venir rencontrer.",
    },
    {
      en: "Speak as a neighbour would; the link comes after the picture has said it.",
      fr: "Parlez comme un voisin ; le lien vient une fois que l’image a tout dit.",
    },
  ],
  avoid: {
    en: "Our company took part in the regional open-doors event.",
    fr: "Notre entreprise a participé à la journée portes ouvertes régionale.",
  },
  rather: {
    en: "Saturday, the workshop is open: bring a lamp that no longer works, we mend it together.",
    fr: "Samedi, l’atelier est ouvert : apportez une lampe qui ne marche plus, on la répare ensemble.",
  },
};

/** One video of a demo's channel: `hours` before the simulator's first start; negative hours lie after it. */
export type DemoVideo = { hours: number; title: string; about: string; seconds: number; short?: true };

/** Whose channel it is; written for the demo, the company does not exist. */
export const owner = "atelier_lumen";

export const videos: readonly DemoVideo[] = [
  {
    hours: -4,
    title: "Portes ouvertes : la visite de l’atelier en trois minutes",
    about: "De l’esquisse au montage, comment naît une lampe.\n\nEntrée libre samedi de 10 h à 18 h.",
    seconds: 184,
  },
  {
    hours: 5,
    title: "Régler son poste de travail en 60 secondes",
    about: "Trois gestes pour moins d’éblouissement. #éclairage",
    seconds: 58,
    short: true,
  },
  {
    hours: 30,
    title: "La médiathèque de Villeurbanne, trois nuits de pose",
    about: "Le chantier vu par l’équipe, image par image.",
    seconds: 312,
  },
  {
    hours: 120,
    title: "Inès Moreau, ingénieure produit : « une lampe entière, pas une vis »",
    about: "Portrait d’une première année à l’atelier.",
    seconds: 247,
  },
];

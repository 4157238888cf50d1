/** One post of the demo's page: `hours` before the simulator's first start; negative hours lie after it. */
export type DemoPost = { hours: number; message: string; link?: { url: string; title: string } };

export const page = {
  id: "104857601234567",
  username: "atelier.lumen",
  name: "Atelier Lumen",
  about: "Lumière pour les lieux où l’on travaille.",
};

const site = "https://atelier-lumen.example/journal";

/** Written for the demo; the company does not exist. */
export const demoPosts: DemoPost[] = [
  {
    hours: -6,
    message:
      "Portes ouvertes ce samedi à l’atelier : venez voir comment naît une lampe, de l’esquisse au montage.\n\nEntrée libre de 10 h à 18 h. #atelier #lumière",
  },
  {
    hours: -1,
    message:
      "Un éclairage bien réglé, c’est 30 % d’énergie en moins. Notre guide pour régler chaque poste de travail est en ligne.",
    link: { url: `${site}/regler-son-eclairage`, title: "Bien régler l’éclairage d’un poste de travail" },
  },
  {
    hours: 3,
    message:
      "Nous recrutons ! Une éclairagiste ou un éclairagiste en CDI, à Lyon, pour nos chantiers de bureaux.\n\nPostulez avant la fin du mois. #emploi #recrutement",
    link: { url: `${site}/emploi-eclairagiste-lyon`, title: "Offre d’emploi : éclairagiste (CDI, Lyon)" },
  },
  {
    hours: 27,
    message:
      "Merci à toute l’équipe pour ces trois nuits de pose à la médiathèque de Villeurbanne. Le résultat en images demain.",
  },
  {
    hours: 52,
    message:
      "La lumière du jour d’abord : comment nous avons divisé par deux les points lumineux d’un plateau de 900 m².",
    link: { url: `${site}/lumiere-du-jour`, title: "La lumière du jour d’abord" },
  },
  {
    hours: 98,
    message:
      "Inès Moreau raconte sa première année d’ingénieure produit : « On m’a confié une lampe entière, pas une vis. »",
    link: { url: `${site}/portrait-ines-moreau`, title: "Portrait : Inès Moreau, ingénieure produit" },
  },
  {
    hours: 170,
    message:
      "Alternance : deux places à l’atelier dès septembre, en montage et en bureau d’études. #alternance #recrutement",
    link: { url: `${site}/alternance`, title: "Deux places en alternance à l’atelier" },
  },
];

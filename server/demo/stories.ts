/**
 * What the demo's feeds tell, written for it. `hours` is when a story appears, counted from the installation: negative ones
 * are there from the start, the others come by and by, so that the demo stays alive.
 */
export type Story = {
  slug: string;
  hours: number;
  title: string;
  summary: string;
  tags: string[];
  /** What its picture shows; "" where nobody said so, as real blogs forget it; absent where it has no picture. */
  alt?: string;
};

const disc = "Illustration : un disque de lumière au-dessus de collines, le soir";
const moon = "Illustration: a disc of light above hills in the evening";

/** The company's blog, in French with an English post now and then. */
export const blogStories: Story[] = [
  {
    slug: "lampadaires-rue-des-tanneurs",
    hours: -1100,
    title: "Rue des Tanneurs : trente lampadaires qui baissent la voix",
    summary:
      "La ville voulait moins de lumière la nuit et plus de sécurité. Nous avons réglé chaque lampadaire sur le pas des passants, et la consommation a baissé de 62 %.",
    tags: ["éclairage public", "sobriété"],
    alt: disc,
  },
  {
    slug: "recrutement-designer-lumiere",
    hours: -840,
    title: "Recrutement : nous cherchons une ou un designer lumière à Lyon",
    summary:
      "Vous aimez dessiner des ambiances, mesurer des lux et parler aux électriciens ? L’équipe projets s’agrandit. Poste en CDI, candidature en trois lignes.",
    tags: ["recrutement", "emploi"],
  },
  {
    slug: "workshop-glass",
    hours: -700,
    title: "Behind the scenes: a week at the glass workshop",
    summary:
      "Our designers spent five days with the glassblowers who make the Nova pendant. Here is what they learned about heat, patience and imperfection.",
    tags: ["savoir-faire", "design"],
    alt: moon,
  },
  {
    slug: "musee-des-tissus",
    hours: -520,
    title: "Au musée des Tissus, une lumière qui ne fane rien",
    summary:
      "Cinquante lux, pas un de plus : comment éclairer une robe du XVIIIe siècle sans l’abîmer, et sans plonger le visiteur dans le noir.",
    tags: ["éclairage", "musée"],
    alt: disc,
  },
  {
    slug: "bilan-carbone",
    hours: -410,
    title: "Notre bilan carbone est public, virgules comprises",
    summary:
      "Nous avions promis les chiffres, les voici : ce qui a baissé, ce qui n’a pas baissé et ce que nous changeons dès cette année.",
    tags: ["engagement", "climat"],
    alt: disc,
  },
  {
    slug: "stage-atelier-prototypes",
    hours: -290,
    title: "Offre de stage : six mois à l’atelier prototypes",
    summary:
      "Imprimer, souder, casser, recommencer. Un stage rémunéré pour une personne curieuse, dès le printemps, avec une vraie perspective d’embauche.",
    tags: ["emploi", "stage"],
    alt: "",
  },
  {
    slug: "nova-prize",
    hours: -200,
    title: "Nova wins the Reuse Design Prize",
    summary:
      "The jury liked that every part of the lamp can be replaced with one screwdriver. So do we. Thank you to the whole team.",
    tags: ["design", "prix"],
    alt: moon,
  },
  {
    slug: "lumiere-et-sommeil",
    hours: -130,
    title: "Lumière et sommeil : cinq idées reçues",
    summary:
      "La lumière bleue, coupable idéale ? Nous avons relu les études avec une chercheuse, et la réponse tient en une phrase : tout dépend de l’heure.",
    tags: ["lumière", "santé"],
    alt: disc,
  },
  {
    slug: "portrait-ines",
    hours: -74,
    title: "Portrait : Inès, des chantiers à la conception lumière",
    summary:
      "Elle a commencé sur les chantiers avec une caisse à outils. Aujourd’hui Inès conçoit des éclairages de gares. Elle raconte un parcours sans plan de carrière.",
    tags: ["portrait", "équipe"],
    alt: disc,
  },
  {
    slug: "portes-ouvertes",
    hours: -27,
    title: "Portes ouvertes : venez voir la lumière se fabriquer",
    summary:
      "Samedi, l’atelier ouvre ses portes : démonstrations de soufflage, cabane à ombres pour les enfants et café pour tout le monde. Entrée libre.",
    tags: ["événement", "lumière"],
    alt: disc,
  },
  {
    slug: "recrutement-cheffe-de-projet",
    hours: -3,
    title: "Recrutement : une ou un chef de projet éclairage à Nantes",
    summary:
      "Notre agence de Nantes ouvre en avril. Nous cherchons la personne qui y pilotera les projets d’éclairage public, du premier croquis à l’inauguration.",
    tags: ["recrutement", "emploi"],
    alt: "",
  },
  {
    slug: "gare-lumiere-du-jour",
    hours: 0.4,
    title: "Une gare où l’on retrouve la lumière du jour",
    summary:
      "Sous douze mètres de béton, les voyageurs ne savaient plus s’il faisait nuit. Un puits de lumière et huit cents diodes plus tard, la réponse est au plafond.",
    tags: ["éclairage", "projet"],
    alt: disc,
  },
  {
    slug: "repair-day",
    hours: 5,
    title: "Repair day: bring us your tired lamp",
    summary:
      "Every first Friday our workshop repairs lamps for free, ours or anybody’s. Last month: 41 lamps, 39 saved, 2 given a worthy farewell.",
    tags: ["réparation", "design"],
    alt: moon,
  },
  {
    slug: "emploi-alternance",
    hours: 26,
    title: "Emploi : trois contrats en alternance à la rentrée",
    summary:
      "Bureau d’études, fabrication, relation client : trois alternances ouvertes dès maintenant. Nous répondons à toutes les candidatures, toujours.",
    tags: ["emploi", "alternance"],
  },
  {
    slug: "nuit-noire",
    hours: 50,
    title: "Éteindre sans inquiéter : ce que la nuit noire nous a appris",
    summary:
      "Un quartier entier a accepté d’éteindre après minuit. Récit d’une concertation où la lumière n’a pas été le sujet principal.",
    tags: ["éclairage public", "sobriété"],
    alt: disc,
  },
];

/** What a Google Alert on the company's name and trade brings. `site` is the paper that wrote it. */
export const alertStories: (Story & { site: string })[] = [
  {
    slug: "prix-reemploi",
    site: "journal-du-design.example",
    hours: -198,
    title: "<b>Atelier Lumen</b> primé pour sa lampe démontable",
    summary:
      "Le prix du Réemploi récompense cette année une lampe dont chaque pièce se remplace. <b>Atelier Lumen</b> publie aussi les plans&nbsp;...",
    tags: [],
  },
  {
    slug: "eclairage-villes-sobriete",
    site: "gazette-des-villes.example",
    hours: -150,
    title: "Sobriété : ces villes qui repensent leur <b>éclairage</b>",
    summary:
      "De Lyon à Nantes, l&#39;<b>éclairage</b> public baisse d&#39;un ton. Les habitants, eux, s&#39;y font plus vite que prévu&nbsp;...",
    tags: [],
  },
  {
    slug: "lumiere-gares",
    site: "rail-et-ville.example",
    hours: -95,
    title: "Dans les gares, la <b>lumière</b> guide mieux que les panneaux",
    summary:
      "Une étude menée dans six gares montre que la <b>lumière</b> oriente les voyageurs plus sûrement que la signalétique&nbsp;...",
    tags: [],
  },
  {
    slug: "design-emploi-chiffres",
    site: "metiers-creatifs.example",
    hours: -48,
    title: "Design : l&#39;<b>emploi</b> repart dans les agences de lumière",
    summary:
      "Les agences recrutent à nouveau, surtout des profils capables de dessiner et de mesurer. L&#39;<b>emploi</b> progresse de 8 %&nbsp;...",
    tags: [],
  },
  {
    slug: "bourse-energie",
    site: "cours-et-marches.example",
    hours: -20,
    title: "Marchés : l&#39;électricité termine la semaine en légère baisse",
    summary: "Les prix de gros reculent pour la troisième semaine consécutive, portés par un temps doux&nbsp;...",
    tags: [],
  },
  {
    slug: "atelier-lumen-nantes",
    site: "loire-eco.example",
    hours: -2,
    title: "<b>Atelier Lumen</b> s&#39;installe à Nantes et annonce dix recrutements",
    summary:
      "L&#39;entreprise lyonnaise d&#39;<b>éclairage</b> ouvrira au printemps une agence dans le quartier de la Création&nbsp;...",
    tags: [],
  },
  {
    slug: "night-sky-lighting",
    site: "night-sky-review.example",
    hours: 9,
    title: "French studio <b>Atelier Lumen</b> turns street <b>lighting</b> down, and stars up",
    summary:
      "A small town in the Alps can see the Milky Way again, after its street <b>lighting</b> was redesigned around people&nbsp;...",
    tags: [],
  },
  {
    slug: "lumiere-ecoles",
    site: "gazette-des-villes.example",
    hours: 31,
    title: "Une meilleure <b>lumière</b> dans les écoles, promise pour la rentrée",
    summary:
      "Le plan prévoit de revoir l&#39;<b>éclairage</b> de 1 200 salles de classe, avec des enseignants parmi les concepteurs&nbsp;...",
    tags: [],
  },
];

/** The blog of Léa, who let the company follow it. */
export const notebookStories: Story[] = [
  {
    slug: "premiere-maquette",
    hours: -400,
    title: "Ma première maquette, ratée",
    summary: "Trop de lumière, pas assez de nuit. Ce que j’en ai appris, avant de rejoindre l’atelier.",
    tags: [],
  },
  {
    slug: "toucher-le-noir",
    hours: -52,
    title: "Toucher le noir : une soirée à régler une seule lampe",
    summary:
      "Quatre heures pour une applique de passage. On ne voit pas la lumière, on voit le mur, et c’est exactement ce que nous cherchions.",
    tags: [],
  },
  {
    slug: "dire-non-a-un-projecteur",
    hours: -6,
    title: "Dire non à un projecteur",
    summary:
      "Le client voulait plus fort. Nous avons proposé plus près. Récit d’une visite de chantier, à la frontale.",
    tags: [],
  },
  {
    slug: "carnet-de-nuances",
    hours: 30,
    title: "Un carnet de nuances, pour de vrai",
    summary: "J’ai peint trente gris avec la classe de troisième. Ils en ont nommé vingt-neuf.",
    tags: [],
  },
];

import { addDays, dayAt, startOf, weekday } from "#engine/days.ts";
import type { Story } from "./stories.ts";
import { workspace } from "./workspace.ts";

const hour = 3_600_000;

/** Hours before the installation up to which stories are the demo's past. The newest are left to the first run, so that whoever installs it sees something happen. */
export const past = -80;

/**
 * When a story appears, milliseconds. What is past came on a working day's morning, at whatever hour the demo was installed: its hours are told by
 * the clock, as those of real blogs are.
 */
export function toldAt({ hours }: Pick<Story, "hours">, installed: number): number {
  if (hours > past) return installed + hours * hour;
  const { zone } = workspace;
  const day = dayAt(zone, installed + hours * hour);
  const worked = addDays(day, Math.min(0, 4 - weekday(day)));
  return startOf(zone, worked) + (8 + (Math.abs(hours) % 4)) * hour + (Math.abs(hours) % 7) * 8 * 60_000;
}

/** Days before the installation; slug, title, summary, tags. */
type Told = readonly [days: number, slug: string, title: string, summary: string, ...tags: string[]];

/** What the company's blog told in the three months before: what the demo's history is made of. Without pictures, so that a first start stays short. */
const told: readonly Told[] = [
  [
    85,
    "recrutement-monteuse",
    "Recrutement : une monteuse ou un monteur à l’atelier",
    "Visser, câbler, contrôler, et dire quand un dessin ne marche pas. Poste à pourvoir tout de suite, à Lyon.",
    "recrutement",
    "emploi",
  ],
  [
    83,
    "quai-de-saone",
    "Quai de Saône : une promenade sans éblouissement",
    "Des mâts plus bas, une lumière plus chaude, et des hérons qui sont revenus. Six mois de mesures, en trois graphiques.",
    "éclairage public",
  ],
  [
    69,
    "consommation-ete",
    "Ce que nos chantiers ont économisé cet été",
    "Quatre villes, 11 000 points lumineux, et une facture qui baisse d’un tiers : la méthode, et ses limites.",
    "éclairage public",
    "sobriété",
  ],
  [
    64,
    "salon-eclairage",
    "Salon de l’éclairage : venez nous contredire",
    "Stand C12, trois jours, une table et des chaises. Apportez un plan qui vous résiste.",
    "événement",
    "éclairage",
  ],
  [
    57,
    "piste-cyclable",
    "Une piste cyclable qui s’allume devant soi",
    "Le vélo passe, la lumière suit, la nuit revient. 4,2 km et douze chauves-souris rassurées.",
    "éclairage public",
  ],
  [
    53,
    "recrutement-nantes-annonce",
    "Recrutement : nous préparons une agence à Nantes",
    "Une agence se construit d’abord avec des gens. Trois postes s’ouvriront cet hiver ; voici l’équipe qui les attend.",
    "recrutement",
    "emploi",
  ],
  [
    32,
    "jardin-nocturne",
    "Un jardin que l’on visite la nuit",
    "Deux mille graines, trente lanternes, aucune étoile perdue. Le jardin botanique ouvre ses nocturnes.",
    "lumière",
    "événement",
  ],
  [
    25,
    "emploi-salaires",
    "Emploi : nos salaires sont affichés, et pourquoi",
    "Chaque annonce dit le salaire, chaque grille est publique chez nous. Ce que cela a changé en deux ans.",
    "emploi",
    "engagement",
  ],
  [
    19,
    "lampe-atelier-serie",
    "La lampe d’atelier, numéro 1 000",
    "La millième est partie ce matin à Brest. La première, elle, éclaire toujours notre établi.",
    "design",
    "atelier",
  ],
  [
    10,
    "nuit-des-musees",
    "Trois musées, une même nuit : notre carnet de bord",
    "Vingt-deux heures, une panne, un miracle. Le journal d’une nuit d’éclairage à trois.",
    "éclairage",
    "musée",
  ],
];

export const pastStories: readonly Story[] = told.map(([days, slug, title, summary, ...tags]) => ({
  slug,
  hours: -days * 24,
  title,
  summary,
  tags,
}));

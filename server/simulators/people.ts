import type { DemoPerson } from "#engine/simulator.ts";

/** Who has an account on every simulated network. The demo's members carry the same names. */
export const people: readonly DemoPerson[] = [
  {
    handle: "lea_martin",
    name: "Léa Martin",
    about: "Éclairagiste chez Atelier Lumen. J’adore les ateliers à ciel ouvert.",
  },
  { handle: "hugo_bernard", name: "Hugo Bernard", about: "Recrutement et vie d’équipe chez Atelier Lumen." },
  { handle: "ines_moreau", name: "Inès Moreau", about: "Ingénieure produit chez Atelier Lumen. LEDs, vélo, café." },
  { handle: "noah_petit", name: "Noah Petit", about: "Chef de chantier chez Atelier Lumen." },
  {
    handle: "atelier_lumen",
    name: "Atelier Lumen",
    about: "Lumière pour les lieux où l’on travaille. Compte officiel.",
  },
];

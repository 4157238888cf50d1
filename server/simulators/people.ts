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
  { handle: "jade_roux", name: "Jade Roux", about: "Calculs et maquettes au bureau d’études d’Atelier Lumen." },
  {
    handle: "karim_haddad",
    name: "Karim Haddad",
    about: "Conducteur de travaux chez Atelier Lumen. La nuit, surtout.",
  },
  { handle: "sofia_lopez", name: "Sofia Lopez", about: "Verre et matières chez Atelier Lumen." },
  { handle: "theo_girard", name: "Théo Girard", about: "Monteur, puis formateur, chez Atelier Lumen." },
  {
    handle: "atelier_lumen",
    name: "Atelier Lumen",
    about: "Lumière pour les lieux où l’on travaille. Compte officiel.",
  },
];

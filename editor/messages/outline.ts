import type { Text } from "#engine/text.ts";

export const outline = {
  "outline.title": { en: "Outline of the map", fr: "Liste des étapes" },
  "outline.intro": {
    en: "The same map as a list: every step, in the order in which items pass, with its wires.",
    fr: "La même carte sous forme de liste : chaque étape, dans l’ordre de passage, avec ses liens.",
  },
  "outline.add": { en: "Add a step", fr: "Ajouter une étape" },
  "outline.edit": { en: "Edit {title}", fr: "Modifier {title}" },
  "outline.delete": { en: "Delete {title}", fr: "Supprimer {title}" },
  "outline.goes": { en: "Goes to", fr: "Va vers" },
  "outline.goesPort": { en: "Goes to ({port})", fr: "Va vers ({port})" },
  "outline.nowhere": { en: "nothing yet", fr: "rien pour l’instant" },
  "outline.connect": { en: "Connect {title} to", fr: "Relier {title} à" },
  "outline.connectHint": { en: "Connect to…", fr: "Relier à…" },
  "outline.disconnect": { en: "Remove the wire from {from} to {to}", fr: "Retirer le lien de {from} à {to}" },
} as const satisfies Record<string, Text>;

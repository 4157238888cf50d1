import type { AriaLabelConfig } from "@xyflow/react";
import type { Language } from "#engine/text.ts";

/** React Flow's own sentences for screen readers; English is what the library says by itself. */
export const ariaLabels: Record<Language, Partial<AriaLabelConfig>> = {
  en: {
    "node.a11yDescription.default":
      "Press Enter or Space to choose this step, arrow keys to move it, Delete to remove it.",
    "node.a11yDescription.keyboardDisabled": "Press Enter or Space to choose this step.",
    "edge.a11yDescription.default": "Press Enter or Space to choose this wire, Delete to remove it.",
    "handle.ariaLabel": "Way in or out",
  },
  fr: {
    "node.a11yDescription.default":
      "Appuyez sur Entrée ou Espace pour choisir cette étape, sur les flèches pour la déplacer, sur Suppr pour la retirer.",
    "node.a11yDescription.keyboardDisabled": "Appuyez sur Entrée ou Espace pour choisir cette étape.",
    "node.a11yDescription.ariaLiveMessage": ({ x, y }) => `Étape déplacée. Nouvelle position : ${x}, ${y}.`,
    "edge.a11yDescription.default": "Appuyez sur Entrée ou Espace pour choisir ce lien, sur Suppr pour le retirer.",
    "handle.ariaLabel": "Entrée ou sortie",
    "minimap.ariaLabel": "Vue d’ensemble",
  },
};

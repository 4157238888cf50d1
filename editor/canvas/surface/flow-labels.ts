import type { AriaLabelConfig } from "@xyflow/react";
import type { Language } from "#engine/text.ts";

/** React Flow's own sentences for screen readers; English is what the library says by itself. */
export const ariaLabels: Record<Language, Partial<AriaLabelConfig>> = {
  en: {
    "node.a11yDescription.default":
      "Arrow keys go along the wires, Enter opens the settings, C connects, Shift and arrows move it, Delete removes it.",
    "node.a11yDescription.keyboardDisabled": "Press Enter or Space to choose this step.",
    "edge.a11yDescription.default": "Press Enter or Space to choose this wire, Delete to remove it.",
    "handle.ariaLabel": "Way in or out",
  },
  fr: {
    "node.a11yDescription.default":
      "Les flèches suivent les liens, Entrée ouvre les réglages, C relie, Maj et les flèches déplacent, Suppr retire.",
    "node.a11yDescription.keyboardDisabled": "Appuyez sur Entrée ou Espace pour choisir cette étape.",
    "node.a11yDescription.ariaLiveMessage": ({ x, y }) => `Étape déplacée. Nouvelle position : ${x}, ${y}.`,
    "edge.a11yDescription.default": "Appuyez sur Entrée ou Espace pour choisir ce lien, sur Suppr pour le retirer.",
    "handle.ariaLabel": "Entrée ou sortie",
  },
};

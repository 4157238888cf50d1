import type { Text } from "#engine/text.ts";

export const drawer = {
  "drawer.runs": { en: "Runs", fr: "Exécutions" },
  "preview.byMachine": {
    en: "Written by an AI: it waits for a yes, everywhere.",
    fr: "Écrit par une IA : elle attend un oui, partout.",
  },
  "preview.again": { en: "Refresh", fr: "Actualiser" },
  "preview.old": { en: "The drawing changed since this preview.", fr: "Le dessin a changé depuis cet aperçu." },
  "preview.reading": { en: "Reading the sources…", fr: "Lecture des sources…" },
  "preview.messages": { en: "See the messages as people will", fr: "Voir les messages comme on les verra" },
  "preview.broken": {
    en: "This draft cannot be previewed yet",
    fr: "Ce brouillon ne peut pas encore être prévisualisé",
  },
  "preview.more": { en: "and {count} more", fr: "et {count} autres" },
  "mode.ask": { en: "asks first", fr: "demande d’abord" },
  "mode.auto": { en: "automatic", fr: "automatique" },
  "mode.paused": { en: "paused", fr: "en pause" },
} as const satisfies Record<string, Text>;

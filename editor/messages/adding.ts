import type { Text } from "#engine/text.ts";

export const adding = {
  "adding.after": { en: "What comes after “{title}”?", fr: "Que se passe-t-il après « {title} » ?" },
  "adding.before": { en: "What comes before “{title}”?", fr: "Que se passe-t-il avant « {title} » ?" },
  "adding.here": { en: "Which step comes here?", fr: "Quelle étape ajouter ici ?" },
  "adding.steps": { en: "Steps that may stand here", fr: "Étapes possibles ici" },
  "adding.choose": { en: "choose", fr: "choisir" },
  "adding.add": { en: "add", fr: "ajouter" },
  "adding.close": { en: "close", fr: "fermer" },
  "adding.drop": { en: "drop the wire", fr: "lâcher le lien" },
  "adding.esc": { en: "Esc", fr: "Échap" },
} as const satisfies Record<string, Text>;

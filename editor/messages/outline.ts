import type { Text } from "#engine/text.ts";

export const outline = {
  "outline.title": { en: "Outline of the map", fr: "Liste des étapes" },
  "outline.intro": {
    en: "The same map as a list: every step, in the order in which items pass, with its wires.",
    fr: "La même carte sous forme de liste : chaque étape, dans l’ordre de passage, avec ses liens.",
  },
  "outline.add": { en: "Add a step", fr: "Ajouter une étape" },
  "outline.edit": { en: "Edit {title}", fr: "Modifier {title}" },
  "outline.more": { en: "More for {title}", fr: "Plus pour {title}" },
  "outline.before": { en: "Add a step before…", fr: "Ajouter une étape avant…" },
  "outline.after": { en: "Add a step after…", fr: "Ajouter une étape après…" },
  "outline.addBefore": { en: "Which step before {title}?", fr: "Quelle étape avant {title} ?" },
  "outline.addAfter": { en: "Which step after {title}?", fr: "Quelle étape après {title} ?" },
  "outline.between": { en: "Put a step between {from} and {to}", fr: "Mettre une étape entre {from} et {to}" },
  "outline.earlier": { en: "Move earlier", fr: "Passer plus tôt" },
  "outline.later": { en: "Move later", fr: "Passer plus tard" },
  "outline.rename": { en: "Rename", fr: "Renommer" },
  "outline.off": { en: "off", fr: "désactivée" },
  "outline.goes": { en: "Goes to", fr: "Va vers" },
  "outline.goesPort": { en: "Goes to ({port})", fr: "Va vers ({port})" },
  "outline.nowhere": { en: "nothing yet", fr: "rien pour l’instant" },
  "outline.passed": {
    en: "{count, plural, one {# item} other {# items}} on the way to {to}: look at them",
    fr: "{count, plural, one {# nouvelle} other {# nouvelles}} vers {to} : les voir",
  },
  "outline.connect": { en: "Connect to…: {title}", fr: "Relier à… : {title}" },
  "outline.connectHint": { en: "Connect to…", fr: "Relier à…" },
  "outline.disconnect": { en: "Remove the wire from {from} to {to}", fr: "Retirer le lien de {from} à {to}" },
  "inspector.edit": { en: "Edit", fr: "Modifier" },
} as const satisfies Record<string, Text>;

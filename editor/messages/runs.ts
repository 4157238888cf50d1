import type { Text } from "#engine/text.ts";

export const runs = {
  "runs.title": { en: "Runs", fr: "Exécutions" },
  "runs.filterMap": { en: "Map", fr: "Carte" },
  "runs.allMaps": { en: "All maps", fr: "Toutes les cartes" },
  "runs.version": { en: "version {number}", fr: "version {number}" },
  "count.approvals": {
    en: "{count, plural, one {# waits for approval} other {# wait for approval}}",
    fr: "{count, plural, one {# à valider} other {# à valider}}",
  },
  "count.failing": {
    en: "{count, plural, one {One source cannot be read} other {# sources cannot be read}}",
    fr: "{count, plural, one {Une source ne peut pas être lue} other {# sources ne peuvent pas être lues}}",
  },
  "run.state.waiting": { en: "Waiting", fr: "En attente" },
  "run.state.polling": { en: "Reading the sources", fr: "Lecture des sources" },
  "run.state.scheduling": { en: "Passing through the map", fr: "Passage par la carte" },
  "run.state.done": { en: "Done", fr: "Terminée" },
  "run.state.failed": { en: "Failed", fr: "Échouée" },
  "run.state.skipped": { en: "Skipped", fr: "Sautée" },
  "run.cause.schedule": { en: "by schedule", fr: "par l’horaire" },
  "run.cause.manual": { en: "by hand", fr: "à la main" },
  "run.cause.publish": { en: "on publishing", fr: "à la publication" },
  "run.cause.due": {
    en: "a step lets on what it kept for later",
    fr: "une étape relâche ce qu’elle avait mis de côté",
  },
  "run.cause.receive": { en: "something came in", fr: "à la réception" },
  "run.deliveriesNone": { en: "This run made no delivery.", fr: "Cette exécution n’a produit aucun envoi." },
} as const satisfies Record<string, Text>;

import type { Text } from "#engine/text.ts";

export const drawer = {
  "drawer.label": { en: "Panel below the drawing", fr: "Panneau sous le dessin" },
  "drawer.preview": { en: "Step by step", fr: "Pas à pas" },
  "drawer.runs": { en: "Runs", fr: "Exécutions" },
  "drawer.tests": { en: "Tests", fr: "Tests" },
  "drawer.close": { en: "Close the panel", fr: "Fermer le panneau" },
  "drawer.resize": { en: "Height of the results", fr: "Hauteur des résultats" },
  "preview.empty": { en: "See the posts before anybody else does", fr: "Voyez les envois avant tout le monde" },
  "preview.emptyText": {
    en: "A preview reads the sources now and shows what this draft would post. Nothing is published.",
    fr: "L’aperçu lit les sources maintenant et montre ce que ce brouillon publierait. Rien n’est publié.",
  },
  "preview.show": { en: "Show the preview", fr: "Afficher l’aperçu" },
  "preview.made": { en: "By the AI", fr: "Par l’IA" },
  "preview.ask": {
    en: "{count, plural, one {Ask it for # item} other {Ask it for # items}}",
    fr: "{count, plural, one {L’interroger pour # nouvelle} other {L’interroger pour # nouvelles}}",
  },
  "preview.unasked": {
    en: "{count, plural, one {# item stands} other {# items stand}} here as before the AI: asking it costs money.",
    fr: "{count, plural, one {# nouvelle figure} other {# nouvelles figurent}} ici comme avant l’IA : l’interroger est payant.",
  },
  "preview.before": { en: "Before", fr: "Avant" },
  "preview.after": { en: "Written by an AI", fr: "Écrit par une IA" },
  "preview.notMade": { en: "No words by the AI", fr: "Pas de texte de l’IA" },
  "preview.byMachine": {
    en: "Written by an AI: it waits for a yes, everywhere.",
    fr: "Écrit par une IA : elle attend un oui, partout.",
  },
  "preview.again": { en: "Refresh", fr: "Actualiser" },
  "preview.old": { en: "The drawing changed since this preview.", fr: "Le dessin a changé depuis cet aperçu." },
  "preview.reading": { en: "Reading the sources…", fr: "Lecture des sources…" },
  "preview.posts": {
    en: "{count, plural, =0 {It would post nothing} one {It would make # post} other {It would make # posts}}",
    fr: "{count, plural, =0 {Rien ne serait publié} one {Cela ferait # envoi} other {Cela ferait # envois}}",
  },
  "preview.messages": { en: "See the messages as people will", fr: "Voir les messages comme on les verra" },
  "preview.nothing": {
    en: "No item came through to an account. Look at the steps on the left: they say what was let go, and why.",
    fr: "Aucune nouvelle n’est arrivée à un compte. Regardez les étapes à gauche : elles disent ce qui a été écarté, et pourquoi.",
  },
  "preview.steps": { en: "Step by step", fr: "Étape par étape" },
  "preview.broken": {
    en: "This draft cannot be previewed yet",
    fr: "Ce brouillon ne peut pas encore être prévisualisé",
  },
  "preview.in": { en: "{count} in", fr: "{count} en entrée" },
  "preview.drops": { en: "{count} let go", fr: "{count} écartés" },
  "preview.more": { en: "and {count} more", fr: "et {count} autres" },
  "mode.ask": { en: "asks first", fr: "demande d’abord" },
  "mode.auto": { en: "automatic", fr: "automatique" },
  "mode.paused": { en: "paused", fr: "en pause" },
  "runsTab.none": { en: "This map has not run yet", fr: "Cette carte n’a pas encore été exécutée" },
  "runsTab.noneText": {
    en: "Publish it; then it runs by its schedule, or at once with “Run now”.",
    fr: "Publiez-la ; elle s’exécutera selon son horaire, ou tout de suite avec « Exécuter ».",
  },
  "runsTab.deliveries": { en: "Deliveries", fr: "Envois" },
  "runsTab.drops": { en: "Let go", fr: "Écartés" },
  "runsTab.choose": {
    en: "Choose a run to see its counts on the wires.",
    fr: "Choisissez une exécution pour voir ses nombres sur les liens.",
  },
  "runsTab.page": { en: "Open the run’s page", fr: "Ouvrir la page de l’exécution" },
} as const satisfies Record<string, Text>;

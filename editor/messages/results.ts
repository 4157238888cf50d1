import type { Text } from "#engine/text.ts";

export const results = {
  "results.title": { en: "Results", fr: "Résultats" },
  "results.of": { en: "Results of “{name}”", fr: "Résultats de « {name} »" },
  "results.intro": {
    en: "What its posts of the last {span} days did. Figures of networks are as these told them last; visits are counted here.",
    fr: "Ce que ses publications des {span} derniers jours ont donné. Les chiffres des réseaux sont ceux du dernier relevé ; les visites sont comptées ici.",
  },
  "results.map": { en: "Back to the map", fr: "Retour à la carte" },
  "results.empty": { en: "Nothing went out in these {span} days", fr: "Rien n’a été publié pendant ces {span} jours" },
  "results.emptyText": {
    en: "Results appear once posts of this map are out: visits at once, networks’ figures an hour later.",
    fr: "Les résultats apparaissent dès que des publications de cette carte sont en ligne : les visites aussitôt, les chiffres des réseaux une heure après.",
  },
  "results.readAt": { en: "Newest reading of a network:", fr: "Dernier relevé d’un réseau :" },
  "results.unread": { en: "No network has been read yet.", fr: "Aucun réseau n’a encore été relevé." },
  "results.posts": { en: "Posts out", fr: "Publications" },
  "results.lastWeek": { en: "{count} in the last 7 days", fr: "{count} ces 7 derniers jours" },
  "results.visits": { en: "Visits by short links", fr: "Visites par liens courts" },
  "results.visitsOf": {
    en: "{week} in the last 7 days, to older posts too",
    fr: "{week} ces 7 derniers jours, anciennes publications comprises",
  },
  "results.visitsApart": {
    en: "apart: {robots} by robots and previews, {own} by people signed in here",
    fr: "à part : {robots} par des robots et aperçus, {own} par des personnes connectées ici",
  },
  "results.basis": {
    en: "{of, plural, one {# post measured} other {# posts measured}} of {posts}",
    fr: "{of, plural, one {# publication mesurée} other {# publications mesurées}} sur {posts}",
  },
  "figure.views": { en: "Views", fr: "Vues" },
  "figure.reach": { en: "People reached", fr: "Personnes touchées" },
  "figure.likes": { en: "Reactions", fr: "Réactions" },
  "figure.reposts": { en: "Reposts", fr: "Partages" },
  "figure.replies": { en: "Comments", fr: "Commentaires" },
  "results.byDay": { en: "By day", fr: "Par jour" },
  "results.byNetwork": { en: "By network", fr: "Par réseau" },
  "results.show": { en: "Show", fr: "Afficher" },
  "results.day": { en: "Day", fr: "Jour" },
  "results.daysPosts": { en: "on the day they went out", fr: "le jour de leur parution" },
  "results.daysVisits": { en: "on the day of the visit", fr: "le jour de la visite" },
  "results.daysFigure": {
    en: "as last read, on the day the post went out",
    fr: "au dernier relevé, le jour de parution",
  },
  "results.daysCompany": {
    en: "Posts are everybody’s; visits and figures by day are those of the company’s accounts: on some days fewer than {fewest} people posted.",
    fr: "Les publications sont celles de tous ; visites et chiffres par jour sont ceux des comptes de l’entreprise : certains jours, moins de {fewest} personnes ont publié.",
  },
  "results.table": { en: "Show as a table", fr: "Afficher en tableau" },
  "results.most": { en: "most on one day: {value} ({day})", fr: "le plus en un jour : {value} ({day})" },
  "results.network": { en: "Accounts", fr: "Comptes" },
  "results.company": { en: "company", fr: "entreprise" },
  "results.people": {
    en: "{people, plural, one {# person} other {# people}}",
    fr: "{people, plural, one {# personne} other {# personnes}}",
  },
  "results.told.none": { en: "tells no numbers", fr: "ne donne pas de chiffres" },
  "results.told.off": { en: "numbers not switched on (paid for)", fr: "chiffres non activés (payants)" },
  "results.told.kept": {
    en: "numbers may not be kept, so they are on each post only",
    fr: "chiffres à ne pas conserver : ils sont sur chaque publication seulement",
  },
  "results.few": { en: "fewer than {fewest} people", fr: "moins de {fewest} personnes" },
  "results.apart": {
    en: "How a person’s own posts fare is theirs to know. Of people’s accounts you see sums of {fewest} people or more; {apart, plural, =0 {all posts are in such a sum.} one {# post is in none, and its visits and figures are not counted above.} other {# posts are in none, and their visits and figures are not counted above.}}",
    fr: "Ce que donnent les publications d’une personne ne regarde qu’elle. Des comptes personnels, vous voyez des sommes d’au moins {fewest} personnes ; {apart, plural, =0 {toutes les publications y figurent.} one {# publication n’y figure pas, et ses visites et chiffres ne sont pas comptés ci-dessus.} other {# publications n’y figurent pas, et leurs visites et chiffres ne sont pas comptés ci-dessus.}}",
  },
  "results.noLinks": {
    en: "Visits are counted where short links are switched on, for the map or under Settings → Links.",
    fr: "Les visites sont comptées là où les liens courts sont activés, pour la carte ou dans Réglages → Liens.",
  },
} as const satisfies Record<string, Text>;

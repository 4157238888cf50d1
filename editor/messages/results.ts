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
  "results.claims": {
    en: "{count, plural, one {Besides, # post was made by somebody’s own hand, on their word; it is in no number here.} other {Besides, # posts were made by people’s own hands, on their word; they are in no number here.}}",
    fr: "{count, plural, one {De plus, # publication a été faite à la main, sur la parole de la personne ; elle ne figure dans aucun chiffre.} other {De plus, # publications ont été faites à la main, sur la parole des personnes ; elles ne figurent dans aucun chiffre.}}",
  },
  "results.handVisits": {
    en: "{count, plural, one {By the links of such posts came # visit.} other {By the links of such posts came # visits.}}",
    fr: "{count, plural, one {Par les liens de ces publications est venue # visite.} other {Par les liens de ces publications sont venues # visites.}}",
  },
  "results.visitsApart": {
    en: "Visits are those of people, to older posts as well. Apart from them: {robots} by robots and previews, {own} by people signed in here.",
    fr: "Les visites sont celles de personnes, anciennes publications comprises. À part : {robots} par des robots et aperçus, {own} par des personnes connectées ici.",
  },
  "results.short": { en: "{of} of {posts} posts", fr: "{of} sur {posts}" },
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
  "results.few": { en: "not shown: fewer than {fewest} people", fr: "non montré : moins de {fewest} personnes" },
  "results.apart": {
    en: "How a person’s own posts fare is theirs to know. Of people’s accounts you see sums of {fewest} people or more; {apart, plural, =0 {all posts are in such a sum.} one {# post is in none, and its visits and figures are not counted above.} other {# posts are in none, and their visits and figures are not counted above.}}",
    fr: "Ce que donnent les publications d’une personne ne regarde qu’elle. Des comptes personnels, vous voyez des sommes d’au moins {fewest} personnes ; {apart, plural, =0 {toutes les publications y figurent.} one {# publication n’y figure pas, et ses visites et chiffres ne sont pas comptés ci-dessus.} other {# publications n’y figurent pas, et leurs visites et chiffres ne sont pas comptés ci-dessus.}}",
  },
  "results.noLinks": {
    en: "Visits are counted where short links are switched on, for the map or under Settings → Links.",
    fr: "Les visites sont comptées là où les liens courts sont activés, pour la carte ou dans Réglages → Liens.",
  },
  "account.weeks": { en: "The last {span} days", fr: "Les {span} derniers jours" },
  "account.told.none": {
    en: "{network} does not tell programs how posts of such an account fare.",
    fr: "{network} ne dit pas aux programmes ce que deviennent les publications d’un tel compte.",
  },
  "account.told.off": {
    en: "{network} charges for its numbers, and that is not switched on.",
    fr: "{network} fait payer ses chiffres, et cela n’est pas activé.",
  },
  "account.told.kept": {
    en: "{network} lets nobody keep the numbers of posts for long: they stand with each post below, and are not added up.",
    fr: "{network} ne permet pas de conserver longtemps les chiffres des publications : ils figurent avec chacune ci-dessous, sans être additionnés.",
  },
  "account.audience": { en: "Followers by day", fr: "Abonnés par jour" },
  "account.audienceLabel": { en: "Followers", fr: "Abonnés" },
  "account.audienceSoon": {
    en: "They are counted once a day, for the first time before long.",
    fr: "Ils sont comptés une fois par jour, bientôt pour la première fois.",
  },
  "account.audienceFirst": {
    en: "{count} on {day}. They are counted once a day: the line begins tomorrow.",
    fr: "{count} le {day}. Ils sont comptés une fois par jour : la courbe commence demain.",
  },
  "account.posts": { en: "Newest posts", fr: "Dernières publications" },
  "account.noPosts": {
    en: "Nothing has gone out on this account in the last months.",
    fr: "Rien n’a été publié sur ce compte ces derniers mois.",
  },
  "account.unread": { en: "not read yet", fr: "pas encore relevée" },
  "account.count.views": {
    en: "{count, plural, one {# view} other {# views}}",
    fr: "{count, plural, one {# vue} other {# vues}}",
  },
  "account.count.reach": {
    en: "{count, plural, one {# person reached} other {# people reached}}",
    fr: "{count, plural, one {# personne touchée} other {# personnes touchées}}",
  },
  "account.count.likes": {
    en: "{count, plural, one {# reaction} other {# reactions}}",
    fr: "{count, plural, one {# réaction} other {# réactions}}",
  },
  "account.count.reposts": {
    en: "{count, plural, one {# repost} other {# reposts}}",
    fr: "{count, plural, one {# partage} other {# partages}}",
  },
  "account.count.quotes": {
    en: "{count, plural, one {# quote} other {# quotes}}",
    fr: "{count, plural, one {# citation} other {# citations}}",
  },
  "account.count.replies": {
    en: "{count, plural, one {# comment} other {# comments}}",
    fr: "{count, plural, one {# commentaire} other {# commentaires}}",
  },
  "account.count.visits": {
    en: "{count, plural, one {# visit} other {# visits}}",
    fr: "{count, plural, one {# visite} other {# visites}}",
  },
  "declined.title": { en: "Set aside by people", fr: "Écartées par les personnes" },
  "declined.note": {
    en: "Answers of the last four weeks, counted from {fewest} people on, and never with a name.",
    fr: "Réponses des quatre dernières semaines, comptées à partir de {fewest} personnes, et jamais avec un nom.",
  },
  "declined.topic": { en: "Off their topics", fr: "Hors de leurs thèmes" },
  "declined.tone": { en: "Not their tone", fr: "Pas leur ton" },
  "declined.shared": { en: "Shared before", fr: "Partagée avant" },
  "declined.other": { en: "Something else", fr: "Autre chose" },
  "declined.unsaid": { en: "No reason given", fr: "Sans raison donnée" },
} as const satisfies Record<string, Text>;

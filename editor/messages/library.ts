import type { Text } from "#engine/text.ts";

/** Posts that come back by themselves, and what could have a second life. */
export const library = {
  "library.title": { en: "Library", fr: "Bibliothèque" },
  "library.intro": {
    en: "What stays true comes back by itself: never too soon on one account, and never twice in the same words.",
    fr: "Ce qui reste vrai revient de lui-même : jamais trop tôt sur un compte, et jamais deux fois avec les mêmes mots.",
  },
  "library.new": { en: "New post", fr: "Nouveau billet" },
  "library.none": { en: "What is true all year round?", fr: "Qu’est-ce qui reste vrai toute l’année ?" },
  "library.noneText": {
    en: "A guide, an answer that everybody asks for, a job that is always open: write it in two or three ways, and say how far apart.",
    fr: "Un guide, une réponse que tout le monde demande, un métier toujours ouvert : écrivez-le de deux ou trois façons, et dites à quel intervalle.",
  },
  "library.words": { en: "Waiting for other words", fr: "En attente d’autres mots" },
  "library.wordsText": {
    en: "They were said in each of their wordings. Write another one, and they come back.",
    fr: "Ils ont été dits avec chacune de leurs formulations. Écrivez-en une autre, et ils reviendront.",
  },
  "library.returning": { en: "Coming back", fr: "Reviennent" },
  "library.over": { en: "Over", fr: "Terminés" },
  "library.state.planned": { en: "Next time: {day}", fr: "Prochain passage : {day}" },
  "library.state.draft": { en: "Draft: not planned yet", fr: "Brouillon : pas encore planifié" },
  "library.state.entered": { en: "Resting until its next time", fr: "Au repos jusqu’au prochain passage" },
  "library.state.words": { en: "Wants another wording", fr: "Attend une autre formulation" },
  "library.state.over": { en: "Does not come back", fr: "Ne revient plus" },
  "library.rule": {
    en: "{gap} days apart at least",
    fr: "{gap} jours d’écart au moins",
  },
  "library.season": { en: "only in {months}", fr: "seulement en {months}" },
  "library.until": { en: "until {day}", fr: "jusqu’au {day}" },
  "library.times": {
    en: "{times, plural, =0 {Not out yet} one {Out once, on {day}} other {Out # times, last on {day}}}",
    fr: "{times, plural, =0 {Pas encore publié} one {Publié une fois, le {day}} other {Publié # fois, la dernière le {day}}}",
  },
  "library.said": {
    en: "{said, plural, =0 {not said yet} one {said by one account} other {said by # accounts}}",
    fr: "{said, plural, =0 {pas encore dite} one {dite par un compte} other {dite par # comptes}}",
  },
  "library.onlyOn": { en: "for {network}", fr: "pour {network}" },
  "library.add": { en: "Another wording", fr: "Autre formulation" },
  "library.addHint": { en: "The same thing, in other words", fr: "La même chose, avec d’autres mots" },
  "library.addDo": { en: "Add", fr: "Ajouter" },
  "library.change": { en: "Change how it comes back", fr: "Modifier son retour" },
  "library.end": { en: "Let it end", fr: "Y mettre fin" },
  "library.ended": { en: "“{title}” does not come back any more.", fr: "« {title} » ne revient plus." },
  "library.more": { en: "What can be done with “{title}”", fr: "Que faire de « {title} »" },
  "library.open": { en: "Open the post", fr: "Ouvrir le billet" },
  "library.wordings": {
    en: "Its wordings, in the order in which they go out",
    fr: "Ses formulations, dans l’ordre où elles partent",
  },
  "library.second": { en: "Deserves a second life", fr: "Mérite une seconde vie" },
  "library.secondText": {
    en: "What brought more visits than its own account or network usually does. Each account is compared with itself, and no person with another.",
    fr: "Ce qui a amené plus de visites que d’habitude sur son propre compte ou réseau. Chaque compte n’est comparé qu’à lui-même, et personne à personne.",
  },
  "library.secondNone": {
    en: "Nothing stands out yet. Posts with short links are compared once an account has five of them.",
    fr: "Rien ne se détache encore. Les publications à lien court sont comparées dès qu’un compte en a cinq.",
  },
  "library.why": {
    en: "{visits, plural, one {# visit} other {# visits}} on {place}. Half of its {posts} posts brought {usual} at most.",
    fr: "{visits, plural, one {# visite} other {# visites}} sur {place}. La moitié de ses {posts} publications en ont amené {usual} au plus.",
  },
  "library.whyPeople": {
    en: "{visits} visits to one post of your people on {place}, on average. Half of the {posts} stories there brought {usual} at most.",
    fr: "{visits} visites en moyenne par publication de vos collègues sur {place}. La moitié des {posts} nouvelles y en ont amené {usual} au plus.",
  },
  "library.rests": { en: "Rests until {day}", fr: "Au repos jusqu’au {day}" },
  "library.revive": { en: "Say it anew", fr: "Le redire" },
  "library.reviveFor": { en: "Say it anew: {title}", fr: "Le redire : {title}" },
  "library.form.new": { en: "A post that comes back", fr: "Un billet qui revient" },
  "library.form.rule": { en: "How it comes back", fr: "Comment il revient" },
  "library.form.second": { en: "A second life", fr: "Une seconde vie" },
  "library.form.words": { en: "Its words", fr: "Ses mots" },
  "library.form.wordsHint": {
    en: "Next you choose where it goes and when, and can add other wordings.",
    fr: "Ensuite, vous choisissez où il part et quand, et pouvez ajouter d’autres formulations.",
  },
  "library.form.newWords": { en: "In other words than before", fr: "Avec d’autres mots qu’avant" },
  "library.form.before": { en: "It said:", fr: "Il disait :" },
  "library.form.same": {
    en: "These are the words that were out already. Say it in another way.",
    fr: "Ce sont les mots déjà publiés. Dites-le autrement.",
  },
  "library.form.link": { en: "Link", fr: "Lien" },
  "library.form.gap": {
    en: "Days between two times on one account, at least",
    fr: "Jours entre deux passages sur un compte, au moins",
  },
  "library.form.gapHint": {
    en: "Counted from when it was really out. It keeps its weekday and its hour.",
    fr: "Comptés depuis la publication réelle. Il garde son jour de la semaine et son heure.",
  },
  "library.form.months": { en: "Only in these months", fr: "Seulement ces mois-là" },
  "library.form.monthsHint": { en: "None: all the year", fr: "Aucun : toute l’année" },
  "library.form.ends": { en: "Last day", fr: "Dernier jour" },
  "library.form.endsHint": { en: "Empty: as long as it has words", fr: "Vide : tant qu’il lui reste des mots" },
  "library.form.go": { en: "Go on", fr: "Continuer" },
} as const satisfies Record<string, Text>;

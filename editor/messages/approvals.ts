import type { Text } from "#engine/text.ts";

/** Of the page of items that wait for somebody's yes. */
export const approvals = {
  "approvals.title": { en: "To approve", fr: "À valider" },
  "approvals.intro": {
    en: "What maps ask about before they send it on. The first answer counts; what gets none goes as its map says.",
    fr: "Ce que les cartes vous soumettent avant de l’envoyer. La première réponse compte ; sans réponse, la carte décide selon ses réglages.",
  },
  "approvals.none": { en: "Nothing waits for an answer", fr: "Rien n’attend de réponse" },
  "approvals.noneText": {
    en: "A map that has the step “Approval” asks here before an item goes on.",
    fr: "Une carte qui a l’étape « Validation » vous consulte ici avant de laisser passer une nouvelle.",
  },
  "approvals.toMaps": { en: "See the maps", fr: "Voir les cartes" },
  "approvals.list": { en: "Items that wait for an answer", fr: "Nouvelles en attente d’une réponse" },
  "approvals.yes": { en: "Approve", fr: "Valider" },
  "approvals.no": { en: "Decline", fr: "Refuser" },
  "approvals.addWord": { en: "Add a word", fr: "Ajouter un mot" },
  "approvals.word": { en: "A word with your answer", fr: "Un mot avec votre réponse" },
  "approvals.wordHelp": {
    en: "It stands with the answer in the log, and in the run where you decline.",
    fr: "Il accompagne la réponse dans le journal, et dans l’exécution en cas de refus.",
  },
  "approvals.from": { en: "From {source}", fr: "De {source}" },
  "approvals.inMap": { en: "for the map", fr: "pour la carte" },
  "approvals.paused": { en: "paused", fr: "en pause" },
  "approvals.since": { en: "came", fr: "arrivé" },
  "approvals.until": { en: "deadline:", fr: "échéance :" },
  "approvals.over": { en: "Time is over", fr: "Délai dépassé" },
  "approvals.soon": { en: "Soon over", fr: "Bientôt trop tard" },
  "approvals.changed": { en: "Changed by its source", fr: "Modifié par sa source" },
  "approvals.changedHelp": {
    en: "Its source changed it while it waited. These are its newest words; they are what goes.",
    fr: "Sa source l’a modifié pendant l’attente. Voici ses derniers mots ; ce sont eux qui partiront.",
  },
  "approvals.note": { en: "What to look at:", fr: "À quoi faire attention :" },
  "approvals.goes": { en: "A yes sends it to {places}.", fr: "Un oui l’envoie à {places}." },
  "approvals.page": { en: "{name} ({network})", fr: "{name} ({network})" },
  "approvals.morePages": {
    en: "{count, plural, one {# more page} other {# more pages}}",
    fr: "{count, plural, one {# autre page} other {# autres pages}}",
  },
  "approvals.people": {
    en: "{count, plural, one {# person} other {# people}} ({networks})",
    fr: "{count, plural, one {# personne} other {# personnes}} ({networks})",
  },
  "approvals.nowhere": { en: "A yes sends it nowhere just now.", fr: "Un oui ne l’envoie nulle part pour l’instant." },
  "approvals.others": { en: "Waits for {names}.", fr: "En attente de {names}." },
  "approvals.another": {
    en: "You planned it: here somebody else says yes to it.",
    fr: "Vous l’avez planifié : ici, c’est quelqu’un d’autre qui valide.",
  },
  "approvals.admins": { en: "Waits for an administrator.", fr: "En attente d’un administrateur." },
  "approvals.select": { en: "Select “{title}”", fr: "Sélectionner « {title} »" },
  "approvals.selectAll": { en: "Select all that are shown", fr: "Sélectionner tout ce qui est affiché" },
  "approvals.selected": {
    en: "{count, plural, one {# selected} other {# selected}}",
    fr: "{count, plural, one {# sélectionné} other {# sélectionnés}}",
  },
  "approvals.untitled": { en: "Without a headline", fr: "Sans titre" },
  "approvals.saidYes": {
    en: "{count, plural, one {Approved: it goes on} other {# approved: they go on}}",
    fr: "{count, plural, one {Validé : il part} other {# validés : ils partent}}",
  },
  "approvals.saidNo": {
    en: "{count, plural, one {Declined} other {# declined}}",
    fr: "{count, plural, one {Refusé} other {# refusés}}",
  },
  "approvals.back": {
    en: "{count, plural, one {It waits again} other {# wait again}}",
    fr: "{count, plural, one {Il attend de nouveau} other {# attendent de nouveau}}",
  },
  "approvals.tooLateBack": {
    en: "The run has acted on it already: it cannot be taken back.",
    fr: "L’exécution en a déjà tenu compte : on ne peut plus revenir en arrière.",
  },
  "approvals.wasYes": { en: "{name} had already approved “{title}”.", fr: "{name} avait déjà validé « {title} »." },
  "approvals.wasNo": { en: "{name} had already declined “{title}”.", fr: "{name} avait déjà refusé « {title} »." },
  "approvals.wasChanged": {
    en: "“{title}” was changed by its source meanwhile. Please look again.",
    fr: "« {title} » vient d’être modifié par sa source. Relisez-le avant de répondre.",
  },
  "approvals.wasLate": {
    en: "The time to answer for “{title}” is over.",
    fr: "Le délai pour répondre à « {title} » est dépassé.",
  },
  "approvals.wasGone": {
    en: "“{title}” no longer waits: its map was changed, or has gone on without it.",
    fr: "« {title} » n’attend plus : sa carte a été modifiée, ou a continué sans lui.",
  },
  "approvals.notYours": {
    en: "“{title}” is asked of other people.",
    fr: "« {title} » est soumis à d’autres personnes.",
  },
  "approvals.keys": {
    en: "J and K: next and previous · on an item Y: approve, N: decline, S: select",
    fr: "J et K : suivant et précédent · sur une nouvelle Y : valider, N : refuser, S : sélectionner",
  },
} as const satisfies Record<string, Text>;

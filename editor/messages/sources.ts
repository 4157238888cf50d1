import type { Text } from "#engine/text.ts";

export const sources = {
  "sources.title": { en: "Sources", fr: "Sources" },
  "sources.intro": {
    en: "What is read or comes in, how often it was there, and what is wrong with it. A source is read once, however many maps use it.",
    fr: "Ce qui est lu ou reçu, si cela répond, et ce qui cloche. Une source n’est lue qu’une fois, quel que soit le nombre de cartes.",
  },
  "sources.empty": { en: "No source yet", fr: "Aucune source" },
  "sources.emptyText": {
    en: "Sources appear here when a map that reads them is published.",
    fr: "Les sources apparaissent ici quand une carte qui les lit est publiée.",
  },
  "sources.good": { en: "Works", fr: "Fonctionne" },
  "sources.failing": { en: "Fails", fr: "En échec" },
  "sources.idle": { en: "Not read yet", fr: "Pas encore lue" },
  "sources.refused": { en: "Last message refused", fr: "Dernier message refusé" },
  "sources.waiting": { en: "Nothing came yet", fr: "Rien n’est encore arrivé" },
  "sources.lastCame": { en: "Last message", fr: "Dernier message reçu" },
  "sources.items": {
    en: "{count, plural, one {# item stored} other {# items stored}}",
    fr: "{count, plural, one {# nouvelle gardée} other {# nouvelles gardées}}",
  },
  "sources.document": {
    en: "Last list: {all, plural, one {# entry} other {# entries}}, {fresh} new, {known} known",
    fr: "Dernière liste : {all, plural, one {# entrée} other {# entrées}}, {fresh, plural, one {# nouvelle} other {# nouvelles}}, {known, plural, one {# connue} other {# connues}}",
  },
  "sources.doubled": {
    en: "{count, plural, one {# is the same entry once more} other {# are the same entries once more}}",
    fr: "{count, plural, one {# entrée est listée deux fois} other {# entrées sont listées deux fois}}",
  },
  "sources.blank": {
    en: "{count, plural, one {# says nothing} other {# say nothing}}",
    fr: "{count, plural, one {# entrée est vide} other {# entrées sont vides}}",
  },
  "sources.last": { en: "Last read", fr: "Dernière lecture" },
  "sources.next": { en: "Next read", fr: "Prochaine lecture" },
  "sources.nextTry": { en: "Next try", fr: "Prochain essai" },
  "sources.notScheduled": { en: "not scheduled", fr: "pas prévue" },
  "sources.failures": {
    en: "{count, plural, one {# failure in a row} other {# failures in a row}}",
    fr: "{count, plural, one {# échec de suite} other {# échecs de suite}}",
  },
  "sources.asked": { en: "The site asks us to wait until", fr: "Le site demande d’attendre jusqu’à" },
  "sources.moved": {
    en: "Moved for good: it is read at {address} now. Enter that address in the map when you next change it.",
    fr: "Déplacée définitivement : elle est lue désormais à {address}. Saisissez cette adresse dans la carte à la prochaine modification.",
  },
  "sources.usedBy": { en: "Used by", fr: "Utilisée par" },
  "sources.unused": { en: "no live map", fr: "aucune carte en ligne" },
  "sources.poll": { en: "Read now", fr: "Lire maintenant" },
  "sources.polled": { en: "Read.", fr: "Lue." },
} as const satisfies Record<string, Text>;

import type { Text } from "#engine/text.ts";

export const pasting = {
  "paste.steps": {
    en: "{count, plural, one {# step} other {# steps}}",
    fr: "{count, plural, one {# étape} other {# étapes}}",
  },
  "paste.notes": {
    en: "{count, plural, one {# note} other {# notes}}",
    fr: "{count, plural, one {# note} other {# notes}}",
  },
  "paste.groups": {
    en: "{count, plural, one {# group} other {# groups}}",
    fr: "{count, plural, one {# groupe} other {# groupes}}",
  },
  "paste.map": {
    en: "Taken over from “{name}”: {what}. Its rhythm and its limits are not.",
    fr: "Repris de « {name} » : {what}, mais ni son rythme ni ses limites.",
  },
  "paste.took": { en: "Pasted: {what}.", fr: "Collé : {what}." },
  "paste.unknown": {
    en: "{count, plural, one {# step is of a kind that is not known here.} other {# steps are of kinds that are not known here.}}",
    fr: "{count, plural, one {# étape est d’un type inconnu ici.} other {# étapes sont de types inconnus ici.}}",
  },
  "paste.unread": {
    en: "{count, plural, one {One thing could not be read} other {# things could not be read, first}}: {problem}",
    fr: "{count, plural, one {Un point n’a pas pu être lu} other {# points n’ont pas pu être lus, d’abord}} : {problem}",
  },
  "paste.nothing": {
    en: "There is nothing to paste. Copy steps, a map file or an address first.",
    fr: "Il n’y a rien à coller. Copiez d’abord des étapes, un fichier de carte ou une adresse.",
  },
  "paste.words": {
    en: "This is neither steps, nor a map file, nor an address: nothing was pasted.",
    fr: "Ce ne sont ni des étapes, ni un fichier de carte, ni une adresse : rien n’a été collé.",
  },
  "paste.data": {
    en: "This is JSON, but no map: a map has a “schema” and “nodes”. Nothing was pasted.",
    fr: "C’est du JSON, mais pas une carte : une carte a un « schema » et des « nodes ». Rien n’a été collé.",
  },
  "paste.broken": {
    en: "This map file is broken at line {line}, column {column}. Check commas, quotes and brackets there.",
    fr: "Ce fichier de carte est abîmé à la ligne {line}, colonne {column}. Vérifiez-y virgules, guillemets et accolades.",
  },
  "paste.large": {
    en: "{size} kB are too many: at most 200 kB are pasted. Open a larger map from its file, with “New map”.",
    fr: "{size} ko, c’est trop : on peut coller 200 ko au plus. Ouvrez une carte plus grande depuis son fichier, par « Nouvelle carte ».",
  },
  "paste.refused": { en: "This map cannot be read. {problem}", fr: "Cette carte ne peut pas être lue. {problem}" },
  "paste.full": {
    en: "There is no room for that: a map has at most {count} steps. Nothing was pasted.",
    fr: "Il n’y a pas la place : une carte a au plus {count} étapes. Rien n’a été collé.",
  },
  "paste.noMap": { en: "“{name}” is no map file (.json).", fr: "« {name} » n’est pas un fichier de carte (.json)." },
  "paste.one": { en: "One file at a time, please.", fr: "Un seul fichier à la fois, s’il vous plaît." },
  "paste.ask": {
    en: "The browser does not say what was copied. Press {keys} instead.",
    fr: "Le navigateur ne dit pas ce qui a été copié. Appuyez plutôt sur {keys}.",
  },
} as const satisfies Record<string, Text>;

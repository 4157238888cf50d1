import type { Text } from "#engine/text.ts";

/** What cards say at their foot, and what their lists say. */
export const steps = {
  "sign.failing": { en: "cannot be read since {since}", fr: "illisible depuis {since}" },
  "sign.never": { en: "could not be read yet", fr: "n’a pas encore pu être lu" },
  "sign.waits": { en: "its server asks to wait: {until}", fr: "son serveur demande d’attendre : {until}" },
  "sign.quiet": { en: "nothing new, last {since}", fr: "rien de neuf, dernière nouvelle {since}" },
  "sign.read": { en: "read {since}", fr: "dernière lecture {since}" },
  "sign.received": { en: "last received {since}", fr: "dernier reçu {since}" },
  "sign.receives": { en: "waits for what is sent to it", fr: "attend ce qu’on lui envoie" },
  "sign.now": { en: "just now", fr: "à l’instant" },
  "sign.soon": { en: "in a moment", fr: "dans un instant" },
  "sign.sample": { en: "“{text}”", fr: "« {text} »" },
  "sign.sampleOf": { en: "How the newest item reads here", fr: "Ce que dit ici la dernière nouvelle" },
  "sign.kept": { en: "{count, number} kept", fr: "{count, plural, one {# gardée} other {# gardées}}" },
  "sign.dropped": { en: "{count, number} dropped", fr: "{count, plural, one {# écartée} other {# écartées}}" },
  "sign.people": {
    en: "{count, plural, =0 {Nobody yet} one {# person} other {# people}}",
    fr: "{count, plural, =0 {Personne pour l’instant} one {# personne} other {# personnes}}",
  },
  "sign.accounts": {
    en: "{count, plural, =0 {No account yet} one {# account} other {# accounts}}",
    fr: "{count, plural, =0 {Aucun compte pour l’instant} one {# compte} other {# comptes}}",
  },
  "sign.list": { en: "{who}: show the list", fr: "{who} : voir la liste" },
  "sign.hindered": {
    en: "{count, plural, one {# gets nothing just now} other {# get nothing just now}}",
    fr: "{count, plural, one {# ne reçoit rien en ce moment} other {# ne reçoivent rien en ce moment}}",
  },
  "sign.one": { en: "{name}: {why}", fr: "{name} : {why}" },
  "hindrance.reconnect": { en: "must be reconnected", fr: "à reconnecter" },
  "hindrance.paused": { en: "paused", fr: "en pause" },
  "hindrance.pausedUntil": { en: "paused, again {until}", fr: "en pause, reprend {until}" },
  "hindrance.frozen": { en: "its network asks to wait: {until}", fr: "son réseau demande d’attendre : {until}" },
  "hindrance.cap": { en: "has its posts of the day; again {until}", fr: "plafond du jour atteint ; reprend {until}" },
  "hindrance.ends": { en: "access ends {until}", fr: "accès à renouveler, fin {until}" },
  "reach.title": { en: "Who receives", fr: "Qui reçoit" },
  "reach.fine": { en: "receives", fr: "reçoit" },
  "reach.none": {
    en: "No connected account fits these settings.",
    fr: "Aucun compte connecté ne correspond à ces réglages.",
  },
  "reach.saved": { en: "As the drawing was last saved.", fr: "D’après le dessin enregistré." },
  "passed.ofRun": { en: "Run,", fr: "Exécution," },
  "passed.count": {
    en: "{count, plural, =0 {Nothing passed} one {# item passed} other {# items passed}}",
    fr: "{count, plural, =0 {Rien n’est passé} one {# nouvelle est passée} other {# nouvelles sont passées}}",
  },
  "passed.accounts": {
    en: "on to {count, plural, one {# account} other {# accounts}}",
    fr: "jusqu’à {count, plural, one {# compte} other {# comptes}}",
  },
  "passed.more": { en: "The first ones are shown.", fr: "Les premières sont affichées." },
  "passed.among": {
    en: "Another way leads to the same step: what passed here is among these.",
    fr: "Un autre chemin mène à la même étape : ce qui est passé ici est parmi celles-ci.",
  },
  "passed.kept": {
    en: "What a step keeps for later is not listed yet.",
    fr: "Ce qu’une étape met de côté n’est pas encore dans la liste.",
  },
} as const satisfies Record<string, Text>;

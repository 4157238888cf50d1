import type { Text } from "#engine/text.ts";

/** Of the people whom the settings of a target reach. */
export const reached = {
  "people.reached": {
    en: "{count, plural, =0 {Reaches nobody yet} one {Reaches # person} other {Reaches # people}}",
    fr: "{count, plural, =0 {Ne touche encore personne} one {Touche # personne} other {Touche # personnes}}",
  },
  "people.few": {
    en: "Reaches fewer than {count} people: as your company chose, nothing more is told of a group so small.",
    fr: "Touche moins de {count} personnes : selon le choix de votre entreprise, rien de plus n’est dit d’un groupe si petit.",
  },
  "people.on": { en: "{count} on {network}", fr: "{count} sur {network}" },
  "people.find": { en: "Find somebody", fr: "Chercher quelqu’un" },
  "people.nobody": { en: "Nobody of that name is reached.", fr: "Personne de ce nom n’est touché." },
  "people.ask": { en: "asked each time", fr: "donne son accord à chaque fois" },
  "people.auto": { en: "posts by itself", fr: "publie tout seul" },
  "people.autoUntil": { en: "by itself until {day}", fr: "publie tout seul jusqu’au {day}" },
  "people.paused": { en: "paused", fr: "en pause" },
  "people.pausedUntil": { en: "paused until {day}", fr: "en pause jusqu’au {day}" },
  "people.reconnect": { en: "to be connected again", fr: "à reconnecter" },
  "people.onNetwork": { en: "{network}: {state}", fr: "{network} : {state}" },
  "people.missed": {
    en: "{count, plural, one {# person gets nothing here} other {# people get nothing here}}",
    fr: "{count, plural, one {# personne ne reçoit rien ici} other {# personnes ne reçoivent rien ici}}",
  },
  "people.noAccount": { en: "no account on {networks}", fr: "pas de compte sur {networks}" },
  "people.otherTopics": { en: "follows other topics", fr: "suit d’autres thèmes" },
  "people.otherGroup": { en: "another team or language", fr: "autre équipe ou autre langue" },
  "people.more": {
    en: "{count, plural, one {and # more} other {and # more}}: search for them by name.",
    fr: "{count, plural, one {et # autre} other {et # autres}} : cherchez-les par leur nom.",
  },
  "people.part": { en: "The accounts are still being read.", fr: "Les comptes se chargent encore." },
} as const satisfies Record<string, Text>;

import type { Text } from "#engine/text.ts";

/** Of who else has a map open. */
export const presence = {
  "presence.title": { en: "Who has this map open", fr: "Qui a ouvert cette carte" },
  "presence.here": { en: "{name} is here", fr: "{name} est ici" },
  "presence.at": { en: "{name} looks at “{step}”", fr: "{name} regarde « {step} »" },
  "presence.edits": { en: "{name} edits “{step}”", fr: "{name} modifie « {step} »" },
  "presence.writes": { en: "{name} edits the map", fr: "{name} modifie la carte" },
  "presence.own": { en: "You, in another tab", fr: "Vous, dans un autre onglet" },
  "presence.ownAt": { en: "You, in another tab, at “{step}”", fr: "Vous, dans un autre onglet, sur « {step} »" },
  "presence.count": {
    en: "{count, plural, one {{first}} other {{first}, and # more}}",
    fr: "{count, plural, one {{first}} other {{first}, et # de plus}}",
  },
  "presence.took": {
    en: "{name} saved this map: you see the newest drawing.",
    fr: "{name} a enregistré cette carte : vous voyez le dernier dessin.",
  },
  "presence.tookOwn": {
    en: "You saved this map in another tab: you see the newest drawing.",
    fr: "Vous avez enregistré cette carte dans un autre onglet : vous voyez le dernier dessin.",
  },
  "presence.published": {
    en: "Version {version} was published meanwhile.",
    fr: "La version {version} a été publiée entre-temps.",
  },
} as const satisfies Record<string, Text>;

import type { Text } from "#engine/text.ts";

/** Why (not)? */
export const why = {
  "traces.title": { en: "Why (not)?", fr: "Pourquoi (pas) ?" },
  "traces.intro": {
    en: "So that it can be said later why an item went out or did not, each run writes down which way its items took through the map.",
    fr: "Pour pouvoir dire plus tard pourquoi une nouvelle est partie ou non, chaque exécution note le parcours de ses nouvelles dans la carte.",
  },
  "traces.days": { en: "Keep the ways of items for (days)", fr: "Conserver le parcours des nouvelles (en jours)" },
  "traces.help": {
    en: "0 to 90. With 0 none are kept, and ways are worked out again where they can be.",
    fr: "De 0 à 90. Avec 0, rien n’est conservé, et les parcours sont recalculés quand c’est possible.",
  },
  "traces.bytes": {
    en: "One item takes {bytes} bytes at the moment.",
    fr: "Une nouvelle prend en ce moment {bytes} octets.",
  },
  "traces.saved": { en: "Saved.", fr: "Enregistré." },
} as const satisfies Record<string, Text>;

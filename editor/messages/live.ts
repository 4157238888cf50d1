import type { Text } from "#engine/text.ts";

/** What the drawing does to the newest items while it is drawn, and the item that is followed through it. */
export const live = {
  "live.label": { en: "What this drawing does", fr: "Ce que fait ce dessin" },
  "live.items": {
    en: "{count, plural, one {# item} other {# items}}",
    fr: "{count, plural, one {# nouvelle} other {# nouvelles}}",
  },
  "live.dropped": { en: "{count, number} dropped", fr: "{count, plural, one {# écartée} other {# écartées}}" },
  "live.messages": {
    en: "{count, plural, one {# message} other {# messages}}",
    fr: "{count, plural, one {# message} other {# messages}}",
  },
  "live.listed": {
    en: "Of what the sources list, leaving aside what the map has read",
    fr: "De ce que listent les sources, déjà lu ou non",
  },
  "live.now": { en: "A run now: {said}", fr: "Une exécution maintenant : {said}" },
  "live.nowNothing": { en: "nothing new", fr: "rien de nouveau" },
  "live.nowRests": { en: "waits for the campaign", fr: "attend la campagne" },
  "live.nowMade": {
    en: "{count, plural, =0 {no message} one {# message} other {# messages}}",
    fr: "{count, plural, =0 {aucun message} one {# message} other {# messages}}",
  },
  "live.nowItems": {
    en: "of {count, plural, one {# new item} other {# new items}}",
    fr: "de {count, plural, one {# nouvelle à lire} other {# nouvelles à lire}}",
  },
  "live.nowReady": {
    en: "{count, plural, one {# may leave by itself} other {# may leave by themselves}}",
    fr: "{count, plural, one {# peut partir tout seul} other {# peuvent partir tout seuls}}",
  },
  "live.nowHeld": { en: "{count, number} × {reason}", fr: "{count, number} × {reason}" },
  "live.nowKept": {
    en: "{count, plural, one {A step keeps # item for later.} other {Steps keep # items for later.}}",
    fr: "{count, plural, one {Une étape met # nouvelle de côté.} other {Des étapes mettent # nouvelles de côté.}}",
  },
  "live.passedOver": {
    en: "{count, plural, one {# item is in the feeds already: the first run passes over it, as you chose.} other {# items are in the feeds already: the first run passes over them, as you chose.}}",
    fr: "{count, plural, one {# nouvelle est déjà dans les flux : la première exécution la passe, selon votre choix.} other {# nouvelles sont déjà dans les flux : la première exécution les passe, selon votre choix.}}",
  },
  "live.more": {
    en: "There is more than one run takes at once.",
    fr: "Il y en a plus qu’une exécution n’en prend d’un coup.",
  },
  "live.anew": { en: "Once this draft is published.", fr: "Une fois ce brouillon publié." },
  "live.readAt": { en: "Sources as they were read", fr: "Sources lues" },
  "live.broken": {
    en: "{count, plural, one {# step has something to mend: nothing passes it.} other {# steps have something to mend: nothing passes them.}}",
    fr: "{count, plural, one {# étape est à corriger : rien ne la traverse.} other {# étapes sont à corriger : rien ne les traverse.}}",
  },
  "live.noNow": {
    en: "Nothing: the drawing has something to mend.",
    fr: "Rien : le dessin a quelque chose à corriger.",
  },
  "live.plus": { en: "+{count, number}", fr: "+{count, number}" },
  "live.fewer": { en: "−{count, number}", fr: "−{count, number}" },
  "live.turned": {
    en: "{more, plural, =0 {} one {, # more than before} other {, # more than before}}{fewer, plural, =0 {} one {, # fewer} other {, # fewer}}",
    fr: "{more, plural, =0 {} one {, # de plus qu’avant} other {, # de plus qu’avant}}{fewer, plural, =0 {} one {, # de moins} other {, # de moins}}",
  },
  "live.new": { en: "now passes", fr: "passe désormais" },
  "live.gone": { en: "no longer passes", fr: "ne passe plus" },
  "live.before": { en: "Before", fr: "Avant" },
  "live.after": { en: "After", fr: "Après" },
  "live.left": {
    en: "{count, plural, one {# account left out} other {# accounts left out}}",
    fr: "{count, plural, one {# compte laissé de côté} other {# comptes laissés de côté}}",
  },
  "live.until": { en: "kept until {at}", fr: "gardée jusqu’à {at}" },
  "live.goesOn": { en: "goes on", fr: "passe" },
  "live.endsAt": { en: "{step}: {reason}", fr: "{step} : {reason}" },
  "live.setting": { en: "See the setting", fr: "Voir le réglage" },
  "live.pin": { en: "Follow “{title}” through the map", fr: "Suivre « {title} » à travers la carte" },
  "live.unpin": { en: "Stop following “{title}”", fr: "Ne plus suivre « {title} »" },
  "live.lost": {
    en: "It is not among the newest items any more.",
    fr: "Elle n’est plus parmi les dernières nouvelles.",
  },
  "live.wire": {
    en: "The drawing as it stands, over the newest items",
    fr: "Le dessin tel qu’il est, sur les dernières nouvelles",
  },
  "live.firstRows": {
    en: "The newest {count, number} are shown.",
    fr: "Les {count, number} plus récentes sont affichées.",
  },
  "live.find": { en: "Find on this wire", fr: "Chercher sur ce lien" },
  "live.found": {
    en: "{count, plural, =0 {No item has these words.} one {# item found} other {# items found}}",
    fr: "{count, plural, =0 {Aucune nouvelle ne contient ces mots.} one {# nouvelle trouvée} other {# nouvelles trouvées}}",
  },
  "live.list": { en: "Items on this wire", fr: "Nouvelles sur ce lien" },
} as const satisfies Record<string, Text>;

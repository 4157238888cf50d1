import type { Text } from "#engine/text.ts";

export const launcher = {
  "launcher.title": { en: "Search, go, act", fr: "Chercher, aller, agir" },
  "launcher.hint": { en: "A map, a person, an action…", fr: "Une carte, une personne, une action…" },
  "launcher.found": { en: "What was found", fr: "Ce qui a été trouvé" },
  "launcher.count": {
    en: "{count, plural, =0 {Nothing found} one {# found} other {# found}}",
    fr: "{count, plural, =0 {Rien trouvé} one {# trouvé} other {# trouvés}}",
  },
  "launcher.none": { en: "Nothing is called “{query}”.", fr: "Rien ne s’appelle « {query} »." },
  "launcher.noneHelp": {
    en: "Maps, accounts, posts, pages and actions are searched by name.",
    fr: "La recherche porte sur le nom des cartes, comptes, envois, pages et actions.",
  },
  "launcher.recent": { en: "Lately", fr: "Récemment" },
  "launcher.canvas": { en: "On this map", fr: "Sur cette carte" },
  "launcher.make": { en: "Begin", fr: "Commencer" },
  "launcher.place": { en: "Go to", fr: "Aller à" },
  "launcher.map": { en: "Maps", fr: "Cartes" },
  "launcher.person": { en: "People", fr: "Personnes" },
  "launcher.account": { en: "Accounts", fr: "Comptes" },
  "launcher.delivery": { en: "Deliveries", fr: "Envois" },
  "launcher.settings": { en: "Settings", fr: "Réglages" },
  "launcher.look": { en: "Language and appearance", fr: "Langue et affichage" },
  "launcher.newMap": { en: "New map", fr: "Nouvelle carte" },
  "launcher.language": { en: "Switch to {language}", fr: "Passer en {language}" },
  "launcher.theme": { en: "Appearance: {theme}", fr: "Affichage : {theme}" },
  "launcher.choose": { en: "choose", fr: "choisir" },
  "launcher.open": { en: "open", fr: "ouvrir" },
  "launcher.close": { en: "close", fr: "fermer" },
  "launcher.esc": { en: "Esc", fr: "Échap" },
} as const satisfies Record<string, Text>;

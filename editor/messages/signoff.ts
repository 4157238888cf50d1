import type { Text } from "#engine/text.ts";

/** Of versions that wait for somebody's agreement: said in the publish dialog. Approving items is something else (approvals.ts). */
export const signoff = {
  "signoff.ask": { en: "Ask for agreement", fr: "Demander l’accord" },
  "signoff.needed": {
    en: "It goes live once a colleague has agreed.",
    fr: "Elle sera mise en ligne une fois l’accord d’un collègue donné.",
  },
  "signoff.asked": {
    en: "Those who may agree are told. The map goes on as it was until then.",
    fr: "Les personnes concernées sont prévenues. La carte continue comme avant d’ici là.",
  },
  "signoff.waits": {
    en: "{own, select, yes {Your version waits} other {A version by {by} waits}} for agreement since",
    fr: "{own, select, yes {Votre version attend} other {Une version de {by} attend}} un accord depuis",
  },
  "signoff.replaces": {
    en: "Asking again puts this draft in its place.",
    fr: "Une nouvelle demande la remplace par ce brouillon.",
  },
  "signoff.withdraw": { en: "Take it back", fr: "La retirer" },
  "signoff.withdrawn": { en: "It is no longer asked.", fr: "La demande est retirée." },
  "signoff.back": { en: "{by} sent it back: “{word}”", fr: "{by} l’a renvoyée : « {word} »" },
  "signoff.title": { en: "{by} asks for your agreement", fr: "{by} demande votre accord" },
  "signoff.titleOwn": { en: "Your version waits for agreement", fr: "Votre version attend un accord" },
  "signoff.since": {
    en: "Exactly this drawing goes live. Asked",
    fr: "C’est exactement ce dessin qui sera mis en ligne. Demandé",
  },
  "signoff.moved": {
    en: "The draft has changed since: what was changed later does not go live with it.",
    fr: "Le brouillon a changé depuis : ce qui a été modifié ensuite ne sera pas mis en ligne.",
  },
  "signoff.note": { en: "Their note", fr: "Sa note" },
  "signoff.word": { en: "Your words, if you send it back", fr: "Vos mots, si vous la renvoyez" },
  "signoff.wordHint": { en: "What should change?", fr: "Que faudrait-il changer ?" },
  "signoff.yes": { en: "Agree and publish", fr: "Donner l’accord et publier" },
  "signoff.no": { en: "Send back", fr: "Renvoyer" },
  "signoff.sentBack": { en: "It is sent back, with your words.", fr: "Elle est renvoyée, avec vos mots." },
} as const satisfies Record<string, Text>;

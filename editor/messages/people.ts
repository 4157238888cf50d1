import type { Text } from "#engine/text.ts";

export const people = {
  "people.title": { en: "People", fr: "Personnes" },
  "people.intro": {
    en: "Who can sign in, and what each one may do.",
    fr: "Qui peut se connecter, et ce que chacun peut faire.",
  },
  "people.invite": { en: "Invite somebody", fr: "Inviter quelqu’un" },
  "people.name": { en: "Name", fr: "Nom" },
  "people.email": { en: "E-mail", fr: "Adresse e-mail" },
  "people.role": { en: "Role", fr: "Rôle" },
  "people.language": { en: "Language", fr: "Langue" },
  "people.accounts": { en: "Accounts", fr: "Comptes" },
  "people.since": { en: "Since", fr: "Depuis" },
  "people.you": { en: "you", fr: "vous" },
  "people.off": { en: "switched off", fr: "désactivé" },
  "people.link": { en: "New sign-in link", fr: "Nouveau lien de connexion" },
  "people.disable": { en: "Switch off", fr: "Désactiver" },
  "people.enable": { en: "Switch on", fr: "Réactiver" },
  "people.menu": { en: "What to do with {name}", fr: "Que faire pour {name}" },
  "people.roleOf": { en: "Role of {name}", fr: "Rôle de {name}" },
  "people.send": { en: "Invite", fr: "Inviter" },
  "people.linkTitle": { en: "Hand over this link", fr: "Transmettez ce lien" },
  "people.linkText": {
    en: "It signs {name} in once, within 24 hours. Send it on a way that only they can read.",
    fr: "Il connecte {name} une seule fois, dans les 24 heures. Envoyez-le par une voie que seule cette personne peut lire.",
  },
  "people.copy": { en: "Copy the link", fr: "Copier le lien" },
  "people.roleHelp.admin": {
    en: "Runs everything: people, networks, secrets.",
    fr: "Gère tout : personnes, réseaux, secrets.",
  },
  "people.roleHelp.manager": {
    en: "Draws and publishes maps, reads results.",
    fr: "Dessine et publie les cartes, lit les résultats.",
  },
  "people.roleHelp.ambassador": {
    en: "Connects own accounts, answers proposals.",
    fr: "Connecte ses comptes, répond aux propositions.",
  },
  "people.mailedTitle": { en: "{name} is invited", fr: "{name} est invité(e)" },
  "people.mailedText": {
    en: "An invitation is on its way by mail. You can also hand over this link yourself: it works once, within a day.",
    fr: "Une invitation part par e-mail. Vous pouvez aussi transmettre ce lien vous-même : il sert une fois, dans la journée.",
  },
} as const satisfies Record<string, Text>;

import type { Text } from "#engine/text.ts";

/** The settings of the open door. */
export const door = {
  "settings.door": { en: "Open door", fr: "Porte ouverte" },
  "door.intro": {
    en: "Colleagues who were not invited may come in by themselves, by a link or a poster: a mail proves that their address is theirs.",
    fr: "Des collègues qui n’ont pas été invités peuvent entrer d’eux-mêmes, par un lien ou une affiche : un e-mail prouve que leur adresse est la leur.",
  },
  "door.noMail": {
    en: "Set up mail first: a mail proves that an address is whose it says.",
    fr: "Configurez d’abord le courrier : un e-mail prouve à qui est une adresse.",
  },
  "door.open": { en: "The door is open", fr: "La porte est ouverte" },
  "door.openHelp": {
    en: "Closed, the link and the posters say so; opened again, they work again.",
    fr: "Fermée, le lien et les affiches le disent ; rouverte, ils fonctionnent à nouveau.",
  },
  "door.allowed": { en: "For addresses of these domains", fr: "Pour les adresses de ces domaines" },
  "door.allowedHelp": {
    en: "Domains of which only your colleagues have addresses; no public one, or anybody can come in. Enter or comma between two.",
    fr: "Des domaines dont seuls vos collègues ont des adresses ; aucun domaine public, sinon tout le monde peut entrer. Entrée ou virgule entre deux.",
  },
  "door.needsDomain": { en: "Name a domain first.", fr: "Indiquez d’abord un domaine." },
  "door.team": { en: "Team of who comes in", fr: "Équipe des personnes qui entrent" },
  "door.teamNone": { en: "None", fr: "Aucune" },
  "door.language": { en: "Their language", fr: "Leur langue" },
  "door.languageNone": { en: "Their browser’s", fr: "Celle de leur navigateur" },
  "door.languageHelp": {
    en: "Of pages and mails, until they choose another.",
    fr: "Des pages et des e-mails, jusqu’à ce qu’elles en choisissent une autre.",
  },
  "door.role": {
    en: "Who comes in is an ambassador: connects own accounts and answers proposals. Other roles are given by hand, under People.",
    fr: "Qui entre est ambassadeur : connecte ses comptes et répond aux propositions. Les autres rôles se donnent à la main, dans Personnes.",
  },
  "door.savedOpen": { en: "Saved. The door is open.", fr: "Enregistré. La porte est ouverte." },
  "door.savedClosed": { en: "Saved. The door is closed.", fr: "Enregistré. La porte est fermée." },
  "door.link": { en: "The link, for a mail or the intranet", fr: "Le lien, pour un e-mail ou l’intranet" },
  "door.poster": { en: "The poster", fr: "L’affiche" },
  "door.renew": { en: "Another link", fr: "Un autre lien" },
  "door.renewHelp": {
    en: "Another link ends this one at once: posters that hang lead nowhere then. Who came in stays.",
    fr: "Un autre lien met fin à celui-ci aussitôt : les affiches en place ne mènent plus nulle part. Qui est entré reste.",
  },
  "door.renewed": {
    en: "This is the new link. Print the poster again.",
    fr: "Voici le nouveau lien. Réimprimez l’affiche.",
  },
} as const satisfies Record<string, Text>;

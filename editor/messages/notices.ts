import type { Text } from "#engine/text.ts";

export const notices = {
  "notices.title": { en: "Notices", fr: "Notifications" },
  "notices.intro": {
    en: "How you hear of what waits for you. Nothing is ever posted because you did not read a notice.",
    fr: "Comment vous apprenez ce qui vous attend. Rien n’est jamais publié parce que vous n’avez pas lu une notification.",
  },
  "notices.proposals": { en: "Proposals", fr: "Propositions" },
  "notices.proposals.now": { en: "When they come", fr: "Dès qu’elles arrivent" },
  "notices.proposals.daily": { en: "Once a day, together", fr: "Une fois par jour, ensemble" },
  "notices.proposals.weekly": { en: "Once a week, together", fr: "Une fois par semaine, ensemble" },
  "notices.proposals.never": { en: "Never: I look when I like", fr: "Jamais : je regarde quand je veux" },
  "notices.brought": { en: "What colleagues bring in", fr: "Ce que les collègues apportent" },
  "notices.brought.daily": { en: "Once a day", fr: "Une fois par jour" },
  "notices.brought.now": { en: "At once", fr: "Tout de suite" },
  "notices.brought.never": { en: "Never", fr: "Jamais" },
  "notices.news": { en: "What was published, once a week", fr: "Ce qui a été publié, une fois par semaine" },
  "notices.newsHelp": {
    en: "Also if you publish nothing yourself.",
    fr: "Même si vous ne publiez rien vous-même.",
  },
  "notices.report": { en: "The monthly report", fr: "Le bilan du mois" },
  "notices.reportHelp": {
    en: "On the first of a month: the numbers of the month that ended, as the results page has them.",
    fr: "Le premier du mois : les nombres du mois écoulé, tels que la page des résultats les donne.",
  },
  "notices.day": { en: "On", fr: "Le" },
  "notices.minute": { en: "At", fr: "À" },
  "notices.budget": { en: "At most, messages a week", fr: "Au plus, messages par semaine" },
  "notices.urgent": { en: "Important news, at most a month", fr: "Nouvelles importantes, au plus par mois" },
  "notices.urgentHelp": {
    en: "A manager can mark some. They come at once, within your hours; 0 means none.",
    fr: "Un responsable peut en signaler. Elles arrivent tout de suite, à vos heures ; 0 : aucune.",
  },
  "notices.off": { en: "Days without notices", fr: "Jours sans notification" },
  "notices.quietFrom": { en: "Quiet from", fr: "Silence de" },
  "notices.quietTo": { en: "until", fr: "à" },
  "notices.zone": { en: "Times are those of {zone}.", fr: "Les heures sont celles de {zone}." },
  "notices.ways": { en: "By what", fr: "Par quel moyen" },
  "notices.mail": { en: "Mail, to {email}", fr: "E-mail, à {email}" },
  "notices.noMail": {
    en: "No mail server is set up here: an administrator does that.",
    fr: "Aucun serveur de courrier n’est configuré ici : un administrateur s’en charge.",
  },
  "notices.push": { en: "On my devices", fr: "Sur mes appareils" },
  "notices.pushHelp": {
    en: "A notice shows a title and one sentence, also on a locked screen if the device allows it. It never publishes.",
    fr: "Une notification affiche un titre et une phrase, même écran verrouillé si l’appareil le permet. Elle ne publie jamais.",
  },
  "notices.plain": { en: "Say only that something waits", fr: "Dire seulement que quelque chose attend" },
  "notices.plainHelp": {
    en: "A locked screen then shows the company’s name and no headline.",
    fr: "L’écran verrouillé montre alors le nom de l’entreprise, sans le titre.",
  },
  "notices.offHelp": {
    en: "Days off that all your accounts have hold here as well, in place of these.",
    fr: "Les jours de repos communs à tous vos comptes valent aussi ici, à la place de ceux-ci.",
  },
  "notices.restDays": {
    en: "No notices on {days}: your days off, as in your rhythm.",
    fr: "Aucune notification le {days} : vos jours de repos, ceux de votre rythme.",
  },
  "notices.rhythm": { en: "My rhythm", fr: "Mon rythme" },
  "notices.pushOn": { en: "Show them on this device", fr: "Les afficher sur cet appareil" },
  "notices.pushFailed": {
    en: "This browser’s push service did not answer. Try again later; mails still reach you.",
    fr: "Le service de notifications de ce navigateur n’a pas répondu. Réessayez plus tard ; les e-mails vous parviennent toujours.",
  },
  "notices.try": { en: "Does it work?", fr: "Est-ce que ça marche ?" },
  "notices.tried": { en: "A notice is on its way to your devices.", fr: "Une notification part vers vos appareils." },
  "notices.device": { en: "A device", fr: "Un appareil" },
  "notices.here": { en: "This device", fr: "Cet appareil" },
  "notices.dropDevice": { en: "No more there", fr: "Plus sur celui-ci" },
  "notices.reach.install": {
    en: "On iPhone and iPad: open the share menu of Safari, choose “Add to Home Screen”, and open Relaymap from there. Then this page can turn notices on.",
    fr: "Sur iPhone et iPad : ouvrez le menu de partage de Safari, choisissez « Sur l’écran d’accueil », puis ouvrez Relaymap depuis l’icône. Cette page pourra alors activer les notifications.",
  },
  "notices.reach.insecure": {
    en: "Devices show notices only of a Relaymap that is opened by https.",
    fr: "Les appareils n’affichent que les notifications d’un Relaymap ouvert en https.",
  },
  "notices.reach.never": {
    en: "This browser shows no notices of pages. Mails reach you all the same.",
    fr: "Ce navigateur n’affiche pas les notifications des pages. Les e-mails vous parviennent quand même.",
  },
  "notices.reach.denied": {
    en: "This browser was told to show none here. Its settings for this page let you change that.",
    fr: "Ce navigateur a pour consigne de ne pas en afficher ici. Ses réglages pour cette page permettent de changer cela.",
  },
  "notices.stopped": {
    en: "You stopped some of these mails by their link. “Get all of them again” lets them come.",
    fr: "Vous avez arrêté certains de ces e-mails par leur lien. « Tous les recevoir à nouveau » les rétablit.",
  },
  "notices.again": { en: "Get all of them again", fr: "Tous les recevoir à nouveau" },
  "notices.saved": { en: "Your notices are set.", fr: "Vos notifications sont réglées." },
} as const satisfies Record<string, Text>;

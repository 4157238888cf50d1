import type { Text } from "#engine/text.ts";

export const notices = {
  "notices.title": { en: "Notices", fr: "Notifications" },
  "notices.intro": {
    en: "How you hear of what waits for you. Nothing is ever posted because you did not read a notice.",
    fr: "Comment vous êtes prévenu de ce qui vous attend. Rien n’est jamais publié parce que vous n’avez pas lu une notification.",
  },
  "notices.proposals": { en: "Proposals", fr: "Propositions" },
  "notices.proposals.now": { en: "When they come", fr: "Dès qu’elles arrivent" },
  "notices.proposals.daily": { en: "Once a day, together", fr: "Une fois par jour, ensemble" },
  "notices.proposals.weekly": { en: "Once a week, together", fr: "Une fois par semaine, ensemble" },
  "notices.proposals.never": { en: "Never: I look when I like", fr: "Jamais : je regarde quand je veux" },
  "notices.news": { en: "What was published, once a week", fr: "Ce qui a été publié, une fois par semaine" },
  "notices.newsHelp": {
    en: "Also if you publish nothing yourself.",
    fr: "Même si vous ne publiez rien vous-même.",
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
  "notices.quietFrom": { en: "Not from", fr: "Pas de" },
  "notices.quietTo": { en: "until", fr: "à" },
  "notices.zone": { en: "Times are those of {zone}.", fr: "Les heures sont celles de {zone}." },
  "notices.ways": { en: "By what", fr: "Par quel moyen" },
  "notices.mail": { en: "Mail, to {email}", fr: "E-mail, à {email}" },
  "notices.noMail": {
    en: "No mail server is set up here: an administrator does that.",
    fr: "Aucun serveur de courrier n’est configuré ici : un administrateur s’en charge.",
  },
  "notices.stopped": {
    en: "You stopped some of these mails by their link. “Get all of them again” lets them come.",
    fr: "Vous avez arrêté certains de ces e-mails par leur lien. « Tous les recevoir à nouveau » les rétablit.",
  },
  "notices.again": { en: "Get all of them again", fr: "Tous les recevoir à nouveau" },
  "notices.saved": { en: "Your notices are set.", fr: "Vos notifications sont réglées." },
} as const satisfies Record<string, Text>;

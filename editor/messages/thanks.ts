import type { Text } from "#engine/text.ts";

export const thanks = {
  "thanks.title": { en: "Thanks", fr: "Remerciements" },
  "thanks.intro": {
    en: "A kind word for something given, for those who like that. Nothing is counted, compared or exported, and no appraisal may rest on it.",
    fr: "Un mot pour ce que l’on a donné, pour qui le souhaite. Rien n’est compté, comparé ni exporté, et aucune évaluation ne peut s’y appuyer.",
  },
  "thanks.part": { en: "Whose", fr: "Lesquels" },
  "thanks.mine": { en: "For me", fr: "Pour moi" },
  "thanks.shared": { en: "Among colleagues", fr: "Entre collègues" },

  "thanks.wish": { en: "I like to be thanked here", fr: "J’aime que l’on me remercie ici" },
  "thanks.wishText": {
    en: "Off, nobody can thank you here, and nobody is told that it is off. On, what you get is seen by you alone until you show it.",
    fr: "Désactivé, personne ne peut vous remercier ici, et personne n’apprend que c’est désactivé. Activé, vous seul voyez ce que vous recevez, tant que vous ne le montrez pas.",
  },
  "thanks.wished": { en: "From now on you can be thanked here.", fr: "On peut désormais vous remercier ici." },
  "thanks.unwished": {
    en: "Off. What you got stays yours; nobody else sees anything of it.",
    fr: "Désactivé. Ce que vous avez reçu reste à vous ; personne d’autre n’en voit rien.",
  },
  "thanks.got": { en: "What you were thanked for", fr: "Ce dont on vous a remercié" },
  "thanks.none": { en: "No thanks yet", fr: "Pas encore de remerciement" },
  "thanks.noneText": {
    en: "When somebody who runs the programme thanks you for something, you read it here first, and alone.",
    fr: "Quand une personne qui anime le programme vous remercie, vous le lisez ici en premier, et seul.",
  },
  "thanks.kind.suggestion": { en: "A suggestion", fr: "Une suggestion" },
  "thanks.kind.brief": { en: "Something you were asked for", fr: "Une demande menée à bien" },
  "thanks.kind.lesson": { en: "A lesson", fr: "Une leçon" },
  "thanks.kind.mentor": { en: "Helping somebody new", fr: "L’accueil d’un nouveau" },
  "thanks.kind.visit": { en: "A visit, a film, a chat", fr: "Une visite, un film, un échange" },
  "thanks.kind.help": { en: "A helping hand", fr: "Un coup de main" },
  "thanks.byNobody": { en: "Somebody who has left", fr: "Une personne qui est partie" },
  "thanks.show": { en: "Colleagues may read it", fr: "Mes collègues peuvent le lire" },
  "thanks.showOf": { en: "Colleagues may read “{thing}”", fr: "Mes collègues peuvent lire « {thing} »" },
  "thanks.delete": { en: "Delete", fr: "Supprimer" },
  "thanks.deleteOf": { en: "Delete “{thing}”", fr: "Supprimer « {thing} »" },
  "thanks.deleted": { en: "Deleted. Nobody is told.", fr: "C’est supprimé. Personne n’en est averti." },
  "thanks.kept": {
    en: "Each is forgotten after a year. Your own copy of everything is on your page, under your data.",
    fr: "Chacun est oublié au bout d’un an. Votre propre copie de tout est sur votre page, avec vos données.",
  },

  "badges.title": { en: "Your badges", fr: "Vos badges" },
  "badges.text": {
    en: "For what you learnt and gave. Nothing on a network earns one: no post, no like, no click.",
    fr: "Pour ce que vous avez appris et donné. Rien sur un réseau n’en rapporte : ni publication, ni mention, ni clic.",
  },
  "badges.none": {
    en: "None yet. A lesson that you finish, a suggestion that is taken up, a newcomer whom you help: each has one.",
    fr: "Aucun pour l’instant. Une leçon terminée, une suggestion retenue, un nouveau que vous accompagnez : chacun a le sien.",
  },
  "badges.show": { en: "Colleagues may see them", fr: "Mes collègues peuvent les voir" },
  "badges.kind.certificate": { en: "The certificate", fr: "L’attestation" },
  "badges.kind.lesson": { en: "Lesson: {title}", fr: "Leçon : {title}" },
  "badges.kind.suggestion": { en: "A suggestion that helped", fr: "Une suggestion utile" },
  "badges.kind.mentor": { en: "Walked with a newcomer", fr: "A accompagné un nouveau" },
  "badges.away": { en: "Put away", fr: "Ranger" },
  "badges.awayOf": { en: "Put away: {badge}", fr: "Ranger : {badge}" },
  "badges.back": { en: "Bring back", fr: "Ressortir" },
  "badges.backOf": { en: "Bring back: {badge}", fr: "Ressortir : {badge}" },
  "badges.isAway": { en: "put away", fr: "rangé" },
  "badges.shared": { en: "Who shows their badges", fr: "Qui montre ses badges" },
  "badges.sharedText": {
    en: "In no particular order. Not everyone takes part, which says nothing about anybody.",
    fr: "Dans un ordre quelconque. Tout le monde ne participe pas, et cela ne dit rien de personne.",
  },
  "badges.sharedNone": { en: "Nobody shows their badges.", fr: "Personne ne montre ses badges." },

  "thanks.read": { en: "What colleagues let you read", fr: "Ce que vos collègues vous laissent lire" },
  "thanks.readNone": { en: "Nothing is shown yet", fr: "Rien n’est montré pour l’instant" },
  "thanks.readNoneText": {
    en: "Only those who were thanked decide whether it stands here.",
    fr: "Seules les personnes remerciées décident si cela figure ici.",
  },
  "thanks.to": { en: "{by} thanks {to}", fr: "{by} remercie {to}" },
  "thanks.own": { en: "yours", fr: "le vôtre" },

  "thanks.write": { en: "Thank somebody", fr: "Remercier quelqu’un" },
  "thanks.writeAbout": {
    en: "Not everyone takes part. To whoever does not, nothing is sent and nothing of it is kept; you are not told who that is. So say it in person, too.",
    fr: "Tout le monde ne participe pas. À qui ne participe pas, rien n’est envoyé et rien n’est gardé ; vous n’apprenez pas de qui il s’agit. Dites-le donc aussi de vive voix.",
  },
  "thanks.whom": { en: "Whom", fr: "Qui" },
  "thanks.what": { en: "What kind of thing", fr: "De quel ordre" },
  "thanks.thing": { en: "For what", fr: "Pour quoi" },
  "thanks.thingHint": { en: "The film of the workshop", fr: "Le film de l’atelier" },
  "thanks.words": { en: "Your words", fr: "Vos mots" },
  "thanks.wordsText": {
    en: "They read it alone, and may let colleagues read it under your name. Not for posts: on X nothing may be given for them.",
    fr: "La personne le lit seule, et peut le laisser lire à ses collègues sous votre nom. Pas pour des publications : sur X, rien ne peut être donné en échange.",
  },
  "thanks.send": { en: "Send thanks", fr: "Remercier" },
  "thanks.sent": {
    en: "Written. Whoever takes part reads it.",
    fr: "C’est écrit. La personne le lira si elle participe.",
  },
  "thanks.tookBack": { en: "Taken back.", fr: "C’est repris." },
} as const satisfies Record<string, Text>;

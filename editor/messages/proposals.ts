import type { Text } from "#engine/text.ts";

export const proposals = {
  "proposals.title": { en: "Proposals", fr: "Propositions" },
  "proposals.count": { en: "{place} of {count}", fr: "{place} sur {count}" },
  "proposals.question": { en: "Post this in your name?", fr: "Publier ceci en votre nom ?" },
  "proposals.machine": {
    en: "An AI wrote these words. Read them well: with your yes they are yours.",
    fr: "Une IA a écrit ce texte. Lisez-le bien : avec votre oui, il devient le vôtre.",
  },
  "proposals.forbidden": {
    en: "This needs a change before it can go out.",
    fr: "Ce message demande une modification avant de pouvoir partir.",
  },
  "proposals.repostQuestion": { en: "Repost this in your name?", fr: "Repartager ceci en votre nom ?" },
  "proposals.choice": { en: "Repost it, or say it yourself?", fr: "Repartager, ou publier votre message ?" },
  "proposals.asRepost": { en: "Repost", fr: "Repartager" },
  "proposals.asRepostHint": {
    en: "Passes on the post as it is there.",
    fr: "Relaie la publication telle quelle.",
  },
  "proposals.asOwn": { en: "Own post", fr: "Votre message" },
  "proposals.asOwnHint": { en: "Your words, which you can edit.", fr: "Vos mots, que vous pouvez modifier." },
  "proposals.publish": { en: "Publish", fr: "Publier" },
  "proposals.edit": { en: "Edit", fr: "Modifier" },
  "proposals.decline": { en: "Decline", fr: "Refuser" },
  "proposals.text": { en: "Your words", fr: "Vos mots" },
  "proposals.left": {
    en: "{count, plural, one {# character left} other {# characters left}}",
    fr: "{count, plural, one {# caractère restant} other {# caractères restants}}",
  },
  "proposals.tooLong": {
    en: "{count, plural, one {# character too many} other {# characters too many}}",
    fr: "{count, plural, one {# caractère de trop} other {# caractères de trop}}",
  },
  "proposals.publishEdited": { en: "Publish these words", fr: "Publier ces mots" },
  "proposals.published": { en: "On its way to {network}.", fr: "En route vers {network}." },
  "proposals.declined": { en: "Declined. It will not be posted.", fr: "Refusé. Ce ne sera pas publié." },
  "proposals.back": { en: "It waits for you again.", fr: "Elle vous attend de nouveau." },
  "proposals.none": { en: "Nothing waits for you", fr: "Rien ne vous attend" },
  "proposals.noneText": {
    en: "New proposals appear here. Nothing is posted in your name unless you say yes, or chose to automate an account.",
    fr: "Les nouvelles propositions apparaissent ici. Rien n’est publié en votre nom sans votre oui, sauf si vous avez automatisé un compte.",
  },
  "proposals.connectFirst": { en: "Connect an account", fr: "Connectez un compte" },
  "proposals.connectText": {
    en: "Then you get proposals for it. You decide about each post, and you can leave at any time with one tap.",
    fr: "Vous recevrez alors des propositions. Vous décidez de chaque envoi, et vous pouvez partir à tout moment d’un geste.",
  },
  "proposals.before": {
    en: "Offered once more: this account posted it",
    fr: "Proposé à nouveau : ce compte l’a déjà publié",
  },
  "proposals.notBefore": { en: "It would go out", fr: "L’envoi partirait" },
  "proposals.until": { en: "Expires", fr: "Expire" },
  "proposals.source": { en: "From {source}", fr: "De {source}" },
  "proposals.read": { en: "Read it first", fr: "Lire d’abord" },
  "proposals.later": { en: "Later", fr: "Plus tard" },
  "share.own": { en: "Share it on your own {network} profile", fr: "La partager sur votre propre profil {network}" },
  "share.unseen": {
    en: "Opens the network’s own page, where you decide and post yourself. Relaymap does not see whether you did.",
    fr: "Ouvre la page du réseau lui-même, où vous décidez et publiez vous-même. Relaymap ne voit pas si vous l’avez fait.",
  },
} as const satisfies Record<string, Text>;

import type { Text } from "#engine/text.ts";

/** What the pages of a link say. `{network}` and the like are put in by `say`. */
export const words = {
  important: { en: "Important news", fr: "Nouvelle importante" },
  until: { en: "until {at}", fr: "jusqu’à {at}" },
  own: { en: "Begin with a sentence of your own", fr: "Commencez par une phrase à vous" },
  ownLabel: { en: "Your sentence", fr: "Votre phrase" },
  preview: { en: "Preview on {network}", fr: "Aperçu sur {network}" },
  picture: { en: "Picture of the post", fr: "Image du post" },
  publish: { en: "Publish", fr: "Publier" },
  later: { en: "Later", fr: "Plus tard" },
  no: { en: "Not for me", fr: "Pas pour moi" },
  undo: { en: "Undo", fr: "Annuler" },
  leaves: { en: "Leaves in {seconds} seconds", fr: "Part dans {seconds} secondes" },
  leavesLead: {
    en: "Nothing has left yet. You can stop it.",
    fr: "Rien n’est encore parti. Vous pouvez l’arrêter.",
  },
  under: { en: "On its way to {network}", fr: "En route vers {network}" },
  underLead: {
    en: "It leaves as soon as your hours and {network} let it. You can close this page.",
    fr: "Le post part dès que vos horaires et {network} le permettent. Vous pouvez fermer cette page.",
  },
  out: { en: "Published.", fr: "Publié." },
  outLead: { en: "Your words are on {network}.", fr: "Vos mots sont sur {network}." },
  outAt: { en: "Published {at} already.", fr: "Déjà publié {at}." },
  see: { en: "See it on {network}", fr: "Voir sur {network}" },
  declined: { en: "Noted: not for you.", fr: "C’est noté : pas pour vous." },
  declinedLead: { en: "Nothing was posted, and nothing will be.", fr: "Rien n’a été publié, et rien ne le sera." },
  kept: { en: "It waits for you.", fr: "Le post vous attend." },
  keptLead: {
    en: "Until {at}. Without an answer nothing is posted. The link in your mail still works.",
    fr: "Jusqu’à {at}. Sans réponse, rien n’est publié. Le lien de votre message fonctionne toujours.",
  },
  look: { en: "See it again", fr: "Le revoir" },
  late: { en: "Its time is over.", fr: "C’est trop tard pour ce post." },
  lateLead: {
    en: "It waited until {at}. Nothing was posted in your name.",
    fr: "Il attendait jusqu’à {at}. Rien n’a été publié en votre nom.",
  },
  linkOver: { en: "This link has ended.", fr: "Ce lien a pris fin." },
  linkOverLead: {
    en: "The post still waits for you: sign in to see it. Nothing was posted.",
    fr: "Le post vous attend toujours : connectez-vous pour le voir. Rien n’a été publié.",
  },
  unknown: { en: "{network} did not answer.", fr: "{network} n’a pas répondu." },
  unknownLead: {
    en: "We are looking whether it is there, and do not send it again.",
    fr: "Nous vérifions si le post y est, sans le renvoyer.",
  },
  failed: { en: "It did not leave.", fr: "Le post n’est pas parti." },
  failedLead: { en: "Nothing was posted on {network}.", fr: "Rien n’a été publié sur {network}." },
  over: { en: "This post no longer waits for an answer.", fr: "Ce post n’attend plus de réponse." },
  overLead: {
    en: "It was withdrawn, or answered elsewhere. Nothing was posted by this link.",
    fr: "Il a été retiré, ou vous avez répondu ailleurs. Rien n’a été publié par ce lien.",
  },
  reconnect: { en: "Your account is not connected.", fr: "Votre compte n’est pas connecté." },
  reconnectLead: {
    en: "Connect {network} again to publish this post. Nothing was posted.",
    fr: "Reconnectez {network} pour publier ce post. Rien n’a été publié.",
  },
  paused: { en: "Your posts are paused.", fr: "Vos publications sont en pause." },
  pausedLead: {
    en: "Nothing leaves while they are. Go on when you like, on your page.",
    fr: "Rien ne part pendant la pause. Reprenez quand vous voulez, sur votre page.",
  },
  somebody: { en: "This link is somebody else’s.", fr: "Ce lien est à quelqu’un d’autre." },
  somebodyLead: {
    en: "You are signed in as {name}, and it was made for another person: it shows you nothing, and nothing was posted. Yours are on your page.",
    fr: "La session ouverte ici est celle de {name}, et ce lien est fait pour une autre personne : il ne montre rien, et rien n’a été publié. Les vôtres sont sur votre page.",
  },
  gone: { en: "This link opens nothing any more.", fr: "Ce lien n’ouvre plus rien." },
  goneLead: {
    en: "It was taken back, or copied in part. Nothing was posted. If a post waits for you, it is on your page.",
    fr: "Il a été retiré, ou copié en partie. Rien n’a été publié. Si un post vous attend, il est sur votre page.",
  },
  page: { en: "Open my page", fr: "Ouvrir ma page" },
  accounts: { en: "My accounts", fr: "Mes comptes" },
  charter: { en: "Read the charter", fr: "Lire la charte" },
  foot: {
    en: "This link is {name}’s alone, and opens this post and nothing else.",
    fr: "Ce lien n’est qu’à {name} ; il ouvre ce post, et rien d’autre.",
  },
} as const satisfies Record<string, Text>;

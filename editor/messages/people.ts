import type { Text } from "#engine/text.ts";

export const people = {
  "people.title": { en: "People", fr: "Personnes" },
  "people.intro": {
    en: "Who can sign in, and what each one may do.",
    fr: "Qui peut se connecter, et ce que chacun peut faire.",
  },
  "people.search": { en: "A name or an address", fr: "Un nom ou une adresse" },
  "people.none": { en: "Nobody is called “{search}”.", fr: "Personne ne s’appelle « {search} »." },
  "people.all": { en: "Everybody", fr: "Tout le monde" },
  "people.toReconnect": { en: "To reconnect", fr: "À reconnecter" },
  "people.noAccounts": { en: "none yet", fr: "aucun pour l’instant" },
  "people.invite": { en: "Invite somebody", fr: "Inviter quelqu’un" },
  "people.name": { en: "Name", fr: "Nom" },
  "people.email": { en: "E-mail", fr: "Adresse e-mail" },
  "people.role": { en: "Role", fr: "Rôle" },
  "people.words": { en: "A word of your own", fr: "Un mot de votre part" },
  "people.wordsHelp": {
    en: "Shown on the page that the invitation opens, beside your name. May stay empty.",
    fr: "Affiché sur la page qu’ouvre l’invitation, à côté de votre nom. Peut rester vide.",
  },
  "people.language": { en: "Language", fr: "Langue" },
  "people.accounts": { en: "Accounts", fr: "Comptes" },
  "people.since": { en: "Since", fr: "Depuis" },
  "people.you": { en: "you", fr: "vous" },
  "people.off": { en: "has left", fr: "parti(e)" },
  "people.link": { en: "New sign-in link", fr: "Nouveau lien de connexion" },
  "people.disable": { en: "Leaves…", fr: "Quitte l’équipe…" },
  "people.enable": { en: "Let back in", fr: "Laisser revenir" },
  "people.leave.title": { en: "{name} leaves?", fr: "{name} quitte l’équipe ?" },
  "people.leave.text": { en: "As soon as you confirm:", fr: "Dès que vous confirmez :" },
  "people.leave.session": {
    en: "they are signed out everywhere and cannot sign in here any more;",
    fr: "la personne est déconnectée partout et ne peut plus entrer ici ;",
  },
  "people.leave.accounts": {
    en: "{count, plural, =0 {they had connected no account;} one {their account is disconnected, its key is given back and deleted, and what waited for it is cancelled;} other {their # accounts are disconnected, the keys are given back and deleted, and what waited for them is cancelled;}}",
    fr: "{count, plural, =0 {aucun compte n’était connecté ;} one {son compte est déconnecté, la clé est rendue et effacée, et ce qui l’attendait est annulé ;} other {ses # comptes sont déconnectés, les clés sont rendues et effacées, et ce qui les attendait est annulé ;}}",
  },
  "people.leave.stays": {
    en: "what was published stays on the networks, and the maps stay as they are.",
    fr: "ce qui a été publié reste sur les réseaux, et les cartes restent telles quelles.",
  },
  "people.leave.opens": {
    en: "{count, plural, one {An account of the company is} other {# accounts of the company are}} connected by their sign-in and may stop working when the network ends it. Have a colleague who manages {count, plural, one {it} other {them}} connect {count, plural, one {it} other {them}} again, under Accounts.",
    fr: "{count, plural, one {Un compte de l’entreprise est connecté} other {# comptes de l’entreprise sont connectés}} par son identifiant et peut cesser de fonctionner quand le réseau y mettra fin. Demandez à un collègue qui {count, plural, one {le gère de le} other {les gère de les}} reconnecter, sous Comptes.",
  },
  "people.leave.forGood": { en: "Delete this person for good", fr: "Supprimer cette personne définitivement" },
  "people.leave.forGoodText": {
    en: "Profile, words, settings and accesses are erased; what is counted stays without a name. Nobody can bring them back.",
    fr: "Profil, textes, réglages et accès sont effacés ; ce qui est compté reste sans nom. Personne ne peut revenir en arrière.",
  },
  "people.leave.heir": { en: "Who goes on with their work?", fr: "Qui reprend son travail ?" },
  "people.leave.heirText": {
    en: "{maps, plural, =0 {} one {One map with unpublished work. } other {# maps with unpublished work. }}{pages, plural, =0 {} one {One page of the company waits to be connected again.} other {# pages of the company wait to be connected again.}}",
    fr: "{maps, plural, =0 {} one {Une carte avec un travail non publié. } other {# cartes avec un travail non publié. }}{pages, plural, =0 {} one {Une page de l’entreprise attend d’être reconnectée.} other {# pages de l’entreprise attendent d’être reconnectées.}}",
  },
  "people.leave.heirNone": { en: "Nobody", fr: "Personne" },
  "people.leave.delete": { en: "Delete for good", fr: "Supprimer définitivement" },
  "people.leave.yes": { en: "Yes, they leave", fr: "Oui, la personne part" },
  "people.leave.done": { en: "{name} has left.", fr: "{name} est parti(e)." },
  "people.menu": { en: "What to do with {name}", fr: "Que faire pour {name}" },
  "people.roleOf": { en: "Role of {name}", fr: "Rôle de {name}" },
  "people.send": { en: "Invite", fr: "Inviter" },
  "people.linkTitle": { en: "Hand over this link", fr: "Transmettez ce lien" },
  "people.inviteText": {
    en: "It shows {name} what this is, and lets them in once, within two weeks. Send it on a way that only they can read.",
    fr: "Il montre à {name} de quoi il s’agit, et fait entrer une fois, pendant deux semaines. Envoyez-le par une voie que seule cette personne peut lire.",
  },
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
    en: "An invitation is on its way by mail. You can also hand over this link yourself: it lets them in once, within two weeks.",
    fr: "Une invitation part par e-mail. Vous pouvez aussi transmettre ce lien vous-même : il fait entrer une fois, pendant deux semaines.",
  },
} as const satisfies Record<string, Text>;

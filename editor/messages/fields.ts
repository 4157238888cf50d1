import type { Text } from "#engine/text.ts";

/** What the controls of a form say by themselves. */
export const fields = {
  "field.topicsAll": { en: "All topics", fr: "Tous les thèmes" },
  "field.topicsNone": { en: "No topic of this name.", fr: "Aucun thème de ce nom." },
  "field.topicMake": { en: "Make the topic “{name}”", fr: "Créer le thème « {name} »" },
  "field.teamsAll": { en: "All teams", fr: "Toutes les équipes" },
  "field.teamsNone": { en: "No team of this name.", fr: "Aucune équipe de ce nom." },
  "field.groupLost": { en: "{name} (not here)", fr: "{name} (introuvable ici)" },
  "field.unfollowed": {
    en: "Nobody follows {names} yet: what comes there reaches nobody.",
    fr: "Personne ne suit encore {names} : ce qui y arrive n’atteint personne.",
  },
  "amount.unit": { en: "Unit of “{label}”", fr: "Unité de « {label} »" },
  "amount.minutes": {
    en: "{count, plural, one {minute} other {minutes}}",
    fr: "{count, plural, one {minute} other {minutes}}",
  },
  "amount.hours": {
    en: "{count, plural, one {hour} other {hours}}",
    fr: "{count, plural, one {heure} other {heures}}",
  },
  "amount.days": { en: "{count, plural, one {day} other {days}}", fr: "{count, plural, one {jour} other {jours}}" },
  "amount.weeks": {
    en: "{count, plural, one {week} other {weeks}}",
    fr: "{count, plural, one {semaine} other {semaines}}",
  },
  "amount.between": {
    en: "Write a number from {least} to {most}. Until then it stays at {kept}.",
    fr: "Écrivez un nombre de {least} à {most}. En attendant, c’est toujours {kept}.",
  },
  "amount.atLeast": {
    en: "Write a number, {least} or more. Until then it stays at {kept}.",
    fr: "Écrivez un nombre, {least} ou plus. En attendant, c’est toujours {kept}.",
  },
  "amount.whole": {
    en: "Only whole {unit}, please. Until then it stays at {kept}.",
    fr: "Seulement des {unit} entiers, s’il vous plaît. En attendant, c’est toujours {kept}.",
  },
  "amount.none": { en: "nothing", fr: "rien" },
  "date.bad": {
    en: "There is no such day. Write day, month and year.",
    fr: "Ce jour n’existe pas. Écrivez le jour, le mois et l’année.",
  },
  "date.past": { en: "{day}: this day is over.", fr: "{day} : ce jour est passé." },
  "date.until": { en: "Until the end of {day} ({zone}).", fr: "Jusqu’à la fin du {day} ({zone})." },
  "stray.cut": {
    en: "Only {taken, plural, one {the first sign} other {the first # signs}} of {given, number} found room.",
    fr: "{taken, plural, one {Seul le premier signe} other {Seuls les # premiers signes}} sur {given, number} ont trouvé place.",
  },
  "stray.word": {
    en: "This is the address of a page ({host}), and no word. Is it to be followed as a source?",
    fr: "C’est l’adresse d’une page ({host}), pas un mot. Voulez-vous la suivre comme source ?",
  },
  "stray.account": {
    en: "This is an address ({host}). An account is chosen among those that are connected here.",
    fr: "C’est une adresse ({host}). Un compte se choisit parmi ceux qui sont connectés ici.",
  },
  "stray.read": { en: "Follow it as a source", fr: "La suivre comme source" },
  "stray.keep": { en: "Keep it as a word", fr: "La garder comme mot" },
  "stray.choose": { en: "Choose {name}", fr: "Choisir {name}" },
  "stray.connect": { en: "Connect an account", fr: "Connecter un compte" },
  "fold.more": { en: "More settings", fr: "Plus de réglages" },
  "fold.changed": {
    en: "{count, plural, one {# is not as usual} other {# are not as usual}}",
    fr: "{count, plural, one {# modifié} other {# modifiés}}",
  },
  "field.tags": { en: "Type and press Enter", fr: "Tapez puis Entrée" },
  "words.remove": { en: "Take out {word}", fr: "Retirer {word}" },
  "words.more": {
    en: "{count, plural, one {and # more} other {and # more}}",
    fr: "{count, plural, one {et # autre} other {et # autres}}",
  },
  "words.added": {
    en: "{count, plural, =0 {No new word} one {# word taken} other {# words taken}}",
    fr: "{count, plural, =0 {Aucun mot nouveau} one {# mot pris} other {# mots pris}}",
  },
  "words.known": {
    en: "{count, plural, one {# was there already} other {# were there already}}",
    fr: "{count, plural, one {# y était déjà} other {# y étaient déjà}}",
  },
  "words.long": {
    en: "{count, plural, one {# is longer than {most} signs} other {# are longer than {most} signs}}",
    fr: "{count, plural, one {# dépasse {most} signes} other {# dépassent {most} signes}}",
  },
  "words.over": {
    en: "{count, plural, one {# found no room} other {# found no room}} (at most {most})",
    fr: "{count, plural, one {# n’a pas trouvé place} other {# n’ont pas trouvé place}} ({most} au plus)",
  },
  "field.people": { en: "Choose people", fr: "Choisir des personnes" },
  "field.personLost": { en: "Somebody who can no longer answer", fr: "Une personne qui ne peut plus répondre" },
  "field.networkAll": { en: "all networks", fr: "tous les réseaux" },
  "field.languageAll": { en: "any language", fr: "toute langue" },
  "rows.remove": { en: "Remove no. {number}", fr: "Retirer le n° {number}" },
  "rows.up": { en: "Move no. {number} up", fr: "Monter le n° {number}" },
  "rows.one": { en: "{label} no. {number}", fr: "{label} n° {number}" },
  "field.account": { en: "Choose an account", fr: "Choisir un compte" },
  "field.accountWithout": { en: "Without an account", fr: "Sans compte" },
  "field.accountNone": {
    en: "No account is connected yet. Connect one on the page Accounts.",
    fr: "Aucun compte n’est encore connecté. Connectez-en un sur la page Comptes.",
  },
  "field.accountReconnect": { en: "must be reconnected", fr: "à reconnecter" },
  "field.accountCompany": { en: "Company", fr: "Entreprise" },
  "field.accountLost": { en: "{ref} (not connected here)", fr: "{ref} (non connecté ici)" },
  "topic.add": { en: "Add a topic", fr: "Ajouter un thème" },
  "topic.remove": { en: "Remove the topic {name}", fr: "Retirer le thème {name}" },
  "topic.name": { en: "Topic", fr: "Thème" },
  "topic.words": { en: "Words", fr: "Mots" },
  "topic.nameHint": { en: "Jobs", fr: "Emploi" },
  "topic.wordsHint": { en: "job, recruit*", fr: "emploi, recrut*" },
  "secret.stored": { en: "Stored encrypted", fr: "Enregistré et chiffré" },
  "secret.missing": { en: "Not stored in this workspace", fr: "Absent de cet espace" },
  "secret.named": { en: "Refers to", fr: "Renvoie à" },
  "secret.changed": { en: "changed", fr: "modifié" },
  "secret.previous": { en: "the one before is accepted until", fr: "le précédent est accepté jusqu’à" },
  "secret.byAdmin": {
    en: "An administrator enters and replaces it.",
    fr: "Un administrateur le saisit et le remplace.",
  },
  "secret.type": { en: "Paste it here", fr: "Collez-le ici" },
  "secret.store": { en: "Store", fr: "Enregistrer" },
  "secret.replace": { en: "Replace", fr: "Remplacer" },
  "secret.other": { en: "Use another", fr: "En utiliser un autre" },
  "secret.choose": { en: "Or use one that is stored", fr: "Ou en utiliser un déjà enregistré" },
  "secret.make": { en: "Make one", fr: "En créer un" },
  "secret.made": {
    en: "Give this to the sender now: it is not shown again.",
    fr: "Remettez-le maintenant à l’expéditeur : il ne sera plus affiché.",
  },
  "secret.madeReceiver": {
    en: "Give this to the receiver before you connect: it is not shown again.",
    fr: "Remettez-le au destinataire avant de connecter : il ne sera plus affiché.",
  },
  "secret.keep": {
    en: "Go on accepting the old one for a day",
    fr: "Accepter encore l’ancien pendant un jour",
  },
  "secret.saved": {
    en: "Stored. It takes the old one’s place everywhere.",
    fr: "Enregistré. Il remplace l’ancien partout.",
  },
} as const satisfies Record<string, Text>;

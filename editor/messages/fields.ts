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
} as const satisfies Record<string, Text>;

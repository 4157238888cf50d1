import type { Text } from "#engine/text.ts";

export const badAddress = (entry: string): Text => ({
  en: `“${entry}” is no plain e-mail address. Enter one address on each line, without names.`,
  fr: `« ${entry} » n’est pas une adresse e-mail simple. Saisissez une adresse par ligne, sans les noms.`,
});
export const tooMany = (most: number): Text => ({
  en: `A list has at most ${most} addresses. Make several lists.`,
  fr: `Une liste a au plus ${most} adresses. Faites plusieurs listes.`,
});
export const tooLong: Text = {
  en: "The text is too long for a mail. Shorten it.",
  fr: "Le texte est trop long pour un e-mail. Raccourcissez-le.",
};
export const noMail: Text = {
  en: "No mails can be sent from here. Set up a mail server under Settings → Mail.",
  fr: "Aucun e-mail ne peut partir d’ici. Configurez un serveur sous Réglages → E-mails.",
};

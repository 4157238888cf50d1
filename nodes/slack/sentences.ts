import type { Text } from "#engine/text.ts";

/** What the channel is told once it is connected. */
export const connected = (name: string): string =>
  `Relaymap: “${name}” is connected. / Relaymap : « ${name} » est connecté.`;

export const words = {
  address: {
    en: "This is no address of an incoming webhook. It begins with https://hooks.slack.com/services/ and ends with three groups of letters and digits.",
    fr: "Ce n’est pas l’adresse d’un webhook entrant. Elle commence par https://hooks.slack.com/services/ et finit par trois groupes de lettres et de chiffres.",
  },
  unreachable: { en: "Slack could not be reached.", fr: "Slack est injoignable." },
  tooLong: { en: "The text is too long for a message in Slack.", fr: "Le texte est trop long pour un message Slack." },
} satisfies Record<string, Text>;

/** Slack's words for an address that takes nothing any more, and what to do. */
const dead: Record<string, Text> = {
  channel_is_archived: {
    en: "The Slack channel is archived. Unarchive it, or connect another channel.",
    fr: "Le canal Slack est archivé. Désarchivez-le ou connectez un autre canal.",
  },
  channel_not_found: {
    en: "The Slack channel is gone. Make a webhook for another channel and connect it.",
    fr: "Le canal Slack n’existe plus. Créez un webhook pour un autre canal et connectez-le.",
  },
  action_prohibited: {
    en: "An administrator of Slack has forbidden these messages. Ask them, then connect the channel again.",
    fr: "Un administrateur Slack a interdit ces messages. Adressez-vous à lui, puis reconnectez le canal.",
  },
  posting_to_general_channel_denied: {
    en: "Slack allows no webhook to post in this general channel. Connect another channel.",
    fr: "Slack n’autorise aucun webhook dans ce canal général. Connectez un autre canal.",
  },
};

export const deadWords = (word: string): Text =>
  dead[word] ?? {
    en: "Slack no longer knows this webhook: it was deleted, or its app was removed. Make a new one and connect the channel again.",
    fr: "Slack ne connaît plus ce webhook : il a été supprimé, ou son application a été retirée. Créez-en un nouveau et reconnectez le canal.",
  };

export const reasonOf = (status: number, said: string): Text => ({
  en: `Slack refused the test message: ${said === "" ? `HTTP ${status}` : said}`,
  fr: `Slack a refusé le message d’essai : ${said === "" ? `HTTP ${status}` : said}`,
});

/** Words that mean a fault of ours, said so that an admin can report it; null for any other. */
export const closed = (word: string): Text | null =>
  word === "invalid_payload" || word === "no_text" || word === "missing_text_or_fallback_or_attachments"
    ? {
        en: `Slack could not read the message (${word}). It is a fault of Relaymap’s: please report it.`,
        fr: `Slack n’a pas pu lire le message (${word}). C’est un défaut de Relaymap : merci de le signaler.`,
      }
    : null;

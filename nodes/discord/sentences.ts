import type { Text } from "#engine/text.ts";

export const words = {
  address: {
    en: "This is no address of a webhook of Discord. It begins with https://discord.com/api/webhooks/.",
    fr: "Ce n’est pas l’adresse d’un webhook Discord. Elle commence par https://discord.com/api/webhooks/.",
  },
  unreachable: { en: "Discord could not be reached.", fr: "Discord est injoignable." },
  gone: {
    en: "Discord no longer knows this webhook: it was deleted, or the channel was. Make a new one and connect the channel again.",
    fr: "Discord ne connaît plus ce webhook : il a été supprimé, ou le salon l’a été. Créez-en un nouveau et reconnectez le salon.",
  },
  tooLarge: {
    en: "A picture is too large for a message in Discord.",
    fr: "Une image est trop lourde pour un message Discord.",
  },
  banned: {
    en: "Discord takes no calls from this server’s address for now: too many were refused. It is tried again in an hour.",
    fr: "Discord n’accepte plus d’appels depuis l’adresse de ce serveur pour l’instant : trop ont été refusés. Nouvel essai dans une heure.",
  },
} satisfies Record<string, Text>;

export const refusedHook = (status: number): Text => ({
  en: `Discord did not open this webhook (HTTP ${status}). Try again later.`,
  fr: `Discord n’a pas ouvert ce webhook (HTTP ${status}). Réessayez plus tard.`,
});

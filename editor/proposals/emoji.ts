import type { Text } from "#engine/text.ts";

/** A handful for posts about one's work, by name: a phone's keyboard has all the others. */
export const emoji: readonly (readonly [string, Text])[] = [
  ["🙂", { en: "smile", fr: "sourire" }],
  ["😄", { en: "laugh", fr: "rire" }],
  ["😉", { en: "wink", fr: "clin d’œil" }],
  ["😍", { en: "in love", fr: "sous le charme" }],
  ["🤩", { en: "amazed", fr: "émerveillement" }],
  ["🤔", { en: "thinking", fr: "réflexion" }],
  ["👏", { en: "applause", fr: "applaudissements" }],
  ["🙌", { en: "hands up", fr: "mains levées" }],
  ["👍", { en: "thumb up", fr: "pouce levé" }],
  ["🙏", { en: "thanks", fr: "merci" }],
  ["💪", { en: "strength", fr: "force" }],
  ["❤️", { en: "heart", fr: "cœur" }],
  ["🎉", { en: "party", fr: "fête" }],
  ["✨", { en: "sparkles", fr: "étincelles" }],
  ["💡", { en: "light bulb", fr: "ampoule" }],
  ["🚀", { en: "rocket", fr: "fusée" }],
  ["📣", { en: "megaphone", fr: "porte-voix" }],
  ["📅", { en: "calendar", fr: "calendrier" }],
  ["📍", { en: "pin", fr: "repère" }],
  ["🌍", { en: "globe", fr: "planète" }],
  ["🌱", { en: "seedling", fr: "jeune pousse" }],
  ["👉", { en: "this way", fr: "par ici" }],
  ["✅", { en: "done", fr: "fait" }],
  ["🔎", { en: "look closer", fr: "à la loupe" }],
];

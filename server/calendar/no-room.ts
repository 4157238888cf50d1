import type { PutOff } from "#engine/pacing.ts";
import type { Text } from "#engine/text.ts";
import { type AppError, unprocessable } from "../errors.ts";

const reasons: Record<PutOff, Text> = {
  queue: { en: "another post goes first", fr: "un autre message passe avant" },
  frozen: { en: "the network wants nothing before", fr: "le réseau n’accepte rien avant" },
  quiet: { en: "these are quiet hours", fr: "ce sont des heures calmes" },
  spacing: { en: "it is too near to another post", fr: "c’est trop près d’un autre message" },
  cap: { en: "the account’s share is used up then", fr: "le plafond du compte est atteint" },
};

/** 422: what is moved would not leave at the time that was asked for, but at `at` (ISO), and why. */
export const noRoom = (at: string, why: readonly PutOff[]): AppError => {
  // The first one is about the time that was asked for; others are about where it would go from there.
  const reason = reasons[why.find((one) => one !== "queue") ?? "queue"];
  return unprocessable(
    "no_room",
    {
      en: `It would not leave then: ${reason.en}. It stays where it was.`,
      fr: `Il ne partirait pas à cette heure : ${reason.fr}. Il reste où il était.`,
    },
    { at, why },
  );
};

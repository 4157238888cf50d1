import { ConnectError, type Network } from "#engine/network.ts";
import type { Language, Text } from "#engine/text.ts";
import { AppError, conflict, unprocessable } from "../../errors.ts";
import { reasonOf } from "../oauth.ts";

export const expired = (): AppError =>
  new AppError("connect_expired", 400, {
    en: "This connection was begun elsewhere, took too long, or is already done. Please press Connect again.",
    fr: "Cette connexion a été commencée ailleurs, a pris trop de temps ou est déjà terminée. Veuillez appuyer de nouveau sur Connecter.",
  });

/** A choice that is made, too old, or somebody else's: the same as one that never was. */
export const choiceGone = (): AppError =>
  new AppError("connect_expired", 404, {
    en: "This choice was begun elsewhere, took too long, or is already made. Please press Connect again.",
    fr: "Ce choix a été commencé ailleurs, a pris trop de temps ou est déjà fait. Veuillez appuyer de nouveau sur Connecter.",
  });

export const denied = (network: Network): AppError =>
  new AppError("connect_denied", 400, {
    en: `Nothing was connected: you did not allow it on ${network.card.title}’s page.`,
    fr: `Rien n’a été connecté : vous ne l’avez pas autorisé sur la page de ${network.card.title}.`,
  });

/**
 * The cause is told by its kind only: the library's errors carry whole answers, tokens included. A network's own sentence for the
 * person is told as it is.
 */
export const failed = (network: Network, error: unknown): AppError => {
  if (error instanceof ConnectError) return unprocessable("connect_refused", error.text);
  return new AppError(
    "connect_failed",
    502,
    {
      en: `${network.card.title} did not complete the connection. Please try again; if it fails again, tell your admin.`,
      fr: `${network.card.title} n’a pas terminé la connexion. Veuillez réessayer ; si cela échoue encore, prévenez votre administrateur.`,
    },
    { details: { reason: reasonOf(error) } },
  );
};

/** `notes`: what the network's connection has to say about that; then it is told in its words. */
export const nothing = (network: Network, notes: readonly Text[]): AppError => {
  const more = (language: Language): string => notes.map((note) => ` ${note[language]}`).join("");
  return new AppError(notes.length === 0 ? "connect_nothing" : "connect_refused", 422, {
    en: `Nothing was connected: this sign-in opens no account on ${network.card.title} that could post. Check that you allowed the pages you manage.${more("en")}`,
    fr: `Rien n’a été connecté : cette connexion n’ouvre aucun compte ${network.card.title} qui puisse publier. Vérifiez que vous avez autorisé les pages que vous gérez.${more("fr")}`,
  });
};

/** Somebody signed in as another than the account that was to be connected again. */
export const someoneElse = (network: Network, wanted: string, got: string): AppError =>
  conflict(
    "connect_other",
    {
      en: `You signed in to ${network.card.title} as ${got}, which does not open ${wanted}. Nothing was changed. Sign out on ${network.card.title}’s own page, then reconnect as ${wanted}.`,
      fr: `Vous vous êtes connecté à ${network.card.title} comme ${got}, ce qui n’ouvre pas ${wanted}. Rien n’a été modifié. Déconnectez-vous sur la page de ${network.card.title}, puis reconnectez ${wanted}.`,
    },
    { wanted, got },
  );

/** More accounts are asked of a grant that no longer opens any. */
export const signInAgain = (): AppError =>
  conflict("connect_again", {
    en: "The network no longer accepts this sign-in. Reconnect the account first.",
    fr: "Le réseau n’accepte plus cette connexion. Reconnectez d’abord le compte.",
  });

import type { IncomingHttpHeaders } from "node:http";
import type { Text } from "#engine/text.ts";
import type { AppError } from "../errors.ts";
import type { Said } from "./sheet.ts";

/**
 * Whether a person looks at the answer: they followed an address, and no program of ours will make words of it. Programs say `*` or JSON, our
 * own pages fetch without navigating, pictures ask for pictures.
 */
export function isLookedAt(method: string, headers: IncomingHttpHeaders): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  const mode = headers["sec-fetch-mode"];
  return (mode === undefined || mode === "navigate") && (headers.accept ?? "").includes("text/html");
}

const titles: Record<number, Text> = {
  401: { en: "Please sign in", fr: "Connectez-vous" },
  403: { en: "This is not yours to see", fr: "Vous n’avez pas accès à cela" },
  404: { en: "There is nothing here", fr: "Il n’y a rien ici" },
  429: { en: "A little slower, please", fr: "Un peu moins vite, s’il vous plaît" },
  503: { en: "Back in a moment", fr: "De retour dans un instant" },
};
const ours: Text = { en: "Something went wrong", fr: "Une erreur est survenue" };
const theirs: Text = { en: "This address cannot be answered", fr: "Cette adresse n’a pas de réponse" };
const home: Text = { en: "To the start page", fr: "Aller à l’accueil" };
const door: Text = { en: "Sign in", fr: "Se connecter" };
const again: Text = { en: "Try again", fr: "Réessayer" };

/** An error as a page: what happened, in the words that the error has, and the way on. `path`: what was asked for; `id`: the request's number in the log. */
export function troubleSaid(error: AppError, { path, id }: { path: string; id: string }): Said {
  const { status, text } = error;
  const title = titles[status] ?? (status >= 500 ? ours : theirs);
  const passing = status === 429 || status === 503;
  return {
    status,
    title,
    lines: [text],
    act:
      status === 401
        ? { to: `/sign-in?to=${encodeURIComponent(path)}`, label: door }
        : passing
          ? { to: path, label: again }
          : { to: "/", label: home },
    ...(status >= 500 && { note: { en: `Number of the request: ${id}`, fr: `Numéro de la requête : ${id}` } }),
  };
}

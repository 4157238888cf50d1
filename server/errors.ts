import type { Problem } from "#engine/problem.ts";
import type { Text } from "#engine/text.ts";

/**
 * An expected refusal, told to a person in their language. `code` is stable; `status` is the HTTP status it leaves with;
 * `details` must be plain JSON without secrets. Anything else that is thrown is a bug and leaves as a plain 500.
 */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly text: Text;
  readonly details: unknown;
  constructor(code: string, status: number, text: Text, options: { details?: unknown; cause?: unknown } = {}) {
    super(text.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.status = status;
    this.text = text;
    this.details = options.details;
  }
}

/** 404: it is not there, or it belongs to another workspace or person (which must look the same). */
export const notFound = (): AppError =>
  new AppError("not_found", 404, {
    en: "This does not exist here, or no longer.",
    fr: "Cet élément n’existe pas ici, ou n’existe plus.",
  });

/** 401: nobody is signed in, or the session ended. */
export const signedOut = (): AppError =>
  new AppError("signed_out", 401, {
    en: "Please sign in first.",
    fr: "Veuillez d’abord vous connecter.",
  });

/** 403: the person was switched off by an admin. */
export const switchedOff = (): AppError =>
  new AppError("switched_off", 403, {
    en: "Your access was switched off. Ask an administrator of your workspace.",
    fr: "Votre accès a été désactivé. Adressez-vous à un administrateur de votre espace.",
  });

/** 403: signed in, but this is not theirs to do. */
export const forbidden = (text?: Text): AppError =>
  new AppError(
    "forbidden",
    403,
    text ?? {
      en: "Your role does not allow this.",
      fr: "Votre rôle ne le permet pas.",
    },
  );

/** One place of a request that does not fit, e.g. `body.name`. */
export type Place = { place: string; message: string };

/** 400: the request does not have the right shape. */
export const invalid = (places: Place[], text?: Text): AppError =>
  new AppError(
    "invalid",
    400,
    text ?? {
      en: "The request has a wrong or missing field.",
      fr: "La requête contient un champ incorrect ou manquant.",
    },
    { details: places.slice(0, 50) },
  );

/** 409: the thing changed, or is in a state in which this cannot be done. */
export const conflict = (code: string, text: Text, details?: unknown): AppError =>
  new AppError(code, 409, text, { details });

/** 422: understood, but it cannot be carried out as it is. */
export const unprocessable = (code: string, text: Text, details?: unknown): AppError =>
  new AppError(code, 422, text, { details });

/** 422 with the problems of a map that does not compile. */
export const mapProblems = (problems: readonly Problem[]): AppError =>
  unprocessable(
    "map_problems",
    {
      en: "The map cannot be published until its problems are solved.",
      fr: "La carte ne peut pas être publiée tant que ses problèmes ne sont pas résolus.",
    },
    problems,
  );

/** 429. `seconds`: after how long it is worth trying again. */
export const tooMany = (seconds: number): AppError =>
  new AppError(
    "too_many",
    429,
    {
      en: `Too many requests. Please wait ${seconds} s and try again.`,
      fr: `Trop de requêtes. Veuillez patienter ${seconds} s puis réessayer.`,
    },
    { details: { seconds } },
  );

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Text } from "#engine/text.ts";
import { api } from "../api.ts";
import { AppError, invalid, notFound } from "../errors.ts";
import { roomOf } from "../database/room.ts";
import { innermost } from "../database/trouble.ts";
import { isAway } from "../postgres/away.ts";
import { readerOf, sheet } from "../sheets/sheet.ts";
import { isLookedAt, troubleSaid } from "../sheets/trouble.ts";
import { problemPage } from "./register.ts";

/**
 * The one place where an error becomes an answer. Expected ones keep their words; everything else is logged once, with
 * its cause, and leaves as a plain 500 that says nothing of the inside. Whoever looks at it gets it as a page.
 */
export function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler((error: Error, request, reply) =>
    answer(toAppError(error, request.caller?.role === "admin"), request, reply),
  );
  app.setNotFoundHandler((request, reply) => answer(notFound(), request, reply));
}

function answer(error: AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.status >= 500) request.log.error({ err: error.cause, code: error.code }, "failed");
  const { name } = request.routeOptions.config;
  // What another site made a browser send is led nowhere.
  if (name && "redirects" in api[name] && error.code !== "other_site") return reply.redirect(problemPage(error), 303);
  const wait = (error.details as { seconds?: unknown } | undefined)?.seconds;
  if (error.status === 429 && typeof wait === "number") reply.header("retry-after", wait);
  if (isLookedAt(request.method, request.headers)) {
    const { status, headers, body } = sheet(
      troubleSaid(error, { path: request.url, id: request.id }),
      readerOf(request.headers),
    );
    return reply.code(status).headers(headers).send(body);
  }
  return reply
    .code(error.status)
    .header("cache-control", "no-store")
    .send({
      code: error.code,
      message: error.text,
      ...(error.details === undefined ? {} : { details: error.details }),
      requestId: request.id,
    });
}

/** `admin`: whoever asked can do something about it. */
function toAppError(error: Error, admin: boolean): AppError {
  if (error instanceof AppError) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // PostgreSQL's class 22: a value that no column can hold, e.g. a number beyond int4.
  if (/^22\w{3}$/.test(code)) return new AppError("invalid", 400, invalid([]).text, { cause: error });
  const room = roomOf(error);
  if (room !== null) return noRoom(room, admin, error);
  if (isDatabaseAway(error)) return away(error);
  const status = (error as FastifyError).statusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    const known = refusals[status];
    return new AppError(known?.code ?? "refused", status, known?.text ?? invalid([]).text);
  }
  return new AppError(
    "internal",
    500,
    {
      en: "Something went wrong on our side. The administrator finds it in the log under the request’s number.",
      fr: "Une erreur est survenue de notre côté. L’administrateur la trouvera dans le journal sous le numéro de la requête.",
    },
    { cause: error },
  );
}

/** No connection left: SQLSTATE class 53, but for what `roomOf` knows. */
const passing = /^53\w{3}$/;

/** What signs people in wraps what the database said. */
function isDatabaseAway(error: Error): boolean {
  const inner = innermost(error);
  if (!(inner instanceof Error)) return false;
  const code = "code" in inner ? String(inner.code) : "";
  // A file that is missing says ENOENT, too.
  if (code === "ENOENT" && !("syscall" in inner && inner.syscall === "connect")) return false;
  return isAway(inner) || passing.test(code);
}

/** 507: nothing can be written just now, though all that is stored can be read. What was sent was not kept, and may be sent again. */
function noRoom(room: "full" | "readonly", admin: boolean, cause: Error): AppError {
  const why =
    room === "full"
      ? { en: "The server has no room left to save.", fr: "Le serveur n’a plus de place pour enregistrer." }
      : {
          en: "The database takes no changes at the moment.",
          fr: "La base n’accepte pas de changement pour l’instant.",
        };
  const then = !admin
    ? {
        en: "Nothing that is stored is lost; please try again in a while. Tell an administrator.",
        fr: "Rien de ce qui est enregistré n’est perdu ; réessayez dans un moment. Prévenez un administrateur.",
      }
    : room === "full"
      ? {
          en: "Free some disk or memory for the database; everything then goes on by itself.",
          fr: "Libérez du disque ou de la mémoire pour la base ; tout reprend ensuite de lui-même.",
        }
      : {
          en: "Is it a standby, or was it made read-only? Name the primary, or let it write again; everything then goes on by itself.",
          fr: "Est-ce un serveur de secours, ou est-elle en lecture seule ? Indiquez le serveur principal, ou rouvrez l’écriture ; tout reprend ensuite de lui-même.",
        };
  return new AppError(
    "no_room",
    507,
    { en: `${why.en} ${then.en}`, fr: `${why.fr} ${then.fr}` },
    { cause, details: { room } },
  );
}

const away = (cause: Error): AppError =>
  new AppError(
    "database_away",
    503,
    {
      en: "The database does not answer at the moment. What is recorded is safe; please try again shortly.",
      fr: "La base de données ne répond pas pour l’instant. Ce qui est enregistré est en sûreté ; veuillez réessayer sous peu.",
    },
    { cause },
  );

const refusals: Record<number, { code: string; text: Text }> = {
  400: {
    code: "unreadable",
    text: {
      en: "The request could not be read: its body is no valid JSON.",
      fr: "La requête n’a pas pu être lue : son contenu n’est pas un JSON valide.",
    },
  },
  413: {
    code: "too_large",
    text: {
      en: "The request is too large. 1 MB is the most.",
      fr: "La requête est trop volumineuse. La limite est de 1 Mo.",
    },
  },
  414: {
    code: "too_large",
    text: { en: "The address is too long.", fr: "L’adresse est trop longue." },
  },
  415: {
    code: "not_json",
    text: {
      en: "Only JSON is accepted here (content type application/json).",
      fr: "Seul le JSON est accepté ici (type de contenu application/json).",
    },
  },
};

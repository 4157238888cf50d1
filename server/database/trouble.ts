import type { Text } from "#engine/text.ts";

/**
 * What a database's refusal means to the person who looks after it, in words that go on after a colon; null where it says nothing of
 * that kind. Neither an address nor a password is in it.
 */
export function troubleOf(error: unknown): Text | null {
  const inner = innermost(error);
  const message = inner instanceof Error ? inner.message : "";
  const code = codeOf(inner);
  const known = sentences.find(({ codes, words }) => codes.test(code) || (words?.test(message) ?? false));
  if (known === undefined) return null;
  const said =
    /^[0-9A-Z]{5}$/.test(code) && message !== "" ? ` (${message.slice(0, 200)})` : code === "" ? "" : ` (${code})`;
  return { en: `${known.en}${said}`, fr: `${known.fr}${said}` };
}

const sentences: { codes: RegExp; words?: RegExp; en: string; fr: string }[] = [
  {
    codes: /^28(P01|000)$/,
    words: /SASL|password/,
    en: "the server does not let this user in: look at the user, its password and pg_hba.conf",
    fr: "le serveur refuse cet utilisateur : vérifiez l’utilisateur, son mot de passe et pg_hba.conf",
  },
  {
    codes: /^3D000$/,
    en: "there is no database of that name: make it with createdb",
    fr: "il n’y a pas de base de ce nom : créez-la avec createdb",
  },
  {
    codes: /^53300$/,
    en: "the server has no connection left: raise max_connections or the user's limit, or put a pooler in between",
    fr: "le serveur n’a plus de connexion libre : augmentez max_connections ou la limite de l’utilisateur, ou placez un pooler devant",
  },
  {
    codes: /^(53100|53200|ENOSPC)$/,
    en: "the server has no room left: free some disk or memory there",
    fr: "le serveur n’a plus de place : libérez du disque ou de la mémoire",
  },
  {
    codes: /^42501$/,
    en: "its user may not do this: grant create on the database and its schema, or make it their owner",
    fr: "son utilisateur n’en a pas le droit : accordez create sur la base et son schéma, ou rendez-le propriétaire",
  },
  {
    codes: /^(25006|57P04)$/,
    words: /none of the servers takes writes/,
    en: "it takes no writes: name the primary, and not a standby",
    fr: "elle n’accepte pas d’écriture : indiquez le serveur principal, pas un serveur de secours",
  },
  {
    codes: /^57P0[1235]$/,
    en: "the server is starting or stopping: try again in a moment",
    fr: "le serveur démarre ou s’arrête : réessayez dans un instant",
  },
  { codes: /^(ENOTFOUND|EAI_AGAIN)$/, en: "its host is not known", fr: "son hôte est inconnu" },
  {
    codes: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENOENT)$/,
    en: "nobody answers at its host and port: is the server running, and may this machine reach it?",
    fr: "personne ne répond à son hôte et son port : le serveur tourne-t-il, et cette machine peut-elle le joindre ?",
  },
  {
    codes: /^ETIMEDOUT$/,
    words: /timeout|timed out/i,
    en: "it does not answer in time: is it overloaded, stopped, or behind a firewall?",
    fr: "elle ne répond pas à temps : est-elle surchargée, arrêtée, ou derrière un pare-feu ?",
  },
  {
    codes: /^(08\w{3}|ECONNRESET|EPIPE)$/,
    words: /terminated|not queryable/i,
    en: "the connection broke off",
    fr: "la connexion a été coupée",
  },
  {
    codes: /^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/,
    words: /SSL|certificate/i,
    en: "no secure connection can be made: look at sslmode and sslrootcert",
    fr: "aucune connexion sûre n’est possible : vérifiez sslmode et sslrootcert",
  },
];

/** What went wrong first, in what was made of it since. */
export function innermost(error: unknown): unknown {
  let inner = error;
  for (let depth = 0; depth < 5 && inner instanceof Error && inner.cause !== undefined; depth += 1) inner = inner.cause;
  // Node tries every address of a name, and collects their errors.
  return inner instanceof AggregateError ? (inner.errors[0] as unknown) : inner;
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : "";
}

const files: Record<string, Text> = {
  ENOSPC: { en: "the disk is full", fr: "le disque est plein" },
  EDQUOT: { en: "the quota is used up", fr: "le quota est épuisé" },
  EACCES: { en: "this user may not write there", fr: "cet utilisateur n’a pas le droit d’y écrire" },
  EPERM: { en: "this user may not write there", fr: "cet utilisateur n’a pas le droit d’y écrire" },
  EROFS: { en: "the disk is read-only", fr: "le disque est en lecture seule" },
  ENOTDIR: { en: "a part of its path is a file", fr: "un élément du chemin est un fichier" },
  EEXIST: { en: "there is a file of that name", fr: "un fichier de ce nom existe déjà" },
  ENOENT: { en: "it is not there", fr: "il n’existe pas" },
  EIO: { en: "the disk has an error", fr: "le disque signale une erreur" },
  ENAMETOOLONG: { en: "its path is too long", fr: "son chemin est trop long" },
};

/** What a file system says, in words that go on after a colon. */
export function fileTrouble(error: unknown): Text {
  const code = codeOf(error);
  return files[code] ?? { en: `it cannot be used (${code})`, fr: `il est inutilisable (${code})` };
}

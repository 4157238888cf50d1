import { NodeError } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

export type FailureCode =
  | "http_status"
  | "http_gone"
  | "http_sign_in"
  | "http_busy"
  | "not_a_feed"
  | "empty"
  | "unreadable"
  | "cut"
  | "too_big"
  | "parse_timeout"
  | "parse_crashed"
  | "busy"
  | "aborted";

type Details = { hint?: string | null; status?: number; wait?: number | null; cause?: unknown };

const sentences: Record<FailureCode, (host: string, details: Details) => Text> = {
  http_status: (host, { status }) => ({
    en: `${host} answered with error ${status}. It will be tried again; if it lasts, open the address in a browser to see what its owner says.`,
    fr: `${host} a répondu par l’erreur ${status}. Un nouvel essai aura lieu ; si cela dure, ouvrez l’adresse dans un navigateur pour voir ce qu’en dit son propriétaire.`,
  }),
  http_gone: (host, { status }) => ({
    en: `There is no feed at this address any more (${host} answered ${status}). Look for the feed’s new address on the site and enter it here.`,
    fr: `Il n’y a plus de flux à cette adresse (${host} a répondu ${status}). Cherchez la nouvelle adresse du flux sur le site et saisissez-la ici.`,
  }),
  http_sign_in: (host, { status }) => ({
    en: `${host} does not let this feed be read without signing in (it answered ${status}). Use a public feed address, or ask the site’s owner to allow Relaymap.`,
    fr: `${host} ne laisse pas lire ce flux sans connexion (réponse ${status}). Utilisez une adresse publique, ou demandez au propriétaire du site d’autoriser Relaymap.`,
  }),
  http_busy: (host, { status }) => ({
    en: `${host} is overloaded or asks for fewer calls (it answered ${status}). It will be tried again later; nothing needs to be done.`,
    fr: `${host} est surchargé ou demande moins d’appels (réponse ${status}). Un nouvel essai aura lieu plus tard ; il n’y a rien à faire.`,
  }),
  not_a_feed: (host, { hint }) =>
    hint
      ? {
          en: `This address is a web page, not a feed. Enter the address of the feed that the page names instead: ${hint}`,
          fr: `Cette adresse est celle d’une page web, pas d’un flux. Saisissez plutôt l’adresse du flux que la page indique : ${hint}`,
        }
      : {
          en: `${host} does not give a feed at this address. Look on the site for a link named RSS, Atom or Feed and enter its address.`,
          fr: `${host} ne donne pas de flux à cette adresse. Cherchez sur le site un lien nommé RSS, Atom ou Flux et saisissez son adresse.`,
        },
  empty: (host) => ({
    en: `${host} answered with nothing at all. It will be tried again; if it lasts, check the address in a browser.`,
    fr: `${host} a répondu sans aucun contenu. Un nouvel essai aura lieu ; si cela dure, vérifiez l’adresse dans un navigateur.`,
  }),
  unreadable: (host) => ({
    en: `The feed of ${host} is damaged and no entry could be read from it. It will be tried again; if it lasts, tell the site’s owner.`,
    fr: `Le flux de ${host} est endommagé et aucune entrée n’a pu y être lue. Un nouvel essai aura lieu ; si cela dure, prévenez le propriétaire du site.`,
  }),
  cut: (host) => ({
    en: `The feed of ${host} breaks off before its first entry. It will be tried again; if it lasts, tell the site’s owner.`,
    fr: `Le flux de ${host} s’interrompt avant sa première entrée. Un nouvel essai aura lieu ; si cela dure, prévenez le propriétaire du site.`,
  }),
  too_big: (host) => ({
    en: `The feed of ${host} is larger than what Relaymap reads. Use an address that gives fewer or shorter entries.`,
    fr: `Le flux de ${host} dépasse la taille que Relaymap accepte. Utilisez une adresse qui donne moins d’entrées ou des entrées plus courtes.`,
  }),
  parse_timeout: (host) => ({
    en: `The feed of ${host} took too long to read and was given up. It will be tried again; if it lasts, use another feed of the site.`,
    fr: `La lecture du flux de ${host} a pris trop de temps et a été abandonnée. Un nouvel essai aura lieu ; si cela dure, utilisez un autre flux du site.`,
  }),
  parse_crashed: (host) => ({
    en: `The feed of ${host} needs more memory than Relaymap gives to one feed. It will be tried again; if it lasts, use another feed of the site.`,
    fr: `Le flux de ${host} demande plus de mémoire que Relaymap n’en accorde à un flux. Un nouvel essai aura lieu ; si cela dure, utilisez un autre flux du site.`,
  }),
  busy: () => ({
    en: "Too many feeds are being read at once. This one will be read at the next try.",
    fr: "Trop de flux sont lus en même temps. Celui-ci sera lu au prochain essai.",
  }),
  aborted: () => ({
    en: "Reading was stopped before it ended. It will be tried again.",
    fr: "La lecture a été interrompue avant la fin. Un nouvel essai aura lieu.",
  }),
};

/** What does not mend itself: somebody has to enter another address. */
const lasting = new Set<FailureCode>(["http_gone", "http_sign_in", "not_a_feed"]);

/** The same failure, of a feed that could be read before: a site under repair or a new rule of its firewall, so it is tried again. */
export function passing(error: NodeError): NodeError {
  return error.retry ? error : new NodeError(error.code, error.text, { retry: true, wait: error.wait, cause: error });
}

/** Makes the error that a person reads beside the source. */
export function failure(code: FailureCode, host: string, details: Details = {}): NodeError {
  const { wait = null, cause } = details;
  return new NodeError(code, sentences[code](host, details), {
    retry: !lasting.has(code),
    wait,
    instead: details.hint ?? null,
    cause,
  });
}

/** The failure that an HTTP status means. `wait`: the server says how many seconds to leave it alone. */
export function statusFailure(status: number, host: string, wait: number | null = null): NodeError {
  const code: FailureCode =
    status === 404 || status === 410
      ? "http_gone"
      : status === 401 || status === 402 || status === 403 || status === 407 || status === 451
        ? "http_sign_in"
        : status === 429 || status === 503 || status === 509
          ? "http_busy"
          : "http_status";
  return failure(code, host, { status, wait: code === "http_busy" ? wait : null });
}

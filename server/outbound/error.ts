import type { Text } from "#engine/text.ts";

export const outboundCodes = [
  "bad_url",
  "blocked",
  "dns",
  "refused",
  "tls",
  "connect_timeout",
  "timeout",
  "reset",
  "too_big",
  "redirect_loop",
  "encoding",
  "aborted",
] as const;
export type OutboundCode = (typeof outboundCodes)[number];

const sentences: Record<OutboundCode, (host: string) => Text> = {
  bad_url: () => ({
    en: "This is not an address that can be read. Enter a complete http:// or https:// address, without a user name.",
    fr: "Cette adresse ne peut pas être lue. Saisissez une adresse complète en http:// ou https://, sans nom d’utilisateur.",
  }),
  blocked: (host) => ({
    en: `${host} leads inside the network or to a port that is not for the web, so it was not contacted. Use a public address, or ask the administrator to add the host to RELAYMAP_ALLOW_HOSTS.`,
    fr: `${host} mène à l’intérieur du réseau ou à un port qui n’est pas celui d’un site : rien n’a été envoyé. Utilisez une adresse publique, ou demandez à l’administrateur d’ajouter l’hôte à RELAYMAP_ALLOW_HOSTS.`,
  }),
  dns: (host) => ({
    en: `The name ${host} could not be found. Check the spelling of the address; if it is right, it will be tried again.`,
    fr: `Le nom ${host} est introuvable. Vérifiez l’orthographe de l’adresse ; si elle est juste, un nouvel essai aura lieu.`,
  }),
  refused: (host) => ({
    en: `${host} could not be reached: the connection was refused. It will be tried again; if it lasts, open the address in a browser.`,
    fr: `${host} est injoignable : la connexion a été refusée. Un nouvel essai aura lieu ; si cela dure, ouvrez l’adresse dans un navigateur.`,
  }),
  tls: (host) => ({
    en: `${host} does not have a valid certificate, so nothing was sent. Tell its owner, or correct the address.`,
    fr: `${host} n’a pas de certificat valide : rien n’a été envoyé. Prévenez son propriétaire ou corrigez l’adresse.`,
  }),
  connect_timeout: (host) => ({
    en: `${host} did not answer the connection in time. It will be tried again.`,
    fr: `${host} n’a pas répondu à temps à la connexion. Un nouvel essai aura lieu.`,
  }),
  timeout: (host) => ({
    en: `${host} was too slow: its answer did not arrive whole within the time allowed. It will be tried again.`,
    fr: `${host} a été trop lent : sa réponse n’est pas arrivée entière dans le temps imparti. Un nouvel essai aura lieu.`,
  }),
  reset: (host) => ({
    en: `${host} broke the connection off before its answer was complete. It will be tried again.`,
    fr: `${host} a coupé la connexion avant la fin de sa réponse. Un nouvel essai aura lieu.`,
  }),
  too_big: (host) => ({
    en: `The answer of ${host} is larger than what Relaymap reads. Use an address that gives fewer or shorter entries.`,
    fr: `La réponse de ${host} dépasse la taille que Relaymap accepte. Utilisez une adresse qui donne moins d’entrées ou des entrées plus courtes.`,
  }),
  redirect_loop: (host) => ({
    en: `${host} sends from one address to the next without end. Open it in a browser and copy the address it ends at.`,
    fr: `${host} renvoie sans fin d’une adresse à une autre. Ouvrez-la dans un navigateur et copiez l’adresse finale.`,
  }),
  encoding: (host) => ({
    en: `The answer of ${host} is compressed in a way that cannot be read. Tell its owner; it will be tried again.`,
    fr: `La réponse de ${host} est compressée d’une façon illisible. Prévenez son propriétaire ; un nouvel essai aura lieu.`,
  }),
  aborted: (host) => ({
    en: `The call to ${host} was stopped before it ended.`,
    fr: `L’appel à ${host} a été interrompu avant la fin.`,
  }),
};

/**
 * Why an outbound call failed. `sent` is false only where the request certainly did not leave this machine; the ledger
 * retries those, and must not retry the others blindly. `text` never holds a path or a query: they may carry secrets.
 */
export class OutboundError extends Error {
  readonly code: OutboundCode;
  readonly sent: boolean;
  readonly text: Text;
  constructor(code: OutboundCode, host: string, options: { sent?: boolean; cause?: unknown } = {}) {
    const text = sentences[code](host.slice(0, 100));
    super(text.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "OutboundError";
    this.code = code;
    this.sent = options.sent ?? false;
    this.text = text;
  }
}

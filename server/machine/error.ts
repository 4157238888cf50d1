import type { Text } from "#engine/text.ts";

/**
 * Why a machine gave no words. `stops`: whoever asks next gets the same, so that nobody asks again in this run. `retry`: once more may help.
 * `keep`: minutes for which the answer is remembered, since it was paid for.
 */
type Kind = { stops?: true; retry?: true; keep?: number; say: (what: string) => Text };

const kinds = {
  off: {
    stops: true,
    say: () => ({
      en: "No AI is set up. An administrator does that in the settings, under AI.",
      fr: "Aucune IA n’est configurée. Un administrateur le fait dans les réglages, sous IA.",
    }),
  },
  no_key: {
    stops: true,
    say: (what) => ({
      en: `The key of the AI is not stored: there is no secret called “${what}”. An administrator enters it in the settings.`,
      fr: `La clé de l’IA n’est pas enregistrée : il n’y a pas de secret « ${what} ». Un administrateur la saisit dans les réglages.`,
    }),
  },
  calls_spent: {
    stops: true,
    say: (what) => ({
      en: `The AI’s calls of today (${what}) are used up. It goes on tomorrow (UTC), or once an administrator raises the limit.`,
      fr: `Les appels du jour à l’IA (${what}) sont épuisés. Cela reprendra demain (UTC), ou quand un administrateur relèvera la limite.`,
    }),
  },
  money_spent: {
    stops: true,
    say: (what) => ({
      en: `What the AI may cost this month ($${what}) is used up. It goes on next month, or once an administrator raises the limit.`,
      fr: `Le budget mensuel de l’IA (${what} $) est épuisé. Cela reprendra le mois prochain, ou quand un administrateur relèvera la limite.`,
    }),
  },
  blocked: {
    stops: true,
    say: (what) => ({
      en: `The AI at ${what} is inside the network, and this server was not allowed to go there. Whoever runs the server adds it to RELAYMAP_ALLOW_HOSTS (name:port).`,
      fr: `L’IA à l’adresse ${what} se trouve dans le réseau interne, et ce serveur n’a pas le droit d’y aller. Qui exploite le serveur l’ajoute à RELAYMAP_ALLOW_HOSTS (nom:port).`,
    }),
  },
  unreachable: {
    stops: true,
    say: (what) => ({
      en: `The AI could not be reached. ${what}`,
      fr: `L’IA est injoignable. ${what}`,
    }),
  },
  key: {
    stops: true,
    say: (what) => ({
      en: `${what} refuses the key. Enter a valid one, or one that may use this model.`,
      fr: `${what} refuse la clé. Saisissez-en une valable, ou une qui a droit à ce modèle.`,
    }),
  },
  model: {
    stops: true,
    say: (what) => ({
      en: `There is no model called “${what}” there, or the key may not use it.`,
      fr: `Il n’y a pas de modèle « ${what} » à cette adresse, ou la clé n’y a pas droit.`,
    }),
  },
  address: {
    stops: true,
    say: (what) => ({
      en: `Nothing that answers like an OpenAI-compatible endpoint is at this address (${what}). It usually ends in /v1.`,
      fr: `Rien à cette adresse ne répond comme un service compatible avec OpenAI (${what}). Elle se termine d’ordinaire par /v1.`,
    }),
  },
  quota: {
    stops: true,
    say: (what) => ({
      en: `${what} says that the credit there is used up. Its owner tops it up.`,
      fr: `${what} indique que le crédit y est épuisé. Son titulaire doit le recharger.`,
    }),
  },
  busy: {
    stops: true,
    retry: true,
    say: (what) => ({
      en: `${what} takes no more requests for now (429).`,
      fr: `${what} n’accepte plus de demandes pour le moment (429).`,
    }),
  },
  request: {
    stops: true,
    say: (what) => ({
      en: `${what} did not accept the request. The model may not take such requests: choose one that chats.`,
      fr: `${what} n’a pas accepté la demande. Le modèle ne prend peut-être pas ce genre de demande : choisissez un modèle de conversation.`,
    }),
  },
  timeout: {
    say: (what) => ({
      en: `${what} was too slow: no whole answer came in time.`,
      fr: `${what} a été trop lent : aucune réponse complète n’est arrivée à temps.`,
    }),
  },
  server: {
    retry: true,
    say: (what) => ({
      en: `${what} had an error of its own.`,
      fr: `${what} a rencontré une erreur interne.`,
    }),
  },
  too_big: {
    say: (what) => ({
      en: `${what} gave an answer far larger than any post.`,
      fr: `${what} a donné une réponse bien plus longue que toute publication.`,
    }),
  },
  junk: {
    retry: true,
    keep: 60,
    say: () => ({
      en: "The AI’s answer was not in the agreed form, so it was not taken.",
      fr: "La réponse de l’IA n’avait pas la forme convenue : elle n’a pas été retenue.",
    }),
  },
  empty: {
    retry: true,
    keep: 60,
    say: () => ({ en: "The AI answered with nothing.", fr: "L’IA a répondu par du vide." }),
  },
  cut: {
    keep: 60,
    say: () => ({
      en: "The AI’s answer broke off before its end.",
      fr: "La réponse de l’IA s’est interrompue avant la fin.",
    }),
  },
  declined: {
    keep: 24 * 60,
    say: () => ({
      en: "The AI declined to write about this.",
      fr: "L’IA a refusé d’écrire à ce sujet.",
    }),
  },
  facts: {
    keep: 24 * 60,
    say: (what) => ({
      en: `Twice the AI’s words did not keep to the item (${what}), so they were not taken.`,
      fr: `Deux fois, le texte de l’IA ne s’en tenait pas à la nouvelle (${what}) : il n’a pas été retenu.`,
    }),
  },
  later: {
    say: () => ({
      en: "Too many items at once for the AI.",
      fr: "Trop de nouvelles à la fois pour l’IA.",
    }),
  },
  unasked: {
    say: () => ({
      en: "The AI has not been asked yet: that costs money, and is done on demand in a preview.",
      fr: "L’IA n’a pas encore été interrogée : c’est payant, et un aperçu ne le fait qu’à la demande.",
    }),
  },
} as const satisfies Record<string, Kind>;

export type MachineCode = keyof typeof kinds;

/** `what`: of what the sentence speaks, in words that hold no secret. `wait`: seconds for which the endpoint asked to be left alone. */
export class MachineError extends Error {
  readonly code: MachineCode;
  readonly text: Text;
  readonly wait: number | null;
  constructor(
    code: MachineCode,
    what: string | Text = "",
    { wait = null, cause }: { wait?: number | null; cause?: unknown } = {},
  ) {
    const { en, fr } = typeof what === "string" ? { en: what, fr: what } : what;
    const kind: Kind = kinds[code];
    const text = { en: kind.say(en).en, fr: kind.say(fr).fr };
    super(text.en, cause === undefined ? undefined : { cause });
    this.name = "MachineError";
    this.code = code;
    this.text = text;
    this.wait = wait;
  }
}

const all: Readonly<Record<string, Kind>> = kinds;
export const traitsOf = (code: string): Partial<Kind> => (Object.hasOwn(all, code) ? all[code]! : {});

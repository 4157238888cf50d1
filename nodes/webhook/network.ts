import { randomUUID } from "node:crypto";
import { z } from "zod";
import { afterError, afterRefusal, type Answer, retryAfter } from "#engine/answer.ts";
import { channelAccount } from "#engine/channel.ts";
import { readJson } from "#engine/json.ts";
import { webAddress } from "#engine/key.ts";
import {
  type CallResult,
  ConnectError,
  type Connection,
  type Login,
  type Network,
  type NetworkContext,
  type Sending,
} from "#engine/network.ts";
import { placePictures } from "#engine/placed.ts";
import { readSecret } from "#engine/signature.ts";
import type { Text } from "#engine/text.ts";
import { card, Fields } from "./card.ts";
import { deliver, pingBody, postBody, rawFor, type Receiver, receiverOf } from "./message.ts";

const { title } = card;

/** How receivers are connected: what was entered is tried by a signed message. Nothing is kept at the receiver, so nothing is revoked. */
const receiver: Connection = {
  open: async (context, entered) => {
    const { name, address, secret } = Fields.parse(entered);
    const url = webAddress(address);
    if (url === null || url.username !== "" || url.password !== "") throw new ConnectError(words.address, "address");
    if (readSecret(secret) === null) throw new ConnectError(words.secret, "secret");
    const wrong = await ping(context, { address, secret });
    if (wrong !== null) throw new ConnectError(wrong.text, wrong.field);
    return { token: secret, refresh: null, expiresAt: null, scopes: [], fields: { name, address } };
  },
  // The address may change, and is a secret perhaps.
  accounts: async ({ access }) => channelAccount(access),
  // A refusal is believed when a plain message meets it as well.
  refresh: async ({ context, access }) => {
    const wrong = await ping(context, receiverOf({ token: access.token, fields: access.fields ?? {} }));
    if (wrong === null) return { kind: "renewed", access };
    return wrong.definite ? { kind: "dead" } : { kind: "later", reason: wrong.text };
  },
};

export const network: Network = {
  card,
  // Standard Webhooks: `webhook-id` stays the same for each attempt, and receivers tell repetitions by it. How long they remember it
  // is not said; the engine repeats within 50 minutes, and connecting says that an hour is needed.
  manner: "key",
  // Each receiver has an address of its own.
  apiBase: "https://www.standardwebhooks.com",
  webBase: "https://www.standardwebhooks.com",
  budget: { account: { calls: 60, seconds: 60 }, app: null },
  connections: { receiver },
  prepares: ({ media = [] }) => media.length > 0,
  prepare: (context, login, sending) => placePictures(context, login, sending),
  publish,
};

async function publish(context: NetworkContext, login: Login, sending: Sending): Promise<CallResult> {
  const to = receiverOf(login);
  if (card.count(sending.part.text, login.limits) > login.limits.text)
    return { kind: "rejected", status: null, raw: "", reason: words.tooLong };
  let answer: Answer;
  try {
    answer = await deliver(context, to, { id: sending.key, body: postBody(sending) });
  } catch (error) {
    const result = afterError(title, error, to.secret);
    return { ...result, raw: rawFor(to, result.raw) };
  }
  const { status, headers, body } = answer;
  const said = { status, raw: rawFor(to, body) };
  // The answer broke off: whether it was taken is not known.
  if (status < 300 && body === null) return { ...said, kind: "unknown", reason: words.unclear };
  if (status >= 200 && status < 300) {
    const { id, url } = Said.parse(readJson(body));
    // 202 is a promise, and what the others mean is not said: only these three say that it is done.
    const confirmed = status === 200 || status === 201 || status === 204;
    return { ...said, kind: "published", remoteId: id ?? sending.key, url: url ?? null, confirmed };
  }
  const gone = elsewhere(answer);
  if (gone !== null) return { ...said, kind: "unauthorised", reason: gone };
  const until = retryAfter(headers.get("retry-after"), context.now());
  const result = afterRefusal(title, answer, { token: to.secret, words: wordsOf(to, body), until });
  return { ...result, raw: said.raw };
}

/** What a receiver may answer of its own; everything else is ignored. */
const Said = z
  .object({
    id: z
      .union([z.string().min(1).max(500), z.int()])
      .transform(String)
      .optional()
      .catch(undefined),
    url: z
      .string()
      .max(4000)
      .refine((url) => webAddress(url) !== null)
      .optional()
      .catch(undefined),
  })
  .catch({ id: undefined, url: undefined });

const Refusal = z.object({
  error: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});

/** The receiver's own reason, where it gives one. */
function wordsOf(to: Receiver, body: string | null): string | null {
  const { error, message } = Refusal.catch({}).parse(readJson(body));
  const own = error ?? message ?? null;
  return own === null ? null : rawFor(to, own).slice(0, 300);
}

/**
 * Where the answer speaks of the address and not of the message: it is gone (410), not there (404), or elsewhere. Redirects are never
 * followed, since they would lead past the guard; the person is shown where it leads. What waits, waits for the new address.
 */
function elsewhere({ status, headers }: Answer): Text | null {
  if (status === 410) return words.gone;
  if (status === 404) return words.missing;
  if (status < 300 || status > 399) return null;
  const to = headers.get("location")?.slice(0, 300) ?? "?";
  return {
    en: `The receiver answers with a redirect to ${to}. Redirects are not followed: connect the channel with its new address.`,
    fr: `Le destinataire répond par une redirection vers ${to}. Les redirections ne sont pas suivies : reconnectez le canal avec sa nouvelle adresse.`,
  };
}

type Wrong = { text: Text; field: "address" | "secret" | null; definite: boolean };

/** Sends a test message; null where it was taken. */
async function ping(context: NetworkContext, to: Receiver): Promise<Wrong | null> {
  let answer: Answer;
  try {
    answer = await deliver(context, to, { id: `ping_${randomUUID()}`, body: pingBody(context.now()) });
  } catch {
    return { text: words.unreachable, field: "address", definite: false };
  }
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const gone = elsewhere(answer);
  if (gone !== null) return { text: gone, field: "address", definite: true };
  if (status === 401 || status === 403) return { text: words.unsigned, field: "secret", definite: true };
  return { text: refusedPing(status), field: null, definite: false };
}

const refusedPing = (status: number): Text => ({
  en: `The receiver refused the test message (HTTP ${status}). It has to answer a message of the type relaymap.ping with 200.`,
  fr: `Le destinataire a refusé le message d’essai (HTTP ${status}). Il doit répondre 200 à un message de type relaymap.ping.`,
});

const words = {
  address: {
    en: "Enter the receiver’s complete address, beginning with https://, without user name or password.",
    fr: "Saisissez l’adresse complète du destinataire, qui commence par https://, sans nom d’utilisateur ni mot de passe.",
  },
  secret: {
    en: "This is no signing secret: it begins with whsec_ and is not short. Make one here.",
    fr: "Ce n’est pas un secret de signature : il commence par whsec_ et n’est pas court. Créez-en un ici.",
  },
  unreachable: {
    en: "The receiver could not be reached at this address.",
    fr: "Le destinataire est injoignable à cette adresse.",
  },
  unsigned: {
    en: "The receiver does not accept the signature. Give it this very secret first.",
    fr: "Le destinataire n’accepte pas la signature. Donnez-lui d’abord exactement ce secret.",
  },
  gone: {
    en: "The receiver says that this address is gone for good (410). Connect the channel with another.",
    fr: "Le destinataire indique que cette adresse n’existe plus (410). Reconnectez le canal avec une autre.",
  },
  missing: {
    en: "There is nothing at the receiver’s address (404). Check it, and connect the channel again.",
    fr: "Il n’y a rien à l’adresse du destinataire (404). Vérifiez-la et reconnectez le canal.",
  },
  tooLong: {
    en: "The text is too long for a message.",
    fr: "Le texte est trop long pour un message.",
  },
  unclear: {
    en: "The receiver’s answer was lost: it is not known whether the message was taken.",
    fr: "La réponse du destinataire s’est perdue : on ne sait pas si le message a été pris.",
  },
} satisfies Record<string, Text>;

import { createHmac } from "node:crypto";
import { type Answer, rawOf, readAnswer } from "#engine/answer.ts";
import type { Login, NetworkContext, Sending } from "#engine/network.ts";
import { type Placed, placedIn } from "#engine/placed.ts";
import { readSecret, sign } from "#engine/signature.ts";

/** Milliseconds a receiver has: a slow one must not hold the lane for long. */
const patience = 15_000;

const hmac = (secret: Uint8Array, text: Uint8Array): Uint8Array => createHmac("sha256", secret).update(text).digest();

export type Receiver = { address: string; secret: string };
export const receiverOf = ({ token, fields }: Pick<Login, "token" | "fields">): Receiver => ({
  address: fields["address"] ?? "",
  secret: token,
});

/** A post as it is sent: the same bytes for each attempt. */
export function postBody(sending: Sending): string {
  const { part, key, index, before, madeAt } = sending;
  const media = placedIn(sending).map(withoutNulls);
  return JSON.stringify({
    type: "relaymap.post",
    timestamp: new Date(madeAt).toISOString(),
    data: {
      id: key,
      kind: part.kind,
      text: part.text,
      ...(part.link === undefined ? {} : { link: part.link }),
      ...(part.language === undefined ? {} : { language: part.language }),
      ...(part.card === undefined ? {} : { card: cardOf(part.card) }),
      ...(media.length === 0 ? {} : { media }),
      ...(index === 0 ? {} : { index, before: before.map(({ remoteId }) => remoteId) }),
    },
  });
}

const withoutNulls = ({ url, type, alt, width, height }: Placed) => ({
  ...{ url, type },
  ...(alt === null ? {} : { alt }),
  ...(width === null || height === null ? {} : { width, height }),
});

const cardOf = ({ url, title, description }: NonNullable<Sending["part"]["card"]>) => ({
  url,
  title,
  ...(description === undefined ? {} : { description }),
});

export const pingBody = (at: number): string =>
  JSON.stringify({ type: "relaymap.ping", timestamp: new Date(at).toISOString(), data: {} });

/** One signed POST. The id is the same for each attempt; time and signature are this attempt's own. Throws as `fetch` does. */
export async function deliver(
  context: NetworkContext,
  { address, secret }: Receiver,
  message: { id: string; body: string },
): Promise<Answer> {
  const key = readSecret(secret);
  if (key === null) throw new Error("the secret cannot sign");
  const body = new TextEncoder().encode(message.body);
  const headers = {
    "content-type": "application/json",
    "user-agent": "Relaymap",
    ...sign({ hmac }, key, { id: message.id, at: context.now(), body }),
  };
  const signal = AbortSignal.timeout(Math.min(patience, context.timeout));
  return readAnswer(await context.fetch(address, { method: "POST", headers, body, signal }));
}

/** What is kept of an answer: neither the secret nor the address, which may be one. */
export function rawFor({ address, secret }: Receiver, body: string | null): string {
  const raw = rawOf(body, secret);
  return address === "" ? raw : raw.replaceAll(address, "[address]");
}

/**
 * Standard Webhooks (symmetric, `v1`) without its cryptography, which arrives from outside: how a message is signed, how its
 * signature is read, which age is accepted. Proven against the specification's own library by the tests of the two nodes that use it.
 */

/** HMAC-SHA256, and a comparison whose time tells nothing. */
export type Signing = {
  hmac: (secret: Uint8Array, text: Uint8Array) => Uint8Array;
  same: (a: Uint8Array, b: Uint8Array) => boolean;
};

/** Seconds that a message may be older or newer than our clock. */
export const tolerance = 300;

/** Shorter secrets can be guessed; the specification's own have 24 to 64 bytes. */
const leastBytes = 16;
/** Signatures of one message that are looked at: senders give one for each of their secrets. */
const mostSignatures = 10;

const prefix = "whsec_";
const encoder = new TextEncoder();

/** The bytes of a secret as it is handed over: base64, with or without `whsec_` before it. null where it is none. */
export function readSecret(text: string): Uint8Array | null {
  const given = text.trim();
  const bytes = fromBase64(given.startsWith(prefix) ? given.slice(prefix.length) : given);
  return bytes === null || bytes.length < leastBytes ? null : bytes;
}

export const writeSecret = (bytes: Uint8Array): string => prefix + toBase64(bytes);

/** What is signed: id, time and the body's very bytes. */
function signedText(id: string, seconds: string, body: Uint8Array): Uint8Array {
  const head = encoder.encode(`${id}.${seconds}.`);
  const text = new Uint8Array(head.length + body.length);
  text.set(head);
  text.set(body, head.length);
  return text;
}

/** The headers of a message. `at` in milliseconds since the epoch: the time of this very attempt, also where the id is an old one. */
export function sign(
  { hmac }: Pick<Signing, "hmac">,
  secret: Uint8Array,
  message: { id: string; at: number; body: Uint8Array },
): Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string> {
  const seconds = String(Math.floor(message.at / 1000));
  const signature = toBase64(hmac(secret, signedText(message.id, seconds, message.body)));
  return { "webhook-id": message.id, "webhook-timestamp": seconds, "webhook-signature": `v1,${signature}` };
}

/** Why a signature does not count: a header is missing, the time is too far off or unreadable, or no secret fits. */
export type Unproven = "missing" | "stale" | "wrong";

/** Whether a message comes from somebody who has one of the secrets. `headers` in lower case. Gives its id, or why not. */
export function verify(
  { hmac, same }: Signing,
  secrets: readonly Uint8Array[],
  message: { headers: Readonly<Record<string, string>>; body: Uint8Array; now: number },
): { id: string } | { unproven: Unproven } {
  const id = message.headers["webhook-id"] ?? "";
  const seconds = message.headers["webhook-timestamp"] ?? "";
  const given = message.headers["webhook-signature"] ?? "";
  if (!isMessageId(id) || seconds === "" || given === "") return { unproven: "missing" };
  // Digits only: `abc` is NaN, which is neither older nor newer than anything.
  const age = /^\d{1,12}$/u.test(seconds) ? Math.abs(Math.floor(message.now / 1000) - Number(seconds)) : Infinity;
  if (age > tolerance) return { unproven: "stale" };
  const text = signedText(id, seconds, message.body);
  const expected = secrets.map((secret) => hmac(secret, text));
  const fits = given
    .split(" ", mostSignatures)
    .map((each) => /^v1,(.+)$/u.exec(each)?.[1])
    .map((base64) => (base64 === undefined ? null : fromBase64(base64)))
    .some((bytes) => bytes !== null && expected.some((each) => same(each, bytes)));
  return fits ? { id } : { unproven: "wrong" };
}

/** An id as senders write them: visible ASCII, not endless. */
export const isMessageId = (id: string): boolean => /^[\x21-\x7e]{1,255}$/u.test(id);

function fromBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(text)) return null;
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

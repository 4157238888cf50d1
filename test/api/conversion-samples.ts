import { createHmac } from "node:crypto";
import { readSecret, sign } from "#engine/signature.ts";
import type { conversions } from "#server/api/conversions.ts";
import { conversionSecret } from "./made.ts";
import type { Sample } from "./sample.ts";

/** A message as a site signs it. */
export function signed(
  body: unknown,
  {
    secret = conversionSecret,
    id = crypto.randomUUID(),
    at = Date.now(),
  }: { secret?: string; id?: string; at?: number } = {},
): { body: string; headers: Record<string, string> } {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const hmac = (key: Uint8Array, bytes: Uint8Array) => createHmac("sha256", key).update(bytes).digest();
  return { body: text, headers: sign({ hmac }, readSecret(secret)!, { id, at, body: Buffer.from(text) }) };
}

/** Of what sites tell. */
export const conversionSamples: Record<keyof typeof conversions, Sample> = {
  listConversionKeys: { input: () => ({}) },
  createConversionKey: { input: () => ({ body: { name: "Site" } }), also: [422] },
  deleteConversionKey: { input: ({ conversionKey }) => ({ params: { id: conversionKey } }) },
  tellConversions: {
    input: ({ conversionKey }) => ({ params: { id: conversionKey }, ...signed({ kind: "contact" }) }),
  },
  tellClick: { input: ({ click }) => ({ params: { token: click }, body: { kind: "registration" } }) },
};

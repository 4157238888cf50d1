import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Text } from "#engine/text.ts";
import type { Settings } from "../../ports.ts";

/**
 * The sentence with which connecting ended, carried by the address of the page that the person comes back to: signed, so that a page of ours shows
 * nobody else's words, and for an hour.
 */
const lasts = 3_600_000;
const marked = 16;
const Said = z.strictObject({ at: z.number(), en: z.string(), fr: z.string() });

/** Letters of a sentence that are carried; a network's own could be any length. */
const most = 600;

function signature({ masterKey }: Pick<Settings, "masterKey">, body: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", masterKey, "", "relaymap connect said", 32));
  return createHmac("sha256", key).update(body).digest().subarray(0, marked);
}

export function signSentence(settings: Pick<Settings, "masterKey">, { en, fr }: Text, now: number): string {
  const body = Buffer.from(JSON.stringify({ at: now, en: en.slice(0, most), fr: fr.slice(0, most) })).toString(
    "base64url",
  );
  return `${body}.${signature(settings, body).toString("base64url")}`;
}

/** Null for what is not ours, or is older than an hour. */
export function readSentence(settings: Pick<Settings, "masterKey">, token: string, now: number): Text | null {
  const [body = "", mark = ""] = token.split(".");
  const given = Buffer.from(mark, "base64url");
  if (given.length !== marked || !timingSafeEqual(given, signature(settings, body))) return null;
  const { at, en, fr } = Said.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
  return now - at > lasts ? null : { en, fr };
}

import { randomBytes } from "node:crypto";
import { clickLife } from "#engine/conversion.ts";
import { isCode } from "#engine/short-link.ts";
import type { Settings } from "../ports.ts";
import { marked, type Purpose, readMarked } from "../vault/marked.ts";

type Key = Pick<Settings, "masterKey">;
const purpose: Purpose = { name: "click", bytes: 10 };
/** Bytes behind the code: the second of the click, and what tells two clicks of one second apart. */
const rest = 8;

/** Names one click on a short link. It says nothing of who clicked, is stored nowhere, and nobody can make one. */
export function clickToken(key: Key, code: string, now: number): string {
  const seconds = Buffer.alloc(4);
  seconds.writeUInt32BE(Math.floor(now / 1000));
  return marked(key, purpose, Buffer.concat([Buffer.from(code, "ascii"), seconds, randomBytes(4)]));
}

export type Click = { code: string; at: number; token: string };

/** Of which link, and when; null for what is no click of ours, or one that is long past. */
export function readClick(key: Key, token: string, now: number): Click | null {
  const named = readMarked(key, purpose, token);
  if (named === null || named.length <= rest) return null;
  const code = named.subarray(0, -rest).toString("ascii");
  const at = named.readUInt32BE(named.length - rest) * 1000;
  // Written anew: base64 has more than one spelling of the same bytes, and each click counts once.
  return isCode(code) && now - at <= clickLife && at <= now + 60_000
    ? { code, at, token: named.toString("base64url") }
    : null;
}

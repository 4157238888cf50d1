import { createHash } from "node:crypto";

/** The digits of a record key, in the order of their value: keys sort as their times do. */
const digits = "234567abcdefghijklmnopqrstuvwxyz";

/** Milliseconds that the keys of one moment are spread over. */
const spread = 60_000;

/**
 * The record key of a part: a TID (0, 53 bits of microseconds, 10 bits of clock), because a key of any other form is stored,
 * called valid and shown to nobody. It follows from our own key and from when the delivery was made, so that each attempt names
 * the same record. Deliveries of one run are made in one moment: the hash of our key tells them apart, in the minute before it
 * and by the clock. Two of them share a key once in 61 billion, and the network refuses the second then.
 */
export function recordKey(key: string, madeAt: number): string {
  const hash = createHash("sha256").update(key).digest();
  const latest = BigInt(Math.max(spread, Math.floor(madeAt))) * 1000n;
  const time = latest - (hash.readBigUInt64BE(0) % BigInt(spread * 1000));
  const value = (time << 10n) | BigInt(hash.readUInt16BE(8) & 0x3ff);
  return Array.from({ length: 13 }, (_, place) => digits[Number((value >> BigInt(5 * (12 - place))) & 31n)]).join("");
}

/** The time of a record key in milliseconds since the epoch; null for a key that is no TID. */
export function timeOfKey(rkey: string): number | null {
  if (!/^[2-7a-j][2-7a-z]{12}$/u.test(rkey)) return null;
  const value = [...rkey].reduce((sum, digit) => (sum << 5n) | BigInt(digits.indexOf(digit)), 0n);
  return Number((value >> 10n) / 1000n);
}

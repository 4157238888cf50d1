import { createHash } from "node:crypto";
import type { DemoPerson } from "#engine/simulator.ts";

/** The domain of the simulated network's handles. */
export const domain = "sky.example";

/** How a person is called on the simulated network: no underscore is allowed in a handle. */
export const handleOf = ({ handle }: DemoPerson): string => `${handle.replaceAll("_", "-")}.${domain}`;

/** A person's DID: the same at every start. */
export const didOf = (handle: string): string => `did:plc:${base32(sha256(`bluesky/${handle}`)).slice(0, 24)}`;

/** The app password that a person has for Relaymap; another one each time that the one before was deleted. */
export function passwordOf(handle: string, generation: number): string {
  const signs = base32(sha256(`app password/${handle}/${generation}`));
  return [0, 4, 8, 12].map((at) => signs.slice(at, at + 4)).join("-");
}

/** Whom an identifier means: a handle, a DID or an e-mail address. */
export function findResident(people: readonly DemoPerson[], identifier: string): DemoPerson | null {
  const wanted = identifier.toLowerCase();
  return (
    people.find((person) =>
      [handleOf(person), didOf(person.handle), `${person.handle.replaceAll("_", ".")}@${domain}`].includes(wanted),
    ) ?? null
  );
}

/** The name of bytes (CIDv1, raw or DAG-CBOR, SHA-256), as everything that is stored is called. */
export const cidOf = (bytes: Uint8Array | string, kind: "raw" | "record"): string =>
  `b${base32(Buffer.concat([Buffer.from([1, kind === "raw" ? 0x55 : 0x71, 0x12, 0x20]), sha256(bytes)]))}`;

const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

/** RFC 4648 in small letters, without padding. */
function base32(bytes: Uint8Array): string {
  const digits = "abcdefghijklmnopqrstuvwxyz234567";
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    for (bits += 8; bits >= 5; bits -= 5) text += digits[(value >> (bits - 5)) & 31];
  }
  return bits === 0 ? text : text + digits[(value << (5 - bits)) & 31];
}

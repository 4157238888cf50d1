import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** AES-256-GCM as NIST SP 800-38D asks for it: a random 96-bit nonce per message, a 128-bit tag. */
const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
const format = 1;
/** One byte format, four bytes key version (big endian), nonce, tag; then the encrypted text. */
const headBytes = 1 + 4 + nonceBytes + tagBytes;

/** Something sealed cannot be opened. `code` says why; the message never carries what was inside. */
export class VaultError extends Error {
  readonly code: "format" | "key" | "refused";
  constructor(code: VaultError["code"], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "VaultError";
    this.code = code;
  }
}

/** Seals bytes under a key. `place` is bound to them: they open nowhere else. */
export function sealBytes(key: Buffer, version: number, place: string, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(`relaymap/${format}/${version}/${place}`, "utf8"));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const head = Buffer.alloc(5);
  head.writeUInt8(format, 0);
  head.writeUInt32BE(version, 1);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), body]);
}

/** The reverse of `sealBytes`. Throws VaultError `refused` where the key, the place or a single bit differs. */
export function openBytes(key: Buffer, place: string, sealed: Buffer): Buffer {
  const version = versionOf(sealed);
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(5, 5 + nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(`relaymap/${format}/${version}/${place}`, "utf8"));
  decipher.setAuthTag(sealed.subarray(5 + nonceBytes, headBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]);
  } catch (cause) {
    throw new VaultError(
      "refused",
      `What is sealed at ${place} does not open: it was changed, moved from another place, or sealed with another key.`,
      cause,
    );
  }
}

/** The version of the key that something was sealed with. Throws VaultError `format`. */
export function versionOf(sealed: Buffer): number {
  if (sealed.length < headBytes || sealed.readUInt8(0) !== format) {
    throw new VaultError("format", "These bytes were not sealed by this vault, or by a newer version of it.");
  }
  return sealed.readUInt32BE(1);
}

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/**
 * A backup is a tar archive under zstd (`tar --zstd -xf` opens it): `header.json`, then every table's rows as PostgreSQL's COPY gives them,
 * in parts (`tables/<name>/<number>`), then `manifest.json`. Without the last the file is not whole.
 */
export const format = 1;

/** What the file says of itself first. */
export const Header = z.strictObject({
  format: z.int().min(1),
  /** Of the program that made it. */
  version: z.string(),
  /** By the database's clock, before its first row was read: what happened later is not in it. */
  takenAt: z.iso.datetime({ offset: true }),
  /** The numbered steps that had been taken, and the ledger's functions. */
  migrations: z.array(z.string()).min(1),
  functions: z.int(),
  /** Tells whether a secret is the one that its tokens are sealed with, and tells nothing of it. */
  secret: z.strictObject({ salt: z.string(), proof: z.string() }),
});
export type Header = z.infer<typeof Header>;

export const TableEntry = z.strictObject({
  name: z.string(),
  columns: z.array(z.string()),
  /** How COPY wrote it: bytes stand as they are in `binary`. */
  as: z.enum(["text", "binary"]),
  rows: z.int(),
  bytes: z.int(),
  sha256: z.string(),
});
export type TableEntry = z.infer<typeof TableEntry>;

/** What the file says last: what must have been in it. */
export const Manifest = z.strictObject({
  header: z.string().describe("sha-256 of header.json"),
  tables: z.array(TableEntry),
  /** The last number that each sequence gave. */
  sequences: z.record(z.string(), z.int()),
});
export type Manifest = z.infer<typeof Manifest>;

export const headerName = "header.json";
export const manifestName = "manifest.json";
/** Bytes of one part at most: what is held in memory of a table. */
export const partBytes = 1 << 20;
export const partName = (table: string, number: number): string => `tables/${table}/${String(number).padStart(8, "0")}`;
/** The table that an entry is a part of; null where it is none. */
export const tableOf = (name: string): string | null => /^tables\/([a-z0-9_]{1,63})\/\d{8,}$/.exec(name)?.[1] ?? null;

const prove = (masterKey: Buffer, salt: string): Buffer =>
  createHmac("sha256", masterKey).update(`relaymap backup ${salt}`).digest();

/** A proof of the secret, for the header. */
export function proofOf(masterKey: Buffer): Header["secret"] {
  const salt = randomBytes(16).toString("base64url");
  return { salt, proof: prove(masterKey, salt).toString("base64url") };
}

export function isSecretOf({ secret }: Header, masterKey: Buffer): boolean {
  const wanted = Buffer.from(secret.proof, "base64url");
  const found = prove(masterKey, secret.salt);
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

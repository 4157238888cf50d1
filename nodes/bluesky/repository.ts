import { z } from "zod";
import type { Journal } from "#engine/simulator.ts";
import { cidOf, didOf } from "./resident.ts";

export const RepositoryEntry = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("put"),
    handle: z.string(),
    collection: z.string(),
    rkey: z.string(),
    cid: z.string(),
    value: z.record(z.string(), z.unknown()),
    /** When it came, whatever date it bears. */
    at: z.number(),
  }),
  z.strictObject({ kind: z.literal("delete"), handle: z.string(), collection: z.string(), rkey: z.string() }),
  z.strictObject({ kind: z.literal("blob"), handle: z.string(), cid: z.string(), type: z.string(), data: z.string() }),
]);
type Entry = z.infer<typeof RepositoryEntry>;
export type StoredRecord = Extract<Entry, { kind: "put" }>;
export type StoredBlob = { type: string; bytes: Uint8Array };
type Place = { handle: string; collection: string; rkey: string };

/** Kept at most; the oldest leave first. */
const most = { records: 100_000, blobBytes: 32_000_000 };

export type Repository = ReturnType<typeof createRepository>;

/** What people put on the simulated server: records by collection and key, and the bytes that they refer to. */
export function createRepository() {
  const records = new Map<string, StoredRecord>();
  /** The same, a map for each person and collection. */
  const shelves = new Map<string, Map<string, StoredRecord>>();
  const blobs = new Map<string, StoredBlob & { handle: string }>();
  let blobBytes = 0;

  function replay(entry: Entry): void {
    if (entry.kind === "blob") return keepBlob(entry);
    if (entry.kind === "delete") return forget(entry);
    records.set(keyOf(entry), entry);
    const shelf = shelves.get(shelfOf(entry));
    if (shelf === undefined) shelves.set(shelfOf(entry), new Map([[entry.rkey, entry]]));
    else shelf.set(entry.rkey, entry);
    for (const oldest of records.values())
      if (records.size > most.records) forget(oldest);
      else break;
  }
  function forget(place: Place): void {
    records.delete(keyOf(place));
    shelves.get(shelfOf(place))?.delete(place.rkey);
  }
  function keepBlob({ handle, cid, type, data }: Extract<Entry, { kind: "blob" }>): void {
    const key = `${handle}/${cid}`;
    if (blobs.has(key)) return;
    const bytes = Buffer.from(data, "base64");
    blobs.set(key, { handle, type, bytes });
    blobBytes += bytes.length;
    for (const [oldest, { bytes: gone }] of blobs) {
      if (blobBytes <= most.blobBytes) break;
      blobs.delete(oldest);
      blobBytes -= gone.length;
    }
  }
  const record = (journal: Journal<Entry>, entry: Entry): void => {
    journal.append(entry);
    replay(entry);
  };

  return {
    replay,
    snapshot: (): Entry[] => [
      ...[...blobs].map(([key, { handle, type, bytes }]) => ({
        kind: "blob" as const,
        handle,
        cid: key.slice(handle.length + 1),
        type,
        data: Buffer.from(bytes).toString("base64"),
      })),
      ...records.values(),
    ],
    find: (place: Place): StoredRecord | null => records.get(keyOf(place)) ?? null,
    /** Oldest first, as they came. */
    all: (): StoredRecord[] => [...records.values()],
    /** By key, the newest first. */
    list: (handle: string, collection: string): StoredRecord[] =>
      [...(shelves.get(`${handle}/${collection}`)?.values() ?? [])].sort((a, b) => (a.rkey < b.rkey ? 1 : -1)),
    put: (journal: Journal<Entry>, place: Place, value: Record<string, unknown>, at: number): StoredRecord => {
      const entry = { kind: "put" as const, ...place, cid: cidOfRecord(value), value, at };
      record(journal, entry);
      return entry;
    },
    delete: (journal: Journal<Entry>, place: Place): void => record(journal, { kind: "delete", ...place }),
    /** The same bytes of one person are one blob, under the type they came with first. */
    upload: (journal: Journal<Entry>, handle: string, bytes: Uint8Array, type: string) => {
      const cid = cidOf(bytes, "raw");
      if (!blobs.has(`${handle}/${cid}`))
        record(journal, { kind: "blob", handle, cid, type, data: Buffer.from(bytes).toString("base64") });
      const kept = blobs.get(`${handle}/${cid}`)?.type ?? type;
      return { $type: "blob", ref: { $link: cid }, mimeType: kept, size: bytes.length };
    },
    blob: (handle: string, cid: string): StoredBlob | null => blobs.get(`${handle}/${cid}`) ?? null,
  };
}

export const uriOf = ({ handle, collection, rkey }: Place): string => `at://${didOf(handle)}/${collection}/${rkey}`;

/** The same record gives the same name, in whatever order its fields came. The real name is that of its CBOR. */
export const cidOfRecord = (value: unknown): string => cidOf(JSON.stringify(sorted(value)), "record");

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

const keyOf = ({ handle, collection, rkey }: Place): string => `${handle}/${collection}/${rkey}`;
const shelfOf = ({ handle, collection }: Place): string => `${handle}/${collection}`;

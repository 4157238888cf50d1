import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { inWorkspace } from "../database/scope.ts";
import type { Db } from "../ports.ts";
import { openBytes, sealBytes, VaultError } from "./cipher.ts";

/** A data key in the clear; only ever in memory. */
export type DataKey = { version: number; key: Buffer };

/** Workspaces whose keys are kept unwrapped in memory. */
const cacheSize = 1000;
/** After this long the database is asked again which key is the newest, so that all processes follow a rotation. */
const newestForMs = 60_000;

/** The data keys of workspaces, stored wrapped by the master key. */
export type Keyring = {
  /** The key to seal with; made on first use. */
  newest: (workspaceId: string) => Promise<DataKey>;
  /** The key of a version. Throws VaultError `key` where there is none. */
  version: (workspaceId: string, version: number) => Promise<DataKey>;
  /** Makes the next version the newest. */
  next: (workspaceId: string) => Promise<DataKey>;
  forget: (workspaceId: string) => void;
};

type Cached = { keys: Map<number, DataKey>; newest: number; until: number };

export function createKeyring(db: Db, masterKey: Buffer): Keyring {
  if (masterKey.length !== 32) throw new VaultError("key", "The master key must have 32 bytes.");
  const cache = new Map<string, Cached>();
  const place = (workspaceId: string) => `${workspaceId}/keyring`;

  function unwrap(workspaceId: string, row: { version: number; wrapped: Buffer }): DataKey {
    try {
      return { version: row.version, key: openBytes(masterKey, place(workspaceId), row.wrapped) };
    } catch (cause) {
      throw new VaultError(
        "key",
        "The workspace's key does not open with this master key: RELAYMAP_SECRET (or the secret file in the data folder) is not the one it was made with.",
        cause,
      );
    }
  }

  async function load(workspaceId: string): Promise<Cached | null> {
    const rows = await db
      .selectFrom("keyring")
      .select(["version", "wrapped"])
      .where("workspace_id", "=", workspaceId)
      .orderBy("version", "desc")
      .execute();
    const keys = rows.map((row) => unwrap(workspaceId, row));
    const newest = keys[0];
    if (newest === undefined) return null;
    const cached = {
      keys: new Map(keys.map((key) => [key.version, key])),
      newest: newest.version,
      until: performance.now() + newestForMs,
    };
    cache.delete(workspaceId);
    cache.set(workspaceId, cached);
    for (const oldest of cache.keys()) if (cache.size > cacheSize) cache.delete(oldest);
    return cached;
  }

  /** Two processes may do this at once: the row that came first counts for both. */
  async function make(workspaceId: string, version: number): Promise<void> {
    const wrapped = sealBytes(masterKey, 1, place(workspaceId), randomBytes(32));
    await db
      .insertInto("keyring")
      .values({ workspace_id: workspaceId, version, wrapped })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  function pick(cached: Cached | null, version: number): DataKey {
    const key = cached?.keys.get(version);
    if (key === undefined) throw new VaultError("key", `The workspace has no key of version ${version}.`);
    return key;
  }

  async function newest(workspaceId: string): Promise<DataKey> {
    const cached = cache.get(workspaceId);
    if (cached !== undefined && cached.until > performance.now()) return pick(cached, cached.newest);
    let loaded = await load(workspaceId);
    if (loaded === null) {
      await make(workspaceId, 1);
      loaded = await load(workspaceId);
    }
    return pick(loaded, loaded?.newest ?? 1);
  }

  return {
    newest: (workspaceId) => inWorkspace(workspaceId, () => newest(workspaceId)),
    version: async (workspaceId, version) => {
      const cached = cache.get(workspaceId);
      return cached?.keys.get(version) ?? pick(await inWorkspace(workspaceId, () => load(workspaceId)), version);
    },
    next: async (workspaceId) => {
      const { version } = await sql<{
        version: number;
      }>`select coalesce(max(version), 0) + 1 as version from keyring where workspace_id = ${workspaceId}`
        .execute(db)
        .then(({ rows }) => rows[0] ?? { version: 1 });
      await make(workspaceId, version);
      const loaded = await load(workspaceId);
      return pick(loaded, loaded?.newest ?? version);
    },
    forget: (workspaceId) => void cache.delete(workspaceId),
  };
}

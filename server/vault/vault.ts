import type { Db, Vault } from "../ports.ts";
import { openBytes, sealBytes, versionOf } from "./cipher.ts";
import { createKeyring } from "./keyring.ts";
import { anyOlder, resealAll } from "./rotate.ts";

export { VaultError } from "./cipher.ts";

export type RotatingVault = Vault & {
  /**
   * Gives the workspace a new key and seals everything again with it. Where an earlier rotation was interrupted, that one
   * is finished instead. Old keys stay, because another process may seal with one for a minute more.
   */
  rotate: (workspaceId: string) => Promise<{ version: number; resealed: number }>;
};

/**
 * Secrets at rest: a random 256-bit key per workspace, wrapped by the master key; workspace, place and key version are
 * associated data, so that a value copied to another row, field or workspace does not open.
 *
 * `seal` makes the workspace's first key on a connection of its own: the workspace's row must be committed by then.
 */
export function createVault(db: Db, masterKey: Buffer): RotatingVault {
  const keyring = createKeyring(db, masterKey);
  const bound = (workspaceId: string, place: string) => `${workspaceId}/${place}`;

  const seal: Vault["seal"] = async (workspaceId, place, plain) => {
    const { key, version } = await keyring.newest(workspaceId);
    return sealBytes(key, version, bound(workspaceId, place), Buffer.from(plain, "utf8"));
  };
  const open: Vault["open"] = async (workspaceId, place, sealed) => {
    const { key } = await keyring.version(workspaceId, versionOf(sealed));
    return openBytes(key, bound(workspaceId, place), sealed).toString("utf8");
  };

  return {
    seal,
    open,
    rotate: async (workspaceId) => {
      keyring.forget(workspaceId);
      let newest = await keyring.newest(workspaceId);
      if (!(await anyOlder(db, workspaceId, newest.version))) newest = await keyring.next(workspaceId);
      const resealed = await resealAll(db, workspaceId, newest.version, async (place, sealed) =>
        seal(workspaceId, place, await open(workspaceId, place, sealed)),
      );
      return { version: newest.version, resealed };
    },
  };
}

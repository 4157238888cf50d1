import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from "node:child_process";
import { chmod, chown, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { PostgresError } from "./error.ts";

/** Who PostgreSQL's processes run as: it refuses to run as root. */
export type Owner = {
  spawn: (program: string, args: string[], options: SpawnOptions) => ChildProcess;
  /** Gives a folder, and all in it, to the user that the processes run as. */
  own: (folder: string) => Promise<void>;
};

/** The user `nobody`, on every Linux. */
const nobody = 65_534;

/**
 * As an ordinary user: that user. As root: inside a user namespace in which root appears as user 1000 (no user is
 * created, and folders that only root may enter still work); where namespaces are forbidden, as `nobody`.
 */
export function findOwner(): Owner {
  if (process.getuid?.() !== 0) return { spawn, own: async () => {} };
  const wrap = ["--user", "--map-user=1000", "--map-group=1000"];
  if (spawnSync("unshare", [...wrap, "true"], { stdio: "ignore", timeout: 5000 }).status === 0) {
    return {
      spawn: (program, args, options) => spawn("unshare", [...wrap, program, ...args], options),
      own: (folder) => give(folder, 0),
    };
  }
  return {
    spawn: (program, args, options) => spawn(program, args, { ...options, uid: nobody, gid: nobody }),
    own: async (folder) => {
      await give(folder, nobody);
      await openWay(dirname(folder));
      if (spawnSync("ls", [folder], { stdio: "ignore", uid: nobody, gid: nobody }).status !== 0) {
        throw new PostgresError(
          `PostgreSQL refuses to run as root, user namespaces are forbidden here, and the user nobody cannot enter ${folder}. ` +
            "Start Relaymap as an ordinary user, set DATA_DIR to a folder that every user may enter, or set DATABASE_URL.",
        );
      }
    },
  };
}

/** Lets `nobody` through a folder that only root may enter; what else is in it stays closed to everyone but root. */
async function openWay(folder: string): Promise<void> {
  const found = await stat(folder);
  if (found.uid !== 0 || (found.mode & 0o777) !== 0o700) return;
  await chown(folder, 0, nobody);
  await chmod(folder, 0o710);
}

async function give(folder: string, user: number): Promise<void> {
  if ((await stat(folder)).uid === user) return;
  for (const name of await readdir(folder, { recursive: true })) {
    await chown(join(folder, name), user, user);
  }
  // Last, so that an interrupted walk is taken up again.
  await chown(folder, user, user);
}

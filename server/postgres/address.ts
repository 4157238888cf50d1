import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, lstat, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { PostgresError } from "./error.ts";

/** Where the server listens, and how one of its databases is reached. */
export type Address = {
  listen: Record<string, string>;
  /** The folder of the unix socket; null where there are none (Windows). */
  socket: string | null;
  /** What guards the TCP port; empty on a unix socket, whose folder only its owner may enter. */
  password: string;
  url: (database: string) => string;
};

/** Socket addresses hold 107 bytes on Linux, 103 on macOS. */
const longest = 99;

/** `folder` is where the server's data lives: absolute, existing. */
export async function findAddress(folder: string): Promise<Address> {
  return process.platform === "win32" ? await tcpAddress(folder) : await socketAddress(folder);
}

async function socketAddress(folder: string): Promise<Address> {
  const near = join(folder, "socket");
  const fits = Buffer.byteLength(join(near, ".s.PGSQL.5432.lock")) <= longest;
  const hash = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  const socket = fits ? near : join(tmpdir(), `relaymap-${hash}`);
  await mkdir(socket, { recursive: true, mode: 0o700 });
  const found = await lstat(socket);
  const mine = found.isDirectory() && [process.getuid?.(), 65_534].includes(found.uid);
  if (!mine) {
    throw new PostgresError(`${socket} belongs to somebody else: remove it, or set DATA_DIR to a shorter path.`);
  }
  await chmod(socket, 0o700);
  return {
    listen: { listen_addresses: "", unix_socket_directories: socket, unix_socket_permissions: "0700" },
    socket,
    password: "",
    url: (database) => `postgresql://relaymap@localhost/${database}?host=${encodeURIComponent(socket)}`,
  };
}

async function tcpAddress(folder: string): Promise<Address> {
  const file = join(folder, "address.json");
  if (!existsSync(file)) {
    const fresh = { port: await freePort(), password: randomBytes(24).toString("base64url") };
    await writeFile(file, JSON.stringify(fresh), { mode: 0o600 });
  }
  const { port, password } = JSON.parse(await readFile(file, "utf8")) as { port: number; password: string };
  return {
    listen: { listen_addresses: "127.0.0.1", port: String(port) },
    socket: null,
    password,
    url: (database) => `postgresql://relaymap:${password}@127.0.0.1:${port}/${database}`,
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

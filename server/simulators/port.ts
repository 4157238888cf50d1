import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import { join } from "node:path";
import { z } from "zod";

const Memory = z.object({ port: z.number().int().min(1).max(65_535) });

export type PortChoice = {
  host: string;
  /** The first to try; 0 for any that is free. */
  port: number;
  /** True where a person chose the port (SIMULATOR_PORT): no other is taken. */
  fixed: boolean;
  dataDir: string;
};

/**
 * Listens, and answers the port. The port is part of every simulated post's address, so that the one of the first start
 * is kept (`demo.json` in the data folder). Rejects with one sentence where a port that must be had is in use.
 */
export async function listen(server: Server, { host, port, fixed, dataDir }: PortChoice): Promise<number> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, "demo.json");
  const remembered = fixed ? null : await recall(file);
  const wanted = remembered ?? port;
  try {
    return await remember(file, await open(server, host, wanted));
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && (cause.code === "EADDRINUSE" || cause.code === "EACCES")))
      throw cause;
    if (remembered === null && !fixed) return remember(file, await open(server, host, 0));
    const why = fixed ? "chosen by SIMULATOR_PORT" : "on which the simulated networks were served before";
    throw new Error(
      `Port ${wanted}, ${why}, is in use: stop the program that uses it, or set SIMULATOR_PORT to a free port.`,
      { cause },
    );
  }
}

async function recall(file: string): Promise<number | null> {
  try {
    return Memory.parse(JSON.parse(await readFile(file, "utf8"))).port;
  } catch {
    return null; // No memory, or one that cannot be read: as on a first start.
  }
}

async function remember(file: string, port: number): Promise<number> {
  await writeFile(`${file}.new`, `${JSON.stringify({ port })}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return port;
}

function open(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

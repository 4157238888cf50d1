import { cp, mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { TestProject } from "vitest/node";
import { openPool } from "#server/database/pool.ts";
import { migrate } from "#server/database/migrate.ts";
import { findAddress } from "#server/postgres/address.ts";
import { findBinaries } from "#server/postgres/binaries.ts";
import { makeCluster } from "#server/postgres/cluster.ts";
import { launchPostgres } from "#server/postgres/launch.ts";
import { findOwner } from "#server/postgres/owner.ts";
import { createDatabase } from "#server/postgres/probe.ts";
import { launchServer, type Server, servers } from "#test/servers/launch.ts";
import type {} from "./database.ts";
import { isAlive } from "./lock.ts";

/** One PostgreSQL for the whole test run, with one migrated database that tests clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const { admin, through, cluster, stop } = await launch();
  await createDatabase(admin, "template_relaymap");
  const db = openPool({ url: admin.replace("/postgres?", "/template_relaymap?"), max: 2, name: "template" });
  await migrate(db);
  await db.destroy();
  project.provide("postgres", { admin, template: "template_relaymap", through, cluster });
  return stop;
}

/** The embedded server, or the one that `npm run test:servers` names. */
async function launch(): Promise<Server & { cluster: string | null }> {
  const name = process.env["RELAYMAP_TEST_SERVER"];
  if (name !== undefined) return { ...(await launchServer(servers.find((each) => each === name)!)), cluster: null };
  const folder = await realpath(await mkdtemp(join(tmpdir(), `relaymap-test-${process.pid}-`)));
  const [address, binaries, owner] = [await findAddress(folder), await findBinaries(join(folder, "lib")), findOwner()];
  await makeCluster(folder, { address, binaries, owner, throwaway: true });
  const cluster = join(folder, "ready");
  await cp(join(folder, "data"), cluster, { recursive: true });
  const postgres = await launchPostgres({ folder, throwaway: true });
  const stop = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { admin: postgres.urlOf("postgres"), through: null, cluster, stop };
}

/** Ends what test runs that were killed have left behind. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(/^relaymap-test-(\d+)-/.exec(name)?.[1] ?? 0);
    if (pid === 0 || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    const server = Number.parseInt(await readFile(join(folder, "data", "postmaster.pid"), "utf8").catch(() => ""), 10);
    const comm = await readFile(`/proc/${server}/comm`, "utf8").catch(() => "");
    if (comm.trim() === "postgres") process.kill(server, "SIGQUIT");
    await rm(folder, { recursive: true, force: true });
  }
}

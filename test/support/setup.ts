import { cp, mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { ProvidedContext } from "vitest";
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
  const { admin, through, files, stop } = await launch();
  await createDatabase(admin, template, files === null ? undefined : "relaymap");
  if (files === null) await bringUp(admin.replace("/postgres?", `/${template}?`));
  project.provide("postgres", { admin, template, through, files });
  return stop;
}

const template = "template_relaymap";
async function bringUp(url: string): Promise<void> {
  const db = openPool({ url, max: 2, name: "template" });
  await migrate(db);
  await db.destroy();
}

/** The embedded server, or the one that `npm run test:servers` names. */
async function launch(): Promise<Server & { files: ProvidedContext["postgres"]["files"] }> {
  const name = process.env["RELAYMAP_TEST_SERVER"];
  if (name !== undefined) return { ...(await launchServer(servers.find((each) => each === name)!)), files: null };
  const folder = await realpath(await mkdtemp(join(tmpdir(), `relaymap-test-${process.pid}-`)));
  const [address, binaries, owner] = [await findAddress(folder), await findBinaries(join(folder, "lib")), findOwner()];
  await makeCluster(folder, { address, binaries, owner, throwaway: true });
  const files = { empty: join(folder, "empty"), migrated: join(folder, "migrated") };
  await cp(join(folder, "data"), files.empty, { recursive: true });
  const first = await launchPostgres({ folder, throwaway: true });
  await bringUp(first.url);
  await first.stop();
  await cp(join(folder, "data"), files.migrated, { recursive: true });
  const postgres = await launchPostgres({ folder, throwaway: true });
  const stop = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { admin: postgres.urlOf("postgres"), through: null, files, stop };
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

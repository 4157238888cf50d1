import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "#server/database.ts";
import { migrate } from "#server/migrate.ts";
import { launchPostgres } from "#server/postgres/launch.ts";
import { createDatabase } from "#server/postgres/probe.ts";
import type {} from "./database.ts";

/** One embedded PostgreSQL for the whole test run, with one migrated database that tests clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "relaymap-test-"));
  const postgres = await launchPostgres({ folder, throwaway: true });
  const admin = postgres.urlOf("postgres");
  await createDatabase(admin, "template_relaymap");
  const db = openDatabase({ url: postgres.urlOf("template_relaymap"), max: 2, name: "template" });
  await migrate(db);
  await db.destroy();
  project.provide("postgres", { admin, template: "template_relaymap" });
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

import { randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { openPool } from "#server/database/pool.ts";
import { ledgerRole, serviceRole } from "#server/database/wall.ts";
import type { Db } from "#server/ports.ts";
import { launchPostgres, type LaunchOptions, type Postgres } from "#server/postgres/launch.ts";
import { createDatabase } from "#server/postgres/probe.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /**
     * Of the test run's server; `template` is the migrated database that tests clone, `through` the way that they take to it behind a pooler; `files` a
     * server's as initdb makes them, and with the product's database, brought up to date.
     */
    postgres: {
      admin: string;
      template: string;
      through: string | null;
      files: { empty: string; migrated: string } | null;
    };
  }
}

/** A database as a test sees it; `url` serves a second process or pool, `direct` what must keep its connection. */
export type TestDatabase = { db: Db; url: string; direct: string; drop: () => Promise<void> };

/** A fresh, migrated database, cloned from the test run's template. `max` is the pool's size (8). */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const { admin, template, through } = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await createDatabase(admin, name, template);
  const [url, direct] = [through ?? admin, admin].map((way) => way.replace("/postgres?", `/${name}?`)) as [
    string,
    string,
  ];
  // What is put into a workspace meets its wall; what a test arranges by itself does not.
  const wall = { role: serviceRole, ledger: ledgerRole, outside: "as login" as const };
  const db = openPool({ url, max: options.max ?? 8, name: "test", wall });
  const drop = async (): Promise<void> => {
    await db.destroy();
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`).finally(() => client.end());
  };
  return { db, url, direct, drop };
}

/** Puts a server's files where one will be launched, as its first start would make them in a second, or in ten where they are `migrated`. */
export async function makeReady(folder: string, how: "empty" | "migrated" = "empty"): Promise<void> {
  const { files } = inject("postgres");
  if (files === null) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await cp(files[how], join(folder, "data"), { recursive: true });
}

/** A server of the test's own in a temporary folder, which may be killed (`pid`) and launched again on `folder`. */
export async function testPostgres(options: Pick<LaunchOptions, "throwaway" | "settings"> = {}): Promise<{
  postgres: Postgres;
  folder: string;
  launch: () => Promise<Postgres>;
  remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "relaymap-pg-"));
  await makeReady(folder);
  const launch = (): Promise<Postgres> => launchPostgres({ throwaway: true, ...options, folder });
  const postgres = await launch();
  const remove = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { postgres, folder, launch, remove };
}

import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "#server/database/pool.ts";
import { migrate } from "#server/database/migrate.ts";
import type { Db } from "#server/ports.ts";
import { createDatabase } from "#server/postgres/probe.ts";
import { testPostgres } from "#test/support/database.ts";
import { networksAt, startNetwork, type TestNetwork } from "./network.ts";
import { runLedger } from "./rescue.ts";
import { scaled } from "./services.ts";
import { full, makeWorld, scheduleSome, until } from "./world.ts";

/** The database is killed under a running worker and launched again: the worker goes on by itself, and nothing is lost or doubled. */
let own: Awaited<ReturnType<typeof testPostgres>>;
let network: TestNetwork;
let db: Db;
beforeAll(async () => {
  own = await testPostgres({ throwaway: false });
  await createDatabase(own.postgres.urlOf("postgres"), "faults");
  db = openPool({ url: own.postgres.urlOf("faults") });
  await migrate(db);
  network = await startNetwork({ fault: () => ({ kind: "none", latency: 2 }) });
});
afterAll(async () => {
  await network.close();
  await db.destroy();
  await own.remove();
});

const rounds = full ? 100 : 2;

test(
  `the database is killed ${rounds} times in the middle of a run`,
  { timeout: 60_000 + rounds * 60_000 },
  async () => {
    const world = await makeWorld(
      db,
      Array.from({ length: 10 }, () => "key"),
    );
    const planned = await scheduleSome(db, world, (full ? 60 : 30) * Math.min(rounds, 10));
    const ledger = await runLedger(db, networksAt(network.base, scaled.call), { lease: 4_000 });
    let pid = own.postgres.pid;
    try {
      for (let round = 0; round < rounds; round += 1) {
        await new Promise((resolve) => setTimeout(resolve, 150 + ((round * 37) % 200)));
        const before = network.posts.length;
        process.kill(pid, "SIGQUIT");
        await until(
          async () => alive(pid),
          (is) => !is,
          20_000,
        );
        pid = (await own.launch()).pid;
        const left = async (): Promise<number> => {
          const { rows } = await sql<{
            n: number;
          }>`select count(*) as n from delivery where state in ('ready','retry_wait')`.execute(db);
          return rows[0]!.n;
        };
        if (
          (await until(
            () => left().catch(() => -1),
            (n) => n >= 0,
            30_000,
          )) === 0
        )
          break;
        // It resumes by itself, within 30 s.
        await until(
          async () => network.posts.length,
          (n) => n > before,
          30_000,
        );
      }
      const states = async () => {
        const { rows } = await sql<{
          state: string;
          n: number;
        }>`select state, count(*) as n from delivery group by 1`.execute(db);
        return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
      };
      await until(states, (seen) => seen["published"] === planned, 120_000);
    } finally {
      await ledger.stop();
    }
    expect(network.posts).toHaveLength(planned);
  },
);

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { cp, mkdtemp, rename, rm, writeFile, appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "#server/database/migrate.ts";
import { openPool } from "#server/database/pool.ts";
import { answerDelivery } from "#server/ledger/answers.ts";
import { openKeeper } from "#server/ledger/keeper.ts";
import { readSetback } from "#server/ledger/setback.ts";
import { setStop } from "#server/ledger/stop.ts";
import type { Db } from "#server/ports.ts";
import { createDatabase } from "#server/postgres/probe.ts";
import { testPostgres } from "#test/support/database.ts";
import { runProgram } from "#test/support/program.ts";
import { createMember } from "#test/support/session.ts";
import { networksAt, startNetwork, type TestNetwork } from "./network.ts";
import { runLedger } from "./rescue.ts";
import { scaled } from "./services.ts";
import { deliveriesOf, makeWorld, scheduleSome, startWorker, until, type World } from "./world.ts";

/**
 * The database goes back in time, on networks that know no key: what left in the lost time would be sent again, also where its row is
 * gone and comes back under another number. Nothing leaves until it was looked up, or a person has said.
 */
let own: Awaited<ReturnType<typeof testPostgres>>;
let network: TestNetwork;
let dataDir: string;
let db: Db;
beforeAll(async () => {
  own = await testPostgres({ throwaway: false, settings: { wal_level: "replica" } });
  await createDatabase(own.postgres.urlOf("postgres"), "faults");
  db = openPool({ url: own.postgres.urlOf("faults") });
  await migrate(db);
  network = await startNetwork({ fault: () => ({ kind: "none", latency: 40 }) });
  dataDir = await mkdtemp(join(tmpdir(), "relaymap-keeper-"));
});
afterAll(async () => {
  await network.close();
  await db.destroy();
  await own.remove();
  await rm(dataDir, { recursive: true, force: true });
});

const keep = () => openKeeper({ db, log: pino({ level: "silent" }) }, { dataDir, embedded: false });
const data = () => join(own.folder, "data");
const copy = () => join(own.folder, "copy");

/** A cold copy of the server as it is now: a standby that gets nothing more, or tonight's backup. */
async function putAside(): Promise<void> {
  await own.postgres.stop();
  await rm(copy(), { recursive: true, force: true });
  await cp(data(), copy(), { recursive: true });
  own.postgres = await own.launch();
}

/** The server dies, and the copy takes its place. `promoted`: as a standby does it, on a timeline of its own. */
async function takeOver(promoted: boolean): Promise<void> {
  process.kill(own.postgres.pid, "SIGQUIT");
  await until(
    async () => alive(own.postgres.pid),
    (is) => !is,
  );
  await rename(data(), join(own.folder, `gone-${Date.now()}`));
  await rename(copy(), data());
  if (promoted) {
    await writeFile(join(data(), "recovery.signal"), "");
    await appendFile(join(data(), "postgresql.auto.conf"), "\nrestore_command = 'false'\n");
  }
  own.postgres = await own.launch();
}

/** As somebody types it, on one of the server's databases. */
async function command(args: string[], name: string): Promise<void> {
  const settings = { DATABASE_URL: own.postgres.urlOf(name), DATA_DIR: dataDir, RELAYMAP_SECRET: "s".repeat(40) };
  const program = runProgram(args, settings);
  expect(await program.ended, program.said()).toBe(0);
}

/** From here on the restored database is the one that everybody uses. */
async function restore(file: string): Promise<void> {
  await db.destroy();
  await createDatabase(own.postgres.urlOf("postgres"), "restored");
  await command(["restore", file], "restored");
  db = openPool({ url: own.postgres.urlOf("restored") });
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const of = (world: World) => network.posts.filter(({ account }) => world.accounts.some(({ id }) => id === account));
const stopOf = async ({ workspaceId }: World) => {
  const { rows } = await sql<{ stopped: boolean; reason: string | null }>`
    select stopped_at is not null as stopped, stop_reason as reason from workspace where id = ${workspaceId}`.execute(
    db,
  );
  return rows[0]!;
};
/** A pool's connections died with the server. */
const again = <T>(work: () => Promise<T>): Promise<T> =>
  until(
    () =>
      work()
        .then((value) => ({ value }))
        .catch(() => null),
    (done) => done !== null,
  ).then((done) => done!.value);

const cases = [
  {
    name: "a standby that had not everything is promoted, its worker dead with the primary",
    promoted: true,
    lives: false,
    why: "timeline",
  },
  {
    name: "a standby that had not everything is promoted under a worker that lives",
    promoted: true,
    lives: true,
    why: "timeline",
  },
  { name: "yesterday's backup is put back", promoted: false, lives: false, why: "behind" },
  { name: "yesterday's backup is put back under a worker that lives", promoted: false, lives: true, why: "behind" },
  {
    name: "yesterday's backup is restored by the command into a database of its own",
    promoted: false,
    lives: false,
    why: "backup",
  },
] as const;

test.each(cases)(
  "when $name, nothing is sent a second time and everything is sent once",
  { timeout: 120_000 },
  async (one) => {
    const world = await makeWorld(db, ["readable", "blind"]);
    const { workspaceId } = world;
    const { id: memberId } = await createMember(db, workspaceId, { role: "admin" });
    await scheduleSome(db, world, 6, {}, 0, `old ${one.why} ${one.lives}`);
    await (await keep()).look();
    const file = join(dataDir, "backups", "yesterday.tar.zst");
    if (one.why === "backup") await command(["backup", file], "faults");
    else await putAside();

    // Planned and sent in the time that will be lost: their rows go with it.
    const batch = `new ${one.why} ${one.lives}`;
    await again(() => scheduleSome(db, world, 2, {}, 0, batch));
    const keeper = await keep();
    await keeper.look();
    const networks = networksAt(network.base, scaled.call);
    const worker = one.lives ? null : startWorker({ url: own.postgres.urlOf("faults"), base: network.base });
    const living = one.lives ? await runLedger(db, networks, { keeper }) : null;
    await until(
      async () => of(world).length,
      (count) => count >= 6,
    );
    if (worker !== null) {
      await keeper.look();
      worker.process.kill("SIGKILL");
      await worker.ended;
    }
    if (one.why === "backup") await restore(file);
    else await takeOver(one.promoted);

    const ledger =
      living ??
      (await again(async () => {
        const next = await keep();
        await next.look();
        return runLedger(db, networks, { keeper: next });
      }));
    try {
      await until(
        () => again(() => stopOf(world)),
        ({ stopped }) => stopped,
      );
      expect(await stopOf(world)).toEqual({ stopped: true, reason: "setback" });
      // The calls that were in the air have landed; several rounds of every sweep later nothing more has left.
      await new Promise((resolve) => setTimeout(resolve, scaled.call));
      const left = of(world).length;
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(of(world)).toHaveLength(left);
      const setback = await readSetback(db, workspaceId);
      expect(setback).toMatchObject({ why: one.why });
      expect(setback!.accounts.map(({ waiting, asked }) => waiting + asked)).toEqual([6, 6]);

      // The map's feeds are read again; then somebody lets it go on.
      await scheduleSome(db, world, 2, {}, 0, batch);
      await setStop(db, { workspaceId, memberId, on: false, reason: "" });
      await until(
        async () => {
          const rows = await deliveriesOf(db, world);
          for (const { id, code, accountId, text } of rows) {
            if (code !== "ask_person") continue;
            const there = of(world).some((post) => post.account === accountId && post.text === text);
            await answerDelivery({ db }, { workspaceId, memberId, deliveryId: id, answer: there ? "there" : "absent" });
          }
          return rows;
        },
        (rows) => rows.every(({ state }) => state === "published"),
        60_000,
      );
    } finally {
      await ledger.stop();
    }
    const posts = of(world).map(({ account, text }) => `${account} ${text}`);
    expect(posts.toSorted()).toEqual(
      (await deliveriesOf(db, world)).map(({ accountId, text }) => `${accountId} ${text}`).toSorted(),
    );
    expect(posts).toHaveLength(16);
    // Nobody is stopped again for the same.
    await (await keep()).look();
    expect(await stopOf(world)).toMatchObject({ stopped: false });
    expect(await readSetback(db, workspaceId)).toBeNull();
  },
);

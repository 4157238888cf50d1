import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { makeReady } from "#test/support/database.ts";
import { launchPostgres, type Postgres } from "./launch.ts";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

async function makeFolder(...below: string[]): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), "relaymap-launch-"));
  cleanups.push(() => rm(base, { recursive: true, force: true }));
  return join(base, ...below);
}

/** With a server's files in it: how they are made is tried by the other tests. */
async function makeOld(...below: string[]): Promise<string> {
  const folder = await makeFolder(...below);
  await makeReady(folder);
  return folder;
}

async function launch(folder: string): Promise<Postgres> {
  const server = await launchPostgres({ folder });
  cleanups.push(() => server.stop());
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return await client
    .query<Record<string, unknown>>(text)
    .then((result) => result.rows)
    .finally(() => client.end());
}

test("a second launch adopts the server that runs, and a stopped one keeps its rows", async () => {
  const folder = await makeFolder("postgres");
  const first = await launch(folder);
  expect(first.adopted).toBe(false);
  await query(first.url, "create table kept as select 7 as n");
  const second = await launch(folder);
  expect(second).toMatchObject({ adopted: true, pid: first.pid });
  await second.stop();
  await expect(query(first.url, "select 1")).rejects.toThrow();
  const third = await launch(folder);
  expect(third.adopted).toBe(false);
  expect(await query(third.url, "select n from kept")).toEqual([{ n: 7 }]);
  expect(
    await query(third.url, "select current_setting('fsync') fsync, current_setting('listen_addresses') tcp"),
  ).toEqual([{ fsync: "on", tcp: "" }]);
});

test("a server that was killed starts again with every committed row", async () => {
  const folder = await makeOld("postgres");
  const first = await launch(folder);
  await query(first.url, "create table kept as select generate_series(1, 1000) as n");
  process.kill(first.pid, "SIGKILL");
  const second = await launch(folder);
  expect(second.pid).not.toBe(first.pid);
  expect(await query(second.url, "select count(*)::int n from kept")).toEqual([{ n: 1000 }]);
});

test("three launches at once on an empty folder end with one server", async () => {
  const folder = await makeFolder("postgres");
  const servers = await Promise.all([launch(folder), launch(folder), launch(folder)]);
  expect(new Set(servers.map((server) => server.pid)).size).toBe(1);
  expect((await readdir(folder)).filter((name) => name.startsWith("new-"))).toEqual([]);
});

test("a lock file that names another program's process does not stop the start", async () => {
  const folder = await makeOld("postgres");
  const first = await launch(folder);
  await first.stop();
  await writeFile(join(folder, "data", "postmaster.pid"), `${process.ppid}\n${join(folder, "data")}\n`);
  const second = await launch(folder);
  expect(second.pid).not.toBe(process.ppid);
});

test("a copy of a folder whose server runs starts beside it, and says what it is; one that is damaged is refused at once", async () => {
  const folder = await makeOld("postgres");
  const first = await launch(folder);
  await query(first.url, "create table kept as select 7 as n");
  const copy = await makeFolder("postgres");
  await cp(folder, copy, { recursive: true, filter: (path) => !/\.s\.PGSQL\.\d+$/.test(path) });
  const said: string[] = [];
  const second = await launchPostgres({ folder: copy, progress: (sentence) => said.push(sentence) });
  cleanups.push(() => second.stop());
  expect(said).toEqual([expect.stringMatching(/was copied while its server ran/)]);
  expect(second.pid).not.toBe(first.pid);
  expect(await query(second.url, "select n from kept")).toEqual([{ n: 7 }]);
  await second.stop();
  expect(await query(first.url, "select n from kept")).toEqual([{ n: 7 }]);
  await rm(join(copy, "data", "global", "pg_control"));
  await writeFile(join(copy, "data", "global", "pg_control"), Buffer.alloc(8192, 1));
  await expect(launchPostgres({ folder: copy })).rejects.toThrow(/damaged, or were copied while their server ran/);
});

test("the remains of an initdb that was cut off are removed", async () => {
  const folder = await makeFolder("postgres");
  await mkdir(join(folder, "new-999999999", "base"), { recursive: true });
  await launch(folder);
  expect(existsSync(join(folder, "new-999999999"))).toBe(false);
});

test("a folder too deep for a socket address is served by one in the temporary folder", async () => {
  const folder = await makeOld("d".repeat(60), "e".repeat(60), "postgres");
  const server = await launch(folder);
  expect(await query(server.url, "select 1 as n")).toEqual([{ n: 1 }]);
  const socket = new URL(server.url).searchParams.get("host")!;
  cleanups.push(() => rm(socket, { recursive: true, force: true }));
  expect(socket.startsWith(tmpdir())).toBe(true);
});

test("files of another major version are refused with a sentence", async () => {
  const folder = await makeFolder("postgres");
  await mkdir(join(folder, "data"), { recursive: true });
  await writeFile(join(folder, "data", "PG_VERSION"), "15\n");
  await expect(launchPostgres({ folder })).rejects.toThrow(/made by PostgreSQL 15.*DATABASE_URL/);
});

test("the server's own log never holds a statement", async () => {
  const folder = await makeOld("postgres");
  const server = await launch(folder);
  await expect(query(server.url, "select 'hush-hush'::int")).rejects.toThrow();
  await server.stop();
  expect(await readFile(join(folder, "postgres.log"), "utf8")).not.toContain("hush-hush");
});

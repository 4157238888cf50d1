import { existsSync } from "node:fs";
import { chmod, cp, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, expect, test } from "vitest";
import { launchPostgres } from "#server/postgres/launch.ts";
import { full } from "./faults/world.ts";
import { makeReady, testDatabase } from "./support/database.ts";
import { freePort, olderNode, type Program, runProgram } from "./support/program.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "relaymap-start-"));
  cleanups.push(async () => {
    if (existsSync(join(folder, "postgres", "data")))
      await launchPostgres({ folder: join(folder, "postgres") }).then((server) => server.stop());
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

/** With a server's files in it, and the product's database. */
async function makeOld(): Promise<string> {
  const folder = await makeFolder();
  await makeReady(join(folder, "postgres"), "migrated");
  return folder;
}

function run(
  args: string[],
  settings: Record<string, string>,
  options: { node?: string; folder?: string } = {},
): Program {
  const program = runProgram(args, settings, options);
  cleanups.push(() => program.child.kill("SIGKILL"));
  return program;
}

/** The address once it is printed and everything behind it answers. */
async function ready(program: Program): Promise<string> {
  const [, address] = await program.says(/Relaymap is ready: (\S+)/);
  const reply = await fetch(`${address}/readyz`);
  expect([reply.status, await reply.json()]).toEqual([
    200,
    { ok: true, database: true, migrations: true, queue: true, editor: true },
  ]);
  return address!;
}

/** Uses the printed link as a browser would. */
async function signIn(
  program: Program,
  address: string,
): Promise<{ me: () => Promise<{ member: { role: string }; workspace: { id: string; demo: boolean } }> }> {
  const [, link] = await program.says(/Sign in \(once, within 24 h\): (\S+)/);
  expect((await fetch(link!)).status).toBe(200);
  const reply = await fetch(`${address}/api/sign-in/link`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: address },
    body: JSON.stringify({ token: new URL(link!).searchParams.get("token") }),
  });
  expect(reply.status).toBe(200);
  const cookie = reply.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  return { me: async () => (await (await fetch(`${address}/api/me`, { headers: { cookie } })).json()) as never };
}

const mainPid = async (folder: string): Promise<number> =>
  Number.parseInt(await readFile(join(folder, "postgres", "data", "postmaster.pid"), "utf8"), 10);

test(
  "a first start seeds the demo and lets its admin in; killed, it starts again with all data; Ctrl-C ends it",
  { timeout: 180_000 },
  async () => {
    const folder = await makeFolder();
    const settings = {
      ...{ DATA_DIR: folder, PORT: String(await freePort()), LOG_LEVEL: "warn" },
      // Its past has tests of its own (server/demo), and every journey begins with it.
      ...(full ? {} : { RELAYMAP_DEMO: "new" }),
    };
    const first = run(["start"], settings);
    const address = await ready(first);
    const session = await signIn(first, address);
    const before = await session.me();
    expect(before).toMatchObject({ member: { role: "admin" }, workspace: { demo: true } });

    const twin = run(["start"], { ...settings, PORT: String(await freePort()) });
    expect(await twin.ended).toBe(1);
    expect(twin.said()).toMatch(
      new RegExp(`Relaymap runs already on this data folder \\(process ${first.child.pid}, ${address}\\)`),
    );

    // The database outlives its killed parent, and the next start adopts it.
    const database = await mainPid(folder);
    first.child.kill("SIGKILL");
    await first.ended;
    const second = run(["start"], settings);
    await ready(second);
    expect(await mainPid(folder)).toBe(database);
    expect(await session.me()).toEqual(before);

    // Everything dies at once, as when the machine loses power.
    second.child.kill("SIGKILL");
    process.kill(database, "SIGKILL");
    await second.ended;
    const third = run(["start"], settings);
    await ready(third);
    expect(await session.me()).toEqual(before);

    const doctor = run(["doctor"], settings);
    expect(await doctor.ended, doctor.said()).toBe(0);
    expect(doctor.said()).toMatch(/ok {2,}balance of 30 days/);

    third.child.kill("SIGINT");
    expect(await third.ended, third.said()).toBe(0);
    expect(existsSync(join(folder, "postgres", "data", "postmaster.pid"))).toBe(false);
    expect((await stat(join(folder, "secret"))).mode & 0o077).toBe(0);
    // The demo's made-up accounts must not call the real networks.
    const real = run(["start"], { ...settings, RELAYMAP_DEMO: "off" });
    expect(await real.ended).toBe(1);
    expect(real.said()).toMatch(/^RELAYMAP_DEMO is off, but this database holds the demo/m);
    for (const program of [first, second, third]) expect(program.said()).not.toMatch(/"level":"(error|fatal)"/);
  },
);

test(
  "without the demo there is an empty workspace with one admin and no simulated network",
  { timeout: 90_000 },
  async () => {
    const folder = await makeOld();
    const program = run(["start"], { DATA_DIR: folder, PORT: String(await freePort()), RELAYMAP_DEMO: "off" });
    const address = await ready(program);
    const { me } = await signIn(program, address);
    expect(await me()).toMatchObject({ member: { role: "admin" }, workspace: { demo: false } });
    expect(existsSync(join(folder, "demo.json"))).toBe(false);
    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
  },
);

test("DATABASE_URL uses that server and starts none; a worker joins it", { timeout: 90_000 }, async () => {
  const base = await testDatabase();
  cleanups.push(() => base.drop());
  const folder = await makeFolder();
  const settings = { DATA_DIR: folder, PORT: String(await freePort()), DATABASE_URL: base.url, RELAYMAP_DEMO: "off" };
  const web = run(["start", "--role", "web"], settings);
  await ready(web);
  const worker = run(["start", "--role", "worker"], settings);
  await worker.says(/Relaymap is working/);
  expect(existsSync(join(folder, "postgres"))).toBe(false);
  worker.child.kill("SIGTERM");
  web.child.kill("SIGINT");
  expect([await worker.ended, await web.ended]).toEqual([0, 0]);
});

test.for<[string, Record<string, string>, RegExp]>([
  ["a port that is no port", { PORT: "many" }, /^PORT is wrong: "many" is not a port/],
  ["an address for others without a public one", { HOST: "0.0.0.0" }, /^PUBLIC_URL is missing/],
  [
    "a database that is not there",
    { DATABASE_URL: "postgresql://me:hunter22@127.0.0.1:1/x" },
    /^DATABASE_URL cannot be used: .*ECONNREFUSED/,
  ],
  ["a short secret", { RELAYMAP_SECRET: "hunter22" }, /^RELAYMAP_SECRET is wrong: the 8 characters/],
])("%s ends the start with one sentence", async ([, settings, sentence]) => {
  const program = run(["start"], { DATA_DIR: await makeFolder(), PORT: "3999", ...settings });
  expect(await program.ended).toBe(1);
  expect(program.said()).toMatch(sentence);
  expect(program.said().trim()).not.toMatch(/\n|hunter22/);
});

test(
  "a port in use ends the start with one sentence, in its language, before there is a database",
  { timeout: 60_000 },
  async () => {
    const base = await testDatabase();
    cleanups.push(() => base.drop());
    const settings = {
      PORT: String(await freePort()),
      DATABASE_URL: base.url,
      RELAYMAP_DEMO: "off",
      LOG_LEVEL: "warn",
    };
    await ready(run(["start"], { ...settings, DATA_DIR: await makeFolder() }));
    const folder = await makeFolder();
    const second = run(["start"], { ...settings, DATA_DIR: folder, DATABASE_URL: "", LANG: "fr_FR.UTF-8" });
    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(
      /^PORT \d+ est utilisé par un autre programme : arrêtez-le, ou donnez à PORT un port libre\.$/m,
    );
    expect(await readdir(folder)).toEqual(["secret"]);
  },
);

test("another secret than the one the tokens were sealed with is refused", { timeout: 60_000 }, async () => {
  const base = await testDatabase();
  cleanups.push(() => base.drop());
  const port = await freePort();
  const settings = {
    ...{ DATA_DIR: await makeFolder(), PORT: String(port), DATABASE_URL: base.url },
    RELAYMAP_DEMO: "new",
  };
  const first = run(["start"], settings);
  await ready(first);
  first.child.kill("SIGTERM");
  await first.ended;
  const second = run(["start"], { ...settings, RELAYMAP_SECRET: "another secret, long enough to be one" });
  expect(await second.ended).toBe(1);
  expect(second.said()).toMatch(/^RELAYMAP_SECRET is wrong: this database's tokens were sealed with another secret/m);
});

/** The program as somebody else has it: its files, their own lock file and configuration, our packages. */
async function copyProgram(): Promise<string> {
  const root = join(import.meta.dirname, "..");
  const folder = await mkdtemp(join(tmpdir(), "relaymap-copy-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  for (const name of ["editor", "engine", "migrations", "nodes", "server", "package.json", "package-lock.json"])
    await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

test(
  "a start whose editor cannot be built says so last, with what to do, and so does its page; posts go out without it",
  { timeout: 120_000 },
  async () => {
    const base = await testDatabase();
    cleanups.push(() => base.drop());
    const folder = await copyProgram();
    const settings = { DATA_DIR: await makeFolder(), DATABASE_URL: base.url, RELAYMAP_DEMO: "off", LOG_LEVEL: "warn" };
    await writeFile(join(folder, "vite.config.ts"), "throw new Error('a bundler without its binding');");
    const started = async (language: string): Promise<[Program, string]> => {
      const program = run(["start"], { ...settings, LANG: language, PORT: String(await freePort()) }, { folder });
      const [, address] = await program.says(/Relaymap (?:is ready|est prêt): (\S+)/);
      return [program, address!];
    };

    const [first, address] = await started("C");
    const [last] = await first.says(/^The editor could not be built: .*$/m);
    expect(last).toBe(
      "The editor could not be built: `npm run build` shows why, then start again. Until then there are no pages; maps run and post all the same.",
    );
    expect(first.said().trimEnd().endsWith(last)).toBe(true);
    const page = await fetch(`${address}/maps`);
    expect([page.status, page.headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
    expect(await page.text()).toMatch(/<html lang="en"\s*>.*<code>npm run build<\/code> shows why/s);
    const french = await fetch(`${address}/maps`, { headers: { "accept-language": "fr" } });
    expect(await french.text()).toMatch(/<html lang="fr"\s*>.*<code>npm run build<\/code>.*redémarrez/s);
    const probe = await fetch(`${address}/readyz`);
    expect([probe.status, await probe.json()]).toMatchObject([200, { ok: true, editor: false }]);
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(0);

    // What npm leaves out is in the lock file for this platform, and not in the folder.
    const lock = JSON.parse(await readFile(join(folder, "package-lock.json"), "utf8"));
    const [os, cpu] = [[process.platform], [process.arch]];
    lock.packages["node_modules/@bundler/binding"] = { version: "1.0.0", optional: true, os, cpu };
    lock.packages["node_modules/@bundler/elsewhere"] = { version: "1.0.0", optional: true, os: ["plan9"], cpu };
    await writeFile(join(folder, "package-lock.json"), JSON.stringify(lock));
    const [second] = await started("fr_FR.UTF-8");
    await second.says(
      /^L’éditeur n’a pas pu être construit : npm a laissé de côté @bundler\/binding\. Relancez `npm ci`, avec Node\.js 24 .*\n$/m,
    );
  },
);

test.skipIf(olderNode === null)(
  `on the machine's own Node (${olderNode?.version}) the program finds its newer one`,
  async () => {
    const program = run(["strat"], {}, { node: olderNode!.file });
    expect(await program.ended).toBe(2);
    expect(program.said()).toMatch(/no command "strat"\. Did you mean start\?/);
  },
);

test.skipIf(process.getuid?.() !== 0)(
  "as root where user namespaces are forbidden, the database runs as nobody",
  { timeout: 60_000 },
  async () => {
    const folder = await makeFolder();
    const tools = await mkdtemp(join(tmpdir(), "relaymap-bin-"));
    cleanups.push(() => rm(tools, { recursive: true, force: true }));
    // A PATH without `unshare` is what a machine without namespaces looks like.
    await symlink("/bin/ls", join(tools, "ls"));
    for (const open of [tools, folder]) await chmod(open, 0o755);
    const inner = join(folder, "data");
    const program = run(["migrate"], { DATA_DIR: inner, PATH: tools });
    expect(await program.ended, program.said()).toBe(0);
    expect((await stat(join(inner, "postgres", "data"))).uid).toBe(65_534);
    expect((await stat(inner)).mode & 0o777).toBe(0o710);
    // With namespaces again, the same files serve.
    const again = run(["migrate", "--pending"], { DATA_DIR: inner });
    expect(await again.ended, again.said()).toBe(0);
    expect((await stat(join(inner, "postgres", "data"))).uid).toBe(0);
    expect(await readdir(join(inner, "postgres"))).toContain("postgres.log");
  },
);

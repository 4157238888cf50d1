import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { pairs, pathOf } from "./peers/nodes.ts";
import { testDatabase } from "./support/database.ts";
import { freePort, olderNode, type Program, runFile } from "./support/program.ts";

const root = join(import.meta.dirname, "..");
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

/** The project as git has it: nothing installed, nothing built. */
async function checkOut(): Promise<{ folder: string; home: string; bin: string }> {
  const home = await mkdtemp(join(tmpdir(), "relaymap-fresh-"));
  cleanups.push(() => rm(home, { recursive: true, force: true }));
  const folder = join(home, "relaymap");
  const { stdout } = await promisify(execFile)("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root });
  for (const name of stdout.trim().split("\n")) await cp(join(root, name), join(folder, name)).catch(ignoreRemoved);
  return { folder, home, bin: join(home, "bin") };
}

/** git still lists what was removed and not committed. */
function ignoreRemoved(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

type Npm = (args: string[], settings?: Record<string, string>) => Program;

function npmIn(folder: string, PATH: string): Npm {
  const given = Object.entries(process.env).filter(([name]) => /^(HOME|SSL_|NODE_EXTRA_CA)/.test(name));
  return (args, settings = {}) => {
    const env = { ...Object.fromEntries(given), PATH, LANG: "C", npm_config_audit: "false", ...settings } as Record<
      string,
      string
    >;
    const program = runFile(join(PATH.split(":", 1)[0]!, "npm"), args, { env, cwd: folder, detached: true });
    cleanups.push(() => stop(program, "SIGKILL"));
    return program;
  };
}

/** As Ctrl-C does: npm and all that it runs. */
async function stop(program: Program, signal: NodeJS.Signals): Promise<void> {
  try {
    process.kill(-program.child.pid!, signal);
  } catch {
    // It has ended.
  }
  await program.ended;
}

/** In `npm test` the old Nodes themselves are not installed: they are 300 MB, and each pair takes a minute. */
const full = import.meta.env.MODE === "full";

describe.runIf(full && process.platform === "linux" && process.arch === "x64")("a machine", () => {
  test.for(pairs)(
    "that has Node $node and npm $npm passes `npm ci && npm start`, and the start shows pages",
    { timeout: 600_000 },
    async (pair) => {
      const { folder, home, bin } = await checkOut();
      const npm = npmIn(folder, await pathOf(pair, bin));
      const install = npm(["ci"]);
      expect(await install.ended, install.said()).toBe(0);

      const settings = { DATA_DIR: join(home, "data"), PORT: String(await freePort()), LOG_LEVEL: "warn" };
      const start = npm(["start"], settings);
      const [, address] = await start.says(/Relaymap is ready: (\S+)/);
      const probe = await fetch(`${address}/readyz`);
      expect([probe.status, await probe.json()]).toMatchObject([200, { ok: true, editor: true }]);
      const page = await (await fetch(`${address}/`)).text();
      const script = /src="\.?(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
      expect((await fetch(`${address}${script}`)).status, page).toBe(200);
      expect(start.said()).not.toMatch(/could not be built|"level":"(error|fatal)"/);
      await stop(start, "SIGINT");
    },
  );

  test(
    "whose npm leaves parts out and may not add them is told what to do, by `npm ci` or else by the start",
    { timeout: 600_000 },
    async () => {
      const { folder, home, bin } = await checkOut();
      const npm = npmIn(folder, await pathOf(pairs[0], bin));
      const install = npm(["ci", "--ignore-scripts"]);
      expect(await install.ended, install.said()).toBe(0);
      expect(await readdir(join(folder, "node_modules", "@rolldown"))).toEqual(["pluginutils"]);

      const base = await testDatabase();
      cleanups.push(() => base.drop());
      const settings = { DATA_DIR: join(home, "data"), PORT: String(await freePort()), DATABASE_URL: base.url };
      const start = npm(["start"], settings);
      const [last] = await start.says(/^The editor could not be built: npm has left out @rolldown\/binding-.*$/m);
      expect(last).toContain("Run `npm ci` again, on Node.js 24 or without --ignore-scripts, then start again.");
      await stop(start, "SIGINT");

      const added = npm(["run", "postinstall"]);
      expect(await added.ended, added.said()).toBe(0);
      const build = npm(["run", "build"]);
      expect(await build.ended, build.said()).toBe(0);
      expect(await readFile(join(folder, "dist", "editor", "index.html"), "utf8")).toContain("/assets/");

      // No registry: an install that stays incomplete fails, and says so in one sentence.
      const scope = join(folder, "node_modules", "@rolldown");
      for (const part of await readdir(scope))
        if (part.startsWith("binding-")) await rm(join(scope, part), { recursive: true });
      const nowhere = {
        npm_config_registry: "http://127.0.0.1:1",
        npm_config_cache: join(home, "cache"),
        npm_config_fetch_retries: "0",
      };
      const broken = npm(["run", "postinstall"], nowhere);
      expect(await broken.ended).toBe(1);
      expect(broken.said()).toMatch(
        /^Relaymap is not complete: @rolldown\/\S+.* could not be added\. Run npm ci again where the npm registry can be reached/m,
      );
    },
  );
});

test("the parts of the lock file for this platform are all installed here", async () => {
  const { missingParts } = await import("../server/install.js");
  expect(missingParts()).toEqual([]);
});

test.skipIf(olderNode === null)(
  `what npm left out on Node ${olderNode?.version} is added by the same npm on our own Node; where it is not, the install fails`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "relaymap-parts-"));
    cleanups.push(() => rm(folder, { recursive: true, force: true }));
    const own = `node-linux-${process.arch}`;
    await mkdir(join(folder, "server"));
    await mkdir(join(folder, "node_modules"));
    await symlink(join(root, "node_modules", own), join(folder, "node_modules", own));
    for (const name of ["package.json", "server/install.js", "server/node.js"])
      await cp(join(root, name), join(folder, name));
    const part = { optional: true, os: [process.platform], cpu: [process.arch] };
    const packages = { "node_modules/binding": part, "node_modules/elsewhere": { ...part, os: ["plan9"] } };
    await writeFile(join(folder, "package-lock.json"), JSON.stringify({ packages }));
    // An npm that adds the part when it is asked to, or does not.
    const npm = join(folder, "npm-cli.js");
    const add = `if (process.env.ADDS) process.getBuiltinModule("fs").mkdirSync("node_modules/binding");`;
    await writeFile(npm, `console.error(process.version, ...process.argv.slice(2)); ${add}`);
    const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const [, code] = /^node -e "(.*)"$/.exec(scripts.postinstall)!;
    const postinstall = async (settings: Record<string, string>): Promise<[number | null, string]> => {
      const env = { PATH: process.env["PATH"] ?? "", npm_execpath: npm, ...settings };
      const program = runFile(olderNode!.file, ["-e", code!], { env, cwd: folder });
      return [await program.ended, program.said()];
    };

    const [failed, sentence] = await postinstall({});
    expect([failed, sentence]).toEqual([
      1,
      expect.stringMatching(/^Relaymap is not complete: binding could not be added/m),
    ]);
    const [passed, said] = await postinstall({ ADDS: "1" });
    expect([passed, said]).toEqual([0, expect.stringContaining(`${process.version} install --no-save`)]);
    expect(await postinstall({})).toEqual([0, ""]);
  },
);

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { installPackages, missing, type ServerName, servers } from "./launch.ts";

/**
 * `npm run test:servers [-- NAME … --within SECONDS]`: the tests that the ledger, its faults and the main job have, in their short share, on servers that are not
 * the embedded one. One line a server; exit 1 where a test fails. Where Debian's servers cannot be had, or the time
 * is nearly up, it says so and goes on.
 */
const whole = ["server/ledger", "server/database", "server/queue", "test/faults", "test/main-job/kill.test.ts"];
const shares: Record<ServerName, string[]> = {
  "debian-15": whole,
  pooler: whole,
  // Between the oldest and the embedded one: what its plans and its functions depend on.
  "postgres-15": ["server/ledger", "server/database"],
  "postgres-16": ["server/ledger", "test/faults/permission.test.ts"],
  "postgres-17": ["server/ledger", "test/faults/calls.test.ts"],
};
/** It kills a server of its own. */
const elsewhere = "test/faults/database.test.ts";

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; name: string; assertionResults: { status: string; fullName: string }[] }[];
};

async function tryOn(server: ServerName): Promise<{ line: string; well: boolean }> {
  const folder = await mkdtemp(join(tmpdir(), "relaymap-servers-"));
  const file = join(folder, "report.json");
  const began = performance.now();
  try {
    const args = ["node_modules/vitest/vitest.mjs", "run", "--exclude", elsewhere, ...shares[server]];
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, RELAYMAP_TEST_SERVER: server, RELAYMAP_TEST_REPORT: file },
    });
    const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
    const report = JSON.parse(await readFile(file, "utf8").catch(() => "null")) as Report | null;
    const broken = report?.testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    const failed = (report?.numFailedTests ?? 1) + (broken?.length ?? 0);
    const seconds = Math.round((performance.now() - began) / 1000);
    const well = code === 0 && failed === 0;
    return {
      line: `${report?.numPassedTests ?? 0} passed, ${Math.max(failed, well ? 0 : 1)} failed, ${seconds} s`,
      well,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a server's share may take on two cores that others use too, seconds. */
const most = 300;

const { values, positionals: asked } = parseArgs({ allowPositionals: true, options: { within: { type: "string" } } });
const end = performance.now() + Number(values.within ?? Infinity) * 1000;
const wanted = servers.filter((name) => asked.length === 0 || asked.includes(name));
if (process.platform !== "linux" || process.arch !== "x64") {
  process.stdout.write("test:servers runs on Linux on x64 only.\n");
  process.exit(0);
}
if (wanted.some((name) => missing(name).length > 0)) await installPackages(["postgresql-15", "pgbouncer"]);
const lines: string[] = [];
let good = true;
for (const name of wanted) {
  const lacking = missing(name);
  const { line, well } =
    end - performance.now() < most * 1000
      ? { line: "not tried: the time is up", well: true }
      : lacking.length > 0
        ? { line: `not tried: ${lacking.join(" and ")} missing, and could not be installed`, well: true }
        : await tryOn(name);
  lines.push(`${name.padEnd(12)} ${line}`);
  good &&= well;
}
process.stdout.write(`${lines.join("\n")}\n`);
process.exit(good ? 0 : 1);

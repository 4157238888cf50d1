import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { migrate } from "#server/database/migrate.ts";
import { openPool } from "#server/database/pool.ts";
import { launchPostgres } from "#server/postgres/launch.ts";
import { readCases } from "./case.ts";
import { judge } from "./judge.ts";
import { makeStand } from "./stand.ts";

/**
 * `npm run cases [-- FOLDER]`: tries the cases of a folder, by default of this one, on the product and a database of its own. Prints a
 * line for each, with what is wrong below it, and at last how many passed; exits with 1 where one failed, or none was there.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const [given] = process.argv.slice(2);
// npm runs a script in the project's folder, and says where the person was.
const folder = given === undefined ? import.meta.dirname : resolve(process.env["INIT_CWD"] ?? process.cwd(), given);

const cases = await readCases(folder).catch((error: unknown) => {
  say(`The cases of ${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
const home = await mkdtemp(join(tmpdir(), `relaymap-test-${process.pid}-`));
const postgres = await launchPostgres({ folder: home, throwaway: true });
const db = openPool({ url: postgres.url, max: 8, name: "cases" });
let failed = 0;
try {
  await migrate(db);
  const stand = await makeStand(db);
  for (const one of cases) {
    const faults = await judge(stand, one);
    if (faults.length > 0) failed += 1;
    say(`${faults.length === 0 ? "passed" : "FAILED"}  ${one.name}  (${one.kind}) ${one.about}`);
    for (const fault of faults) say(`        ${fault}`);
  }
  await stand.close();
} finally {
  await db.destroy();
  await postgres.stop();
  await rm(home, { recursive: true, force: true });
}
say(`${cases.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** All benches, one after the other, since they share two cores. Each prints JSON lines. `node bench/run.ts [name …]` runs some. */
const all = ["engine", "w1", "lanes", "start", "editor"];
const chosen = process.argv.length > 2 ? process.argv.slice(2) : all;

let failed = 0;
for (const name of chosen) {
  const file = join(import.meta.dirname, `${name}.ts`);
  if (!existsSync(file)) {
    process.stderr.write(`There is no bench ${JSON.stringify(name)}. There are: ${all.join(", ")}.\n`);
    process.exit(2);
  }
  const { status } = spawnSync(process.execPath, [file], { stdio: "inherit" });
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";

/**
 * All benches, one after the other, since they share two cores. Each prints JSON lines. `node bench/run.ts [name [its arguments] …]`
 * runs some; docs/benches.md says what each takes.
 */
const all = [
  "engine",
  "backtest",
  "w1",
  "workers",
  "polling",
  "lanes",
  "links",
  "events",
  "live",
  "why",
  "start",
  "editor",
  "pages",
  "program",
];
const chosen: { name: string; args: string[] }[] = [];
for (const word of process.argv.slice(2)) {
  if (chosen.length > 0 && !all.includes(word)) chosen.at(-1)!.args.push(word);
  else chosen.push({ name: word, args: [] });
}

let failed = 0;
for (const { name, args } of chosen.length > 0 ? chosen : all.map((each) => ({ name: each, args: [] }))) {
  if (!all.includes(name)) {
    process.stderr.write(`There is no bench ${JSON.stringify(name)}. There are: ${all.join(", ")}.\n`);
    process.exit(2);
  }
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...args], {
    stdio: "inherit",
  });
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);

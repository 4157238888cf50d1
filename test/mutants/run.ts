import { spawn } from "node:child_process";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { mutants } from "./list.ts";
import type { Mutant } from "./mutant.ts";
import { home, plant } from "./plant.ts";

/**
 * `npm run test:mutants [-- WORDS [' | ' OTHER WORDS]]`: plants each fault (or those whose name holds the words) into a copy of the project and runs the tests
 * that should notice. Prints a table; exits with 1 where one survives, or where the tests are red without a fault.
 */
const wanted = process.argv.slice(2).join(" ");
const chosen = mutants.filter(({ name }) => wanted.split(" | ").some((words) => name.includes(words)));
const minutes = 10;
const left = new Set([".git", "node_modules", "dist", "data"]);

const copy = await mkdtemp(join(tmpdir(), "relaymap-mutants-"));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
let survivors = 0;
try {
  await cp(home, copy, {
    recursive: true,
    filter: (path) => !left.has(path.slice(home.length + 1).split("/")[0] ?? ""),
  });
  await symlink(join(home, "node_modules"), join(copy, "node_modules"));
  const files = [...new Set(chosen.flatMap(({ tests }) => tests))];
  if ((await run(files)) !== "green") {
    say("The tests are red without any fault: nothing can be told.");
    process.exitCode = 1;
  } else {
    for (const mutant of chosen) await infect(mutant);
    say(`${chosen.length - survivors} of ${chosen.length} faults noticed, ${survivors} survived`);
    if (survivors > 0 || chosen.length === 0) process.exitCode = 1;
  }
} finally {
  await rm(copy, { recursive: true, force: true });
}

async function infect(mutant: Mutant): Promise<void> {
  const path = join(copy, mutant.file);
  const begun = performance.now();
  await writeFile(path, await plant(mutant));
  // Of several test files the first that turns red is enough.
  let outcome: Outcome = "green";
  for (const test of mutant.tests) {
    outcome = await run([test]);
    if (outcome !== "green") break;
  }
  await cp(join(home, mutant.file), path);
  if (outcome === "green") survivors += 1;
  const seconds = Math.round((performance.now() - begun) / 1000);
  say(
    `${outcome === "green" ? "SURVIVED" : "noticed "}  ${mutant.name}  (${mutant.promise}; ${mutant.file}; ${seconds} s)`,
  );
}

type Outcome = "green" | "red" | "late";

/** Tests that hang because of a fault have noticed it. */
function run(files: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const args = ["server/node.js", "vitest", "run", "--bail", "1", "--exclude", "test/mutants/**", ...files];
    const child = spawn(process.execPath, args, { cwd: copy, stdio: "ignore", detached: true });
    const timer = setTimeout(() => {
      process.kill(-child.pid!, "SIGKILL");
      resolve("late");
    }, minutes * 60_000);
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? "green" : "red");
    });
  });
}

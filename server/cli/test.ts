import { parseArgs } from "node:util";
import { compile } from "#engine/compile.ts";
import { runTests } from "../maps/tests.ts";
import { loadNodes } from "../nodes.ts";
import { checkCron } from "../time/cron.ts";
import type { Command } from "./command.ts";
import { filePublishers, language, onlyFile, print, readMapFile, sayProblems } from "./map-file.ts";

export const command: Command = {
  name: "test",
  usage: "<map.json> [--json]",
  help: `Runs the tests that a map keeps and prints a line for each: ok, or what is not as it must be.

Reads no source and publishes nothing. Each test sends its item through the map, alone and at its own time; the accounts are those that the
file lists, and those that its steps and tests name. - instead of a file reads standard input. The exit code is 1 where a test fails or the
map has errors, else 0.

--json  prints a JSON array: the tests with what they got`,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: "boolean", default: false } },
    });
    const value = await readMapFile(onlyFile(positionals));
    const nodes = await loadNodes();
    const { plan, problems } = compile(value, nodes, { checkCron });
    if (plan === null) {
      sayProblems(problems.filter(({ severity }) => severity === "error"));
      return 1;
    }
    const tried = runTests({ nodes }, plan, { accounts: filePublishers(plan.document) });
    if (values.json) print(JSON.stringify(tried, null, 2));
    else for (const { name, why } of tried) print(why === null ? `ok    ${name}` : `FAIL  ${name}: ${why[language]}`);
    if (!values.json && tried.length === 0) print(language === "fr" ? "Aucun test." : "No tests.");
    return tried.some(({ why }) => why !== null) ? 1 : 0;
  },
};

import { parseArgs } from "node:util";
import { compile } from "#engine/compile.ts";
import { checkCron } from "../time/cron.ts";
import { loadNodes } from "../nodes.ts";
import type { Command } from "./command.ts";
import { language, onlyFile, print, problemLine, readMapFile } from "./map-file.ts";

export const command: Command = {
  name: "check",
  usage: "<map.json> [--json]",
  help: `Checks a map and prints every problem: where it sits, what is wrong and what to do.

- instead of a file reads standard input. The exit code is 1 where an error would forbid publishing, else 0.

--json  prints the problems as a JSON array, with their codes and both languages`,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: "boolean", default: false } },
    });
    const value = await readMapFile(onlyFile(positionals));
    const { problems } = compile(value, await loadNodes(), { checkCron });
    if (values.json) print(JSON.stringify(problems, null, 2));
    else for (const problem of problems) print(problemLine(problem));
    if (!values.json && problems.length === 0) print(language === "fr" ? "Aucun problème." : "No problems.");
    return problems.some(({ severity }) => severity === "error") ? 1 : 0;
  },
};

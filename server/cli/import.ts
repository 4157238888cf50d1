import { parseArgs } from "node:util";
import { compile } from "#engine/compile.ts";
import { checkCron } from "../time/cron.ts";
import { knownTo } from "../maps/check.ts";
import { createMap } from "../maps/edit.ts";
import type { Command } from "./command.ts";
import { onlyFile, print, readMapFile, sayProblems } from "./map-file.ts";
import { withServices } from "./open-services.ts";

export const command: Command = {
  name: "import",
  usage: "<map.json> [--workspace <name or id>]",
  help: `Puts a map file into the workspace as a new draft and prints the map's id.

- instead of a file reads standard input. A draft may have problems: they are printed, and forbid only publishing.
The file's list of accounts is left out: the workspace has its own.`,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { workspace: { type: "string" } },
    });
    const value = await readMapFile(onlyFile(positionals));
    return await withServices(values.workspace, async ({ services, workspaceId, memberId }) => {
      const known = await knownTo(services.db, workspaceId);
      const { document, problems } = compile(value, services.nodes, { ...known, checkCron });
      sayProblems(problems);
      if (document === null) return 1;
      const { accounts: _, ...rest } = document;
      print(await createMap(services, { workspaceId, memberId }, { name: document.name, document: rest }));
      return 0;
    });
  },
};

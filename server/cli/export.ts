import process from "node:process";
import { parseArgs } from "node:util";
import { serialise } from "#engine/serialise.ts";
import { AppError } from "../errors.ts";
import { readDocument } from "../maps/row.ts";
import { findVersion } from "../maps/versions.ts";
import type { Services } from "../ports.ts";
import { type Command, UsageError } from "./command.ts";
import { withServices } from "./open-services.ts";

export const command: Command = {
  name: "export",
  usage: "<map> [--draft] [--workspace <name or id>]",
  help: `Writes a map as a JSON document to standard output; the same map gives the same bytes.

<map> is its name or id. The live version is written, with --draft the draft; a map without a live version gives its draft.`,
  run: async (args) => {
    const options = { draft: { type: "boolean", default: false }, workspace: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [wanted, ...more] = positionals;
    if (wanted === undefined || more.length > 0) throw new UsageError("Which map? Give its name or id.");
    return await withServices(values.workspace, async ({ services, workspaceId }) => {
      const map = await findByName(services, workspaceId, wanted);
      const live =
        values.draft || map.live_version === null
          ? null
          : await findVersion(services, workspaceId, map.id, map.live_version);
      process.stdout.write(serialise(readDocument(live?.document ?? map.draft)));
      return 0;
    });
  },
};

async function findByName({ db }: Services, workspaceId: string, wanted: string) {
  const maps = await db
    .selectFrom("map")
    .select(["id", "name", "draft", "live_version"])
    .where("workspace_id", "=", workspaceId)
    .where("state", "<>", "archived")
    .orderBy("created_at")
    .limit(10_000)
    .execute();
  const fitting = maps.filter(({ id, name }) => id === wanted || name === wanted);
  const [map, ...more] = fitting;
  if (map !== undefined && more.length === 0) return map;
  const names = (map === undefined ? maps : fitting)
    .slice(0, 20)
    .map(({ id, name }) => `${name} (${id})`)
    .join(", ");
  throw new AppError("which_map", 404, {
    en:
      map === undefined
        ? `There is no map ${JSON.stringify(wanted)}. There are: ${names || "none"}.`
        : `Several maps have this name; give the id: ${names}.`,
    fr:
      map === undefined
        ? `Il n’y a pas de carte ${JSON.stringify(wanted)}. Il y a : ${names || "aucune"}.`
        : `Plusieurs cartes portent ce nom ; donnez l’identifiant : ${names}.`,
  });
}

import process from "node:process";
import { type Opened, withServices } from "#server/cli/open-services.ts";
import { createLog } from "#server/log.ts";
import { createMap } from "#server/maps/edit.ts";
import { publishMap } from "#server/maps/publish.ts";
import { draw } from "#server/maps/templates/draw.ts";
import { readSettings } from "#server/settings.ts";
import { start } from "#server/start.ts";

/**
 * The product in `bench polling`: `node bench/polling/engine.ts seed|work FEEDS_PORT MAPS SOURCES MINUTES`, with DATABASE_URL and DATA_DIR
 * set. `seed` publishes the maps and ends; `work` is a real worker, which says `{ ready }` and answers "figures".
 */
const [part, ...given] = process.argv.slice(2);
const [feeds = 0, maps = 0, sources = 0, minutes = 0] = given.map(Number);
process.env["RELAYMAP_DEMO"] = "off";
process.env["RELAYMAP_ALLOW_HOSTS"] = `127.0.0.1:${feeds}`;

/** Sources, a filter, a text and one account, as a map of the usual kind has them. */
function drawing(map: number) {
  const ids = Array.from({ length: sources }, (_, index) => `feed-${index}`);
  return draw({
    name: `Map ${map}`,
    description: "",
    nodes: [
      ...ids.map((id, index) => ({
        id,
        type: "rss",
        config: { url: `http://127.0.0.1:${feeds}/feed/${map * sources + index}` },
        at: [0, index] as [number, number],
      })),
      { id: "keep", type: "keywords", config: { mode: "any", words: ["story"], fields: ["title"] }, at: [1, 0] },
      { id: "write", type: "template", config: { template: "{{title}} {{link}}" }, at: [2, 0] },
      { id: "people", type: "ambassadors", config: {}, at: [3, 0] },
    ],
    wires: [...ids.map((id) => `${id}>keep`), "keep>write", "write>people"],
    schedule: { kind: "interval", minutes },
  });
}

async function seed({ services, ...actor }: Opened): Promise<void> {
  for (let map = 0; map < maps; map += 1) {
    const id = await createMap(services, actor, { name: `Map ${map}`, document: drawing(map) });
    await publishMap(services, actor, id, { revision: 1, note: "" });
  }
}

if (part === "seed") {
  await withServices(undefined, seed);
  process.exit(0);
}
const begun = performance.now();
const settings = readSettings(process.env, "worker");
const running = await start(settings, { log: createLog({ level: settings.logLevel }), progress: () => {} });
process.on("message", (message: unknown) => {
  if (message === "figures") {
    const { user, system } = process.cpuUsage();
    process.send?.({ figures: { cpu: (user + system) / 1e6, rssMb: process.resourceUsage().maxRSS / 1024 } });
  }
  if (message === "stop") void running.stop().then(() => process.exit(0));
});
process.on("disconnect", () => process.exit(1));
process.send?.({ ready: (performance.now() - begun) / 1000 });

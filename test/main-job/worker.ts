import process from "node:process";
import { createLog } from "#server/log.ts";
import { readSettings } from "#server/settings.ts";
import { start } from "#server/start.ts";

/**
 * A worker of the product in a process of its own, which a test may kill: `node test/main-job/worker.ts NETWORKS`, where
 * NETWORKS is JSON of `Settings["networks"]`; the other settings are in the environment. Says `ready`; a message stops it.
 */
const settings = {
  ...readSettings({ ...process.env, RELAYMAP_DEMO: "off" }, "worker"),
  networks: JSON.parse(process.argv[2] ?? "{}"),
};
const running = await start(settings, { log: createLog({ level: settings.logLevel }), progress: () => {} });
process.on("message", () => void running.stop().then(() => process.exit(0)));
process.on("disconnect", () => process.exit(1));
process.send?.("ready");

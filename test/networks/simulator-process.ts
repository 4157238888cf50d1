import { pino } from "pino";
import { startSimulators } from "#server/simulators/start.ts";

/** The simulators in a process of their own, to be killed. Says where they are and gives one token for each network. */
const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error("usage: simulator-process.ts <data folder>");
const simulators = await startSimulators({
  host: "127.0.0.1",
  port: 0,
  dataDir,
  log: pino({ level: "silent" }),
  budgets: { x: { calls: 100_000, seconds: 900 } },
});
process.stdout.write(
  `${JSON.stringify({ base: simulators.base, token: simulators.issueToken("x", "lea_martin").tokens.access })}\n`,
);

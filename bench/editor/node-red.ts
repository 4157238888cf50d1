import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { installPeer } from "#test/peers/install.ts";
import { freePort, runFile } from "#test/support/program.ts";

/** The real Node-RED, of the version in test/peers/node-red, on this machine only, with a folder of its own and this flow. */
export async function openNodeRed(flow: unknown): Promise<{ address: string; close: () => Promise<void> }> {
  const peer = await installPeer("node-red");
  const folder = await mkdtemp(join(tmpdir(), "relaymap-node-red-"));
  const port = await freePort();
  const settings = {
    uiHost: "127.0.0.1",
    uiPort: port,
    userDir: folder,
    flowFile: "flows.json",
    credentialSecret: false,
    telemetry: { enabled: false, updateNotification: false },
    externalModules: { autoInstall: false, palette: { allowInstall: false }, modules: { allowInstall: false } },
    editorTheme: { projects: { enabled: false }, tours: false },
    logging: { console: { level: "info", metrics: false, audit: false } },
  };
  await writeFile(join(folder, "settings.cjs"), `module.exports = ${JSON.stringify(settings)};\n`);
  await writeFile(join(folder, "flows.json"), JSON.stringify(flow));
  const program = runFile(
    process.execPath,
    [join(peer, "node_modules/node-red/red.js"), "--settings", join(folder, "settings.cjs"), "--userDir", folder],
    { env: { PATH: process.env["PATH"] ?? "", HOME: folder, LANG: "C", NODE_ENV: "production" } },
  );
  const close = async (): Promise<void> => {
    program.child.kill("SIGTERM");
    await program.ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await program.says(/Started flows/);
  } catch (error) {
    await close();
    throw error;
  }
  return { address: `http://127.0.0.1:${port}`, close };
}

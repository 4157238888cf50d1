import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createServer } from "vite";
import type * as Editor from "#editor/networks.ts";
import { plainFiles } from "../../vite.config.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A copy of the toy network in a folder of its own, where its imports mean the same as in this project. */
export type ToyFolder = {
  /** Of the temporary project: `nodes/` stands below it. */
  root: string;
  nodes: URL;
  /** Changes a file of the toy: the words must stand in it. */
  change: (file: string, from: string, to: string) => Promise<void>;
  /** The editor's own door to the networks, served over this folder by the editor's bundler. */
  editor: () => Promise<{ load: () => Promise<typeof Editor>; close: () => Promise<void> }>;
  remove: () => Promise<void>;
};

/** A project of one folder, `nodes/<name>`, with the toy in it. */
export async function toyFolder(name = "pinboard"): Promise<ToyFolder> {
  const home = await mkdtemp(join(tmpdir(), "relaymap-toy-"));
  const folder = join(home, "nodes", name);
  await mkdir(folder, { recursive: true });
  await cp(join(root, "test/contract/toy"), folder, { recursive: true });
  await writeFile(
    join(home, "package.json"),
    JSON.stringify({ type: "module", imports: { "#engine/*": "./engine/*" } }),
  );
  for (const shared of ["engine", "node_modules"]) await symlink(join(root, shared), join(home, shared), "dir");
  return {
    root: home,
    nodes: pathToFileURL(`${join(home, "nodes")}/`),
    change: async (file, from, to) => {
      const text = await readFile(join(folder, file), "utf8");
      if (!text.includes(from)) throw new Error(`${file} of the toy does not say: ${from}`);
      await writeFile(join(folder, file), text.replace(from, to));
    },
    editor: async () => {
      await mkdir(join(home, "editor"));
      await cp(join(root, "editor/networks.ts"), join(home, "editor/networks.ts"));
      const server = await createServer({
        configFile: false,
        root: home,
        logLevel: "silent",
        plugins: [plainFiles()],
        server: { middlewareMode: true, ws: false, watch: null },
      });
      return {
        load: () => server.ssrLoadModule("/editor/networks.ts") as Promise<typeof Editor>,
        close: () => server.close(),
      };
    },
    remove: () => rm(home, { recursive: true }),
  };
}

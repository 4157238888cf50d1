import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A copy of the toy network in a folder of its own, where its imports mean the same as in this project. */
export type ToyFolder = {
  /** Of the temporary project: `nodes/` stands below it. */
  root: string;
  nodes: URL;
  /** Changes a file of the toy: the words must stand in it. */
  change: (file: string, from: string, to: string) => Promise<void>;
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
    remove: () => rm(home, { recursive: true }),
  };
}

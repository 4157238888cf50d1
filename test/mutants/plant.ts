import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mutant } from "./mutant.ts";

/** The project's own folder. */
export const home = join(import.meta.dirname, "../..");

/** The mutant's file with the fault in it. Throws where what it replaces does not stand there exactly once. */
export async function plant({ name, file, from, to }: Mutant, root = home): Promise<string> {
  const text = await readFile(join(root, file), "utf8");
  const parts = text.split(from);
  if (parts.length !== 2)
    throw new Error(
      `“${name}”: ${file} has ${parts.length - 1} places that read ${JSON.stringify(from)}; it must be one.`,
    );
  return parts.join(to);
}

import { readdir } from "node:fs/promises";
import type { Template } from "./templates/letter.ts";

const home = new URL("./templates/", import.meta.url);

/** Every kind of mail, by its name. What a template is filled with is checked by the template itself, before it is written. */
export type Templates = ReadonlyMap<string, Template<unknown>>;

/** Finds every mail in `templates/`: adding one adds one file there. Rejects with the file's name where it is none. */
export async function loadTemplates(folder: URL = home): Promise<Templates> {
  const found = new Map<string, Template<unknown>>();
  for (const file of (await readdir(folder)).toSorted()) {
    // `letter.ts` says what a template is; everything else is one.
    if (!file.endsWith(".ts") || file.endsWith(".test.ts") || file === "letter.ts") continue;
    const { template } = (await import(new URL(file, folder).href)) as { template?: Template<unknown> };
    const name = file.replace(/\.ts$/u, "");
    if (template?.name !== name)
      throw new Error(`server/mail/templates/${file} exports no \`template\` called "${name}".`);
    found.set(name, template);
  }
  return found;
}

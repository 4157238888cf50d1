import { error } from "#engine/problem.ts";
import { salvage, type Salvaged, withoutSecrets } from "#engine/salvage.ts";
import { placed } from "../drawing/placed.ts";
import { manifests, readManifests, typesOn } from "../nodes.ts";

/** What was found in a file that somebody opened: a drawing, and all that is wrong with it. `file`: its name. */
export type FileFound = Salvaged & { file: string };

/** A map has a tenth of it at most; more is not even read. */
const mostBytes = 20_000_000;

/** Reads a map from a file, as far as it makes sense. Stores nothing, and never rejects. */
export async function readFile(file: File): Promise<FileFound> {
  const refused = (en: string, fr: string): FileFound => ({
    file: file.name,
    document: null,
    problems: [error("too-large", en, fr)],
  });
  if (file.size > mostBytes)
    return refused(
      `The file has ${Math.round(file.size / 1_000_000)} MB: no map is so large.`,
      `Le fichier fait ${Math.round(file.size / 1_000_000)} Mo : aucune carte n’est si grande.`,
    );
  try {
    const found = salvage(await file.text(), file.name.replace(/\.json$/iu, "") || "?");
    if (found.document === null) return { ...found, file: file.name };
    await readManifests(typesOn(found.document));
    const { document, problems } = withoutSecrets(found.document, manifests);
    return {
      file: file.name,
      document: document === null ? null : placed(document),
      problems: [...found.problems, ...problems],
    };
  } catch {
    return refused(
      "The file cannot be read. Has it been moved, or is the connection gone?",
      "Le fichier ne peut pas être lu. A-t-il été déplacé, ou la connexion est-elle coupée ?",
    );
  }
}

import { foreignDocument, readDocument } from "./document.ts";
import { MapDocument, MapEdge, MapNode } from "./map.ts";
import type { Manifest } from "./node.ts";
import { error, type Problem, warning } from "./problem.ts";
import { plainSecrets } from "./secret.ts";
import { readText } from "./serialise.ts";

/** Beyond it no drawing can be looked at; the largest that people draw are a hundredth as wide. */
const farthest = 1_000_000;

/** `document` null: the file is refused whole, and `problems` say why. Else it is what could be taken, and `problems` all that could not. */
export type Salvaged = { document: MapDocument | null; problems: Problem[] };

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Takes a map from a file as far as it makes sense, and says everything that it leaves out or puts right. What can be seen and mended on the
 * canvas (settings, unknown types, wires of the wrong kind, circles) is taken as it is: the compiler names it there. `name`: of a file whose map has
 * none. Never throws; nothing of a refused file is handed out. Settings with secrets: see `withoutSecrets`.
 */
export function salvage(text: string, name: string): Salvaged {
  const read = readText(text);
  if ("problems" in read) return { document: null, problems: read.problems };
  const { rest, problems } = readDocument(read.value);
  if (rest === null) return { document: null, problems };
  const raw = read.value as Plain;
  if (!Array.isArray(raw["nodes"])) return { document: null, problems: [foreignDocument()] };
  const hidden = { count: 0 };
  const nodes = takeNodes(raw["nodes"], problems);
  const document = MapDocument.parse({
    ...frameOf(raw, name),
    nodes,
    edges: takeEdges(raw["edges"], nodes, problems),
  });
  const whole = plainText(document, hidden);
  if (hidden.count > 0)
    problems.push(
      warning(
        "hidden-signs",
        `${hidden.count} texts held signs that nobody sees (control characters, or turns of the writing direction in names). They were taken out.`,
        `${hidden.count} textes contenaient des signes invisibles (caractères de contrôle, ou changements du sens d’écriture dans des noms). Ils ont été retirés.`,
      ),
    );
  return { document: whole, problems };
}

/** The same drawing without what stands where a secret's name belongs. `manifests`: of its types. */
export function withoutSecrets(document: MapDocument, manifests: ReadonlyMap<string, Manifest>): Salvaged {
  const problems: Problem[] = [];
  const nodes = document.nodes.map((node) => {
    const manifest = manifests.get(node.type);
    const plain = manifest === undefined ? [] : plainSecrets(node, manifest);
    if (manifest === undefined || plain.length === 0) return node;
    problems.push(
      error(
        "plain-secret",
        "A secret stood in the file. It was left out: store it in Relaymap, and choose it in this step. Who has the file has the secret, too.",
        "Un secret figurait dans le fichier. Il a été retiré : enregistrez-le dans Relaymap et choisissez-le dans cette étape. Qui a le fichier a aussi le secret.",
        { node: node.id },
      ),
    );
    const config = { ...node.config, ...Object.fromEntries(plain.map(({ field }) => [field!, null])) };
    const mended = { ...node, config };
    // An older form may have it under another name: then nothing of the settings is kept.
    return plainSecrets(mended, manifest).length === 0
      ? mended
      : { ...node, version: manifest.version, config: manifest.defaults as MapNode["config"] };
  });
  return { document: { ...document, nodes }, problems };
}

/** Everything but steps and wires: what does not fit is as in a new map. */
function frameOf(raw: Plain, name: string): Plain {
  const { nodes: _nodes, edges: _edges, ...given } = raw;
  const frame: Plain = { ...given, schema: 1 };
  const title = typeof given["name"] === "string" ? given["name"].trim().slice(0, 120) : "";
  frame["name"] = title === "" ? name.slice(0, 120) : title;
  const read = MapDocument.safeParse(frame);
  if (read.success) return frame;
  for (const issue of read.error.issues) {
    if (issue.code === "unrecognized_keys" && issue.path.length === 0) for (const key of issue.keys) delete frame[key];
    else delete frame[String(issue.path[0])];
  }
  return frame;
}

const optional = new Set(["title", "config", "position", "disabled", "version"]);

/** The steps that can be taken, no two of one id. */
function takeNodes(list: readonly unknown[], problems: Problem[]): MapNode[] {
  const taken = new Set(list.flatMap((raw) => (isPlain(raw) && typeof raw["id"] === "string" ? [raw["id"]] : [])));
  const [nodes, used] = [[] as MapNode[], new Set<string>()];
  const fresh = (): string => {
    for (let n = 2; ; n += 1)
      if (!taken.has(`step-${n}`)) {
        taken.add(`step-${n}`);
        return `step-${n}`;
      }
  };
  let far = 0;
  for (const raw of list) {
    const node = takeNode(raw, fresh);
    if (node === null) continue;
    const twice = used.has(node.id);
    const id = twice ? fresh() : node.id;
    if (twice)
      problems.push(
        warning(
          "duplicate-id",
          `Two steps have the id "${node.id}". The second was given another; the wires stay with the first.`,
          `Deux étapes ont l’identifiant « ${node.id} ». La seconde en a reçu un autre ; les liens restent à la première.`,
          { node: id },
        ),
      );
    used.add(id);
    const { x, y } = node.position;
    const away = Math.abs(x) > farthest || Math.abs(y) > farthest;
    if (away) far += 1;
    nodes.push({ ...node, id, ...(away ? { position: { x: 0, y: 0 } } : {}) });
  }
  if (far > 0)
    problems.push(
      warning(
        "far-away",
        `${far} steps stood where nobody finds them. They were put with the others.`,
        `${far} étapes se trouvaient hors d’atteinte. Elles ont été rapprochées des autres.`,
      ),
    );
  return nodes;
}

/** A step whose type is known to be one; what else of it does not fit is as in a new step. */
function takeNode(raw: unknown, fresh: () => string): MapNode | null {
  const read = MapNode.safeParse(raw);
  if (read.success) return read.data;
  if (!isPlain(raw)) return null;
  const mended: Plain = { ...raw };
  for (const issue of read.error.issues) {
    const key = String(issue.path[0] ?? "");
    if (issue.code === "unrecognized_keys" && issue.path.length === 0)
      for (const each of issue.keys) delete mended[each];
    else if (key === "title" && typeof mended["title"] === "string") mended["title"] = mended["title"].slice(0, 120);
    else if (key === "id") mended["id"] = fresh();
    else if (optional.has(key)) delete mended[key];
  }
  return MapNode.safeParse(mended).data ?? null;
}

/** The wires between steps that are there, no two of one id. */
function takeEdges(list: unknown, nodes: readonly MapNode[], problems: Problem[]): MapEdge[] {
  const there = new Set(nodes.map(({ id }) => id));
  const ids = new Set<string>();
  let loose = 0;
  const taken = (Array.isArray(list) ? list : []).flatMap((raw, index): MapEdge[] => {
    const named = isPlain(raw) && typeof raw["id"] === "string" && !ids.has(raw["id"]);
    const read = MapEdge.safeParse(named || !isPlain(raw) ? raw : { ...raw, id: `wire-${index}` });
    if (!read.success) return [];
    const { id, from, to } = read.data;
    if (!there.has(from.node) || !there.has(to.node)) {
      loose += 1;
      return [];
    }
    ids.add(id);
    return [read.data];
  });
  if (loose > 0)
    problems.push(
      warning(
        "missing-node",
        `${loose} wires led to steps that are not there. They were left out.`,
        `${loose} liens menaient à des étapes absentes. Ils n’ont pas été repris.`,
      ),
    );
  return taken;
}

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const control = /[\0-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu;
/** What turns the direction of writing: in a name it makes one thing look like another. */
const turning = /[\u202A-\u202E\u2066-\u2069]/gu;

/** Without signs that nobody sees and that can be neither stored nor trusted. */
function plainText(document: MapDocument, hidden: { count: number }): MapDocument {
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === "string") {
      const shown = value.replace(control, "").toWellFormed();
      const said = key === "name" || key === "title" ? shown.replace(turning, "") : shown;
      if (said !== value) hidden.count += 1;
      return said;
    }
    if (Array.isArray(value)) return value.map((each) => walk(each, key));
    if (!isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [walk(name, ""), walk(each, name)]));
  };
  const said = walk(document, "") as MapDocument;
  return said.name === "" ? { ...said, name: "?" } : said;
}

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync, Visitor } from "oxc-parser";

const root = fileURLToPath(new URL("../..", import.meta.url));

export type Source = {
  /** From the project's root, with slashes. */
  path: string;
  lines: number;
  /** A file of ours (`engine/item.ts`), or a package or `node:` module as it is written. */
  imports: string[];
  /** Those of them that are loaded when it runs, and not only looked at for their types. */
  loads: string[];
  /** Of what must arrive through a context: `Date.now()`, `new Date()`, `Math.random()`. */
  clocks: string[];
  /** What is said in it: strings, the fixed pieces of templates, words between tags, and the names of properties. Imports are not. */
  words: string[];
  /** Relative imports without a file's ending, which Node does not resolve. */
  bare: string[];
};

/** Every module below a room, read with a real parser. */
export function readSources(room: string): Source[] {
  const names = readdirSync(join(root, room), { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => /\.(ts|tsx|js)$/.test(name) && !name.endsWith(".d.ts"));
  return files.map((name) => readSource(join(room, name).split(sep).join("/")));
}

export function readSource(path: string): Source {
  const text = readFileSync(join(root, path), "utf8");
  const parsed = parseSync(path, text);
  if (parsed.errors.length > 0) throw new Error(`${path} cannot be parsed: ${parsed.errors[0]?.message}`);
  const written = new Set<string>();
  const loaded = new Set<string>();
  const clocks: string[] = [];
  const words: string[] = [];
  const say = (value: unknown): void => void (typeof value === "string" && words.push(value));
  const take = (value: unknown): void => void (typeof value === "string" && written.add(value));
  new Visitor({
    ImportDeclaration: (node) => {
      take(node.source.value);
      if (node.importKind !== "type") loaded.add(node.source.value);
    },
    ExportNamedDeclaration: (node) => take(node.source?.value),
    ExportAllDeclaration: (node) => take(node.source.value),
    ImportExpression: (node) => take(node.source.type === "Literal" ? node.source.value : null),
    TSImportType: (node) => take(node.source.value),
    Literal: (node) => say(node.value),
    TemplateElement: (node) => say(node.value.cooked),
    JSXText: (node) => say(node.value),
    // An `x` beside a `y` is a place, not a network.
    Property: (node) => say(node.key.type === "Identifier" && node.key.name.length > 1 ? node.key.name : null),
    MemberExpression: (node) => {
      const name = text.slice(node.start, node.end);
      if (name === "Date.now" || name === "Math.random") clocks.push(name);
    },
    NewExpression: (node) => {
      if (text.slice(node.start, node.end) === "new Date()") clocks.push("new Date()");
    },
  }).visit(parsed.program);
  const imports = [...written].map((name) => resolve(path, name));
  const bare = [...written].filter((name) => /^[.#]/.test(name) && !/\.\w+(\?\w+)?$/.test(name));
  return {
    path,
    lines: text.split("\n").length - 1,
    imports,
    loads: [...loaded].map((name) => resolve(path, name)),
    clocks,
    words: words.filter((word) => !written.has(word)),
    bare,
  };
}

function resolve(from: string, name: string): string {
  if (name.startsWith("#")) return name.slice(1);
  if (!name.startsWith(".")) return name;
  return relative(root, join(root, posix.join(dirname(from), name)))
    .split(sep)
    .join("/");
}

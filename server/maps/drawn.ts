import { z } from "zod";
import { type Sketch, sketchOf } from "#engine/sketch.ts";
import type { Manifest } from "#engine/node.ts";
import { fold } from "#engine/words.ts";
import type { Services } from "../ports.ts";
import { readDocument } from "./row.ts";

/** What a list shows and finds of a draft: its picture, whatever it says in words, and the accounts that it names. */
export type Drawn = { sketch: Sketch; words: { text: string; folded: string }[]; refs: readonly string[] };

/** Drafts that are remembered, for each set of node types: a few kilobytes each. */
const most = 2_000;
/** Of one draft: a step's list of words may have thousands. */
const mostWords = 400;

/** As steps name an account (engine/ref.ts); an address of the web looks so too, and names none. */
const looksLikeRef = /^[a-z0-9]+:[^/].{0,850}$/u;

/** By the map's id and revision: a draft of one revision never changes. It goes when the node types do. */
const memory = new WeakMap<Services["nodes"], Map<string, Drawn>>();

/** Of the maps, by their ids. Those that are not known yet are read. */
export async function drawnMaps(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  maps: readonly { id: string; revision: number }[],
): Promise<Map<string, Drawn>> {
  const kept = memory.get(nodes) ?? new Map<string, Drawn>();
  memory.set(nodes, kept);
  const keyOf = ({ id, revision }: { id: string; revision: number }) => `${id} ${revision}`;
  const found = new Map<string, Drawn>();
  for (const map of maps) {
    const drawn = kept.get(keyOf(map));
    if (drawn !== undefined) found.set(map.id, drawn);
  }
  const missing = maps.flatMap(({ id }) => (found.has(id) ? [] : [id]));
  for (let start = 0; start < missing.length; start += 200) {
    const drafts = await db
      .selectFrom("map")
      .select(["id", "revision", "draft"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "in", missing.slice(start, start + 200))
      .execute();
    for (const { draft, ...map } of drafts) {
      const drawn = drawnOf(nodes, draft);
      kept.set(keyOf(map), drawn);
      found.set(map.id, drawn);
    }
  }
  for (const key of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(key);
  }
  return found;
}

function drawnOf({ manifests }: Services["nodes"], draft: unknown): Drawn {
  const document = readDocument(draft);
  const refs = new Set<string>();
  const texts = new Set<string>();
  for (const { type, title, config } of document.nodes) {
    if (title !== "") texts.add(title);
    const manifest = manifests.get(type);
    const own = manifest === undefined ? new Set<string>() : choicesOf(manifest);
    for (const text of leaves(config)) {
      if (looksLikeRef.test(text)) refs.add(text);
      // A word of ours that is chosen from a list is none that somebody would look for.
      if (!own.has(text)) texts.add(text.slice(0, 200));
    }
  }
  if (document.description !== "") texts.add(document.description);
  return {
    sketch: sketchOf(document, (type) => manifests.get(type)?.kind),
    words: [...texts].slice(0, mostWords).map((text) => ({ text, folded: fold(text) })),
    refs: [...refs],
  };
}

/** Every text in a step's settings. */
function* leaves(value: unknown): Generator<string> {
  if (typeof value === "string") {
    if (value !== "") yield value;
  } else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) yield* leaves(part);
}

const choices = new WeakMap<Manifest, ReadonlySet<string>>();

/** What a step's settings may be chosen from, as its schema names it. */
function choicesOf(manifest: Manifest): ReadonlySet<string> {
  const known = choices.get(manifest);
  if (known !== undefined) return known;
  const found = new Set<string>();
  JSON.stringify(z.toJSONSchema(manifest.config, { io: "input", unrepresentable: "any" }), (key, value: unknown) => {
    if (key === "enum") for (const one of value as unknown[]) if (typeof one === "string") found.add(one);
    if (key === "const" && typeof value === "string") found.add(value);
    return value;
  });
  choices.set(manifest, found);
  return found;
}

import { useEffect, useReducer } from "react";
import type { Face } from "#engine/face.ts";
import type { Manifest, NodeKind } from "#engine/node.ts";
import { nodeKinds } from "#engine/node.ts";

/**
 * The one door from the editor to the nodes. Of every type under `nodes/` the face is known at once (`?plain`, see vite.config.ts): what a
 * list needs. The whole manifest with its settings comes when a step of that type is on a map, so that a catalogue of fifty steps
 * costs the first load no more than its names.
 */
const plain = import.meta.glob<Face>("../nodes/*/node.ts", { eager: true, query: "?plain", import: "default" });
const whole = import.meta.glob<Manifest>("../nodes/*/node.ts", { import: "manifest" });

export const faces: ReadonlyMap<string, Face> = new Map(
  Object.values(plain)
    .toSorted((a, b) => nodeKinds.indexOf(a.kind) - nodeKinds.indexOf(b.kind) || a.title.en.localeCompare(b.title.en))
    .map((face) => [face.type, face]),
);

export const facesByKind: ReadonlyMap<NodeKind, Face[]> = new Map(
  nodeKinds.map((kind) => [kind, [...faces.values()].filter((face) => face.kind === kind)]),
);

const loaders = new Map(Object.entries(plain).map(([path, { type }]) => [type, whole[path]]));
const read = new Map<string, Manifest>();

/** The manifests that were read so far: a map is drawn only once those of all its steps are here. */
export const manifests: ReadonlyMap<string, Manifest> = read;

const isMissing = (type: string): boolean => loaders.has(type) && !read.has(type);

/** Reads the manifests of these types; a type that is not known here stays unknown. Rejects where the server cannot be reached. */
export async function readManifests(types: Iterable<string>): Promise<void> {
  await Promise.all(
    [...new Set(types)].filter(isMissing).map(async (type) => {
      const manifest = await loaders.get(type)?.();
      if (manifest) read.set(type, manifest);
    }),
  );
}

type Drawn = { nodes: readonly { type: string }[] };

/** The types that stand on some drawings, each once. */
export const typesOn = (...drawings: (Drawn | null | undefined)[]): string[] => [
  ...new Set(drawings.flatMap((drawing) => drawing?.nodes.map(({ type }) => type) ?? [])),
];

/** The same on a page, which is drawn again once they are here. */
export function useManifests(types: Iterable<string>): ReadonlyMap<string, Manifest> {
  const [, again] = useReducer((count: number) => count + 1, 0);
  const missing = [...new Set(types)].filter(isMissing).join(" ");
  useEffect(() => {
    if (missing === "") return;
    let gone = false;
    readManifests(missing.split(" ")).then(
      () => gone || again(),
      () => undefined,
    );
    return () => void (gone = true);
  }, [missing]);
  return manifests;
}

import type { Manifest, NodeKind } from "#engine/node.ts";
import { nodeKinds } from "#engine/node.ts";

/** The one door from the editor to the nodes: every manifest under `nodes/`, found when the editor is built. */
const found = import.meta.glob<Manifest>("../nodes/*/node.ts", { eager: true, import: "manifest" });

export const manifests: ReadonlyMap<string, Manifest> = new Map(
  Object.values(found)
    .toSorted((a, b) => nodeKinds.indexOf(a.kind) - nodeKinds.indexOf(b.kind) || a.title.en.localeCompare(b.title.en))
    .map((manifest) => [manifest.type, manifest]),
);

export const manifestsByKind: ReadonlyMap<NodeKind, Manifest[]> = new Map(
  nodeKinds.map((kind) => [kind, [...manifests.values()].filter((manifest) => manifest.kind === kind)]),
);

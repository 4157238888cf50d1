import type { Brand } from "./brand.ts";
import type { MapDocument } from "./map.ts";
import type { Keeps } from "./kept.ts";
import type { NodeKind } from "./node.ts";
import type { Off } from "./off.ts";
import type { Text } from "./text.ts";

/** A wire of a plan; both ends are known to exist. */
export type PlanEdge = {
  readonly id: string;
  readonly from: { readonly node: string; readonly port: string };
  readonly to: { readonly node: string; readonly port: string };
};

export type PlanNode = {
  readonly id: string;
  readonly type: string;
  readonly kind: NodeKind;
  /** The person's name for it, else the type's title. */
  readonly title: Text;
  /** As its manifest's schema parsed it, upgraded before. */
  readonly config: unknown;
  /** Of a step that keeps items for later. */
  readonly keeps?: Keeps;
  /** Of a step that is switched off: what it does with what arrives. Nothing else of it counts, its config the least. */
  readonly off?: Off;
  /** Ids of the ports its items leave on, in the manifest's order. */
  readonly outputs: readonly string[];
  /** Wires into it, in the order of the document: the first that brings an item wins. */
  readonly inputs: readonly PlanEdge[];
  /** Wires out of it, by port; a port without a wire is absent. */
  readonly wires: ReadonlyMap<string, readonly PlanEdge[]>;
};

/** A compiled map: a DAG whose nodes are in topological order, the same order for the same map. Frozen. */
export type Plan = {
  readonly document: MapDocument;
  readonly nodes: readonly PlanNode[];
  readonly sources: readonly PlanNode[];
  readonly targets: readonly PlanNode[];
  /** Those that keep items for later, and are on. */
  readonly keepers: readonly PlanNode[];
  /** By which posts of the map's campaign are known; absent: it belongs to none. */
  readonly brand?: Brand;
};

import type { Graph } from "./graph.ts";
import type { HouseRules } from "./house.ts";
import type { Manifest, Publisher } from "./node.ts";
import type { Problem } from "./problem.ts";
import { checkReach } from "./reach.ts";
import type { ReadNode } from "./read-node.ts";
import { checkTakers } from "./taken.ts";
import { checkTwice } from "./twice.ts";
import { checkWording, type Sites } from "./wording.ts";

/** What the rules of networks and of the workspace are held against. */
export type Ruled = {
  manifests: ReadonlyMap<string, Manifest>;
  sites: Sites;
  house: HouseRules;
  /** Milliseconds since the epoch; null: nothing is said of permissions that will end. */
  now: number | null;
};

/**
 * All that the rules of networks and of the workspace say of a drawing. The server's: the editor, to which the networks' counting and these
 * are too heavy, gets what came of them with each save.
 */
export function checkNetworks(
  graph: Graph,
  nodes: ReadonlyMap<string, ReadNode>,
  ruled: Ruled,
  accounts: readonly Publisher[],
): Problem[] {
  return [
    ...checkTakers(nodes, ruled),
    ...checkTwice(graph, nodes, ruled, accounts),
    ...checkWording(graph, nodes, ruled, accounts),
    ...checkReach(graph, nodes, ruled, accounts),
  ];
}

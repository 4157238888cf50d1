import type { MapDocument, MapNode } from "#engine/map.ts";
import { inFlow } from "../../drawing/walk.ts";
import { rankOf } from "../../ui/rank.ts";

/** Of all that a step is set to, so much is looked through, in characters. */
const most = 20_000;

/** Every word in a value, however deep: an address, the words of a filter, a sentence. */
function wordsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(wordsOf) : [];
}

/**
 * The steps that a search finds, in the order of the flow, for they are walked one after another: by their own name, their type's in any
 * language, the name of their account, and the words that they are set to.
 */
export function findSteps(
  document: MapDocument,
  query: string,
  namesOf: (node: MapNode) => readonly string[],
): MapNode[] {
  if (query.trim() === "") return [];
  return inFlow(document).filter(
    (node) => rankOf(query, namesOf(node), wordsOf(node.config).join(" ").slice(0, most)) < Infinity,
  );
}

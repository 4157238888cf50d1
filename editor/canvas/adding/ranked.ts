import type { Face } from "#engine/face.ts";
import type { NodeKind } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";
import { faces, useManifests } from "../../nodes.ts";
import { rankOf, ranked as rankedBy } from "../../ui/rank.ts";

const taking = [...faces.values()].filter((face) => face.takes).map((face) => face.type);
const none: string[] = [];

/** The sources that read what is at an address, with the settings that they then have: the address is filled in. */
export function useTakers(query: string): ReadonlyMap<string, unknown> {
  const address = query.trim();
  const manifests = useManifests(address === "" ? none : taking);
  return new Map(
    taking.flatMap((type) => {
      const config: unknown = address === "" ? null : (manifests.get(type)?.takes?.(address) ?? null);
      return config === null ? [] : [[type, config] as const];
    }),
  );
}

/**
 * What a search finds among steps, by kind, the best match and its kind first: one that reads the address that was typed, then by its name,
 * in any language, before by what it does. Without a search all of them, in their own order.
 */
export function ranked(
  all: ReadonlyMap<NodeKind, readonly Face[]>,
  query: string,
  taken: ReadonlyMap<string, unknown>,
  text: (text: Text) => string,
): (readonly [NodeKind, Face[]])[] {
  return rankedBy(all, (face) =>
    taken.has(face.type)
      ? 0
      : rankOf(query, [text(face.title), face.title.en, face.title.fr, face.type], text(face.help)),
  );
}

import type { Face } from "#engine/face.ts";
import type { NodeKind } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";
import { faces, useManifests } from "../../nodes.ts";
import { fold } from "./fold.ts";

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
  const wanted = fold(query.trim());
  const rank = (face: Face): number => {
    if (wanted === "" || taken.has(face.type)) return 0;
    const names = [text(face.title), face.title.en, face.title.fr, face.type].map(fold);
    if (names.some((name) => name.startsWith(wanted))) return 1;
    if (names.some((name) => name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)))) return 2;
    if (names.some((name) => name.includes(wanted))) return 3;
    return fold(text(face.help)).includes(wanted) ? 4 : Infinity;
  };
  const best = (some: readonly Face[]): number => Math.min(...some.map(rank));
  return [...all]
    .map(([kind, each]) => {
      const some = each.filter((face) => rank(face) < Infinity);
      return [kind, some.toSorted((a, b) => rank(a) - rank(b))] as const;
    })
    .filter(([, some]) => some.length > 0)
    .toSorted(([, a], [, b]) => best(a) - best(b));
}

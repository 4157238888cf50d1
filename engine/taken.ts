import { fieldMeta, fieldsOf } from "./issue.ts";
import { webAddress } from "./key.ts";
import type { Manifest } from "./node.ts";
import type { Problem, Repair } from "./problem.ts";
import type { ReadNode } from "./read-node.ts";
import type { Text } from "./text.ts";

/** What feeds' own addresses look like, also those that networks give of their pages. */
export const feedlike = /\.(?:rss|atom|xml|rdf|json)$|\/(?:feeds?|rss|atom)(?:\/|$)/iu;
/** On this very machine anything may stand for anything. */
const local = /^(?:127\.0\.0\.1|localhost|\[::1\])$/u;

type Known = Pick<Manifest, "kind" | "takes" | "config">;

/** The source of its own for what somebody entered as a feed's address. `feed`: that is a feed, which both read, and it the better. */
export type Taker = { type: string; title: Text; config: Record<string, unknown>; feed: boolean };

/**
 * The source that reads what a source of any feeds was given better than this would: a network's page, or a feed that wants more than reading.
 * Null where there is none, and for feeds that networks give of their pages: those are read as they are. Linear in the number of sources.
 */
export function takerOf(given: Known, config: unknown, manifests: ReadonlyMap<string, Manifest>): Taker | null {
  if (given.kind !== "source") return null;
  for (const field of feedFields(given)) {
    const address = (config as Record<string, unknown> | null)?.[field];
    const url = typeof address === "string" ? webAddress(address) : null;
    if (typeof address !== "string" || url === null || local.test(url.hostname)) continue;
    // It is where it belongs.
    if ((given.takes?.(address) ?? null) !== null) continue;
    for (const manifest of manifests.values()) {
      const feed = feedFields(manifest).length > 0;
      const taken = feed || !feedlike.test(url.pathname) ? (manifest.takes?.(address) ?? null) : null;
      if (taken === null || manifest.sure?.(address) === false) continue;
      return { type: manifest.type, title: manifest.title, config: taken as Record<string, unknown>, feed };
    }
  }
  return null;
}

/** Its settings that are the address of a feed. */
export const feedFields = ({ kind, config }: Known): string[] =>
  kind !== "source"
    ? []
    : Object.entries(fieldsOf(config)).flatMap(([name, schema]) => (fieldMeta(schema).control === "url" ? [name] : []));

export const takerWords = ({ title: { en, fr }, feed }: Taker): Text =>
  feed
    ? {
        en: `“${en}” is made for this feed and reads it better. Use that source in place of this one.`,
        fr: `« ${fr} » est faite pour ce flux et le lit mieux. Utilisez cette source à la place.`,
      }
    : {
        en: `This is the address of a page, not of a feed: “${en}” reads it. Use that source in place of this one.`,
        fr: `Cette adresse est celle d’une page, pas d’un flux : « ${fr} » sait la lire. Utilisez cette source à la place.`,
      };

export const takerRepair = ({ type, title, config }: Taker, node: string): Repair => ({
  label: { en: `Read it with “${title.en}”`, fr: `Lire avec « ${title.fr} »` },
  do: "become",
  node,
  type,
  config,
});

/** Feeds of a drawing for which there is a source of its own. */
export function checkTakers(
  nodes: ReadonlyMap<string, ReadNode>,
  { manifests }: { manifests: ReadonlyMap<string, Manifest> },
): Problem[] {
  return [...nodes.values()].flatMap(({ id, config, upgraded }): Problem[] => {
    const manifest = manifests.get(upgraded.type);
    const taker = manifest === undefined || config === null ? null : takerOf(manifest, config, manifests);
    if (taker === null) return [];
    const [message, repair] = [takerWords(taker), takerRepair(taker, id)];
    return [{ code: "rule-own-source", severity: "warning", message, node: id, repair }];
  });
}

import type { Checked } from "../inbox/check.ts";
import type { Services } from "../ports.ts";

type Read = Pick<Checked, "items" | "error">;
type Kept = { at: number; until: number; weight: number; read: Promise<Read> };

/** For how long a reading serves, milliseconds: a person draws on meanwhile. What failed is tried again sooner. */
const serves = { read: 60_000, failed: 15_000 };
/** Remembered of all drafts at most, with each set of node types: sources, and characters of their items. */
const most = { sources: 1_000, characters: 16_000_000 };

/** Goes when the node types do that it was read with. */
const memory = new WeakMap<Services["nodes"], Map<string, Kept>>();

/**
 * What a draft's source listed a moment ago, else what it lists now. A drawing is previewed after every change of it: whoever writes a
 * sentence shall not call the same publisher for each word, nor wait for one that does not answer. `key` names the source and whose it is.
 */
export function readLately(
  { nodes, clock }: Pick<Services, "nodes" | "clock">,
  key: string,
  read: () => Promise<Read>,
): Promise<Read> {
  const kept = memory.get(nodes) ?? new Map<string, Kept>();
  memory.set(nodes, kept);
  const now = clock.now();
  const known = kept.get(key);
  if (known !== undefined && known.at <= now && now < known.until) return known.read;
  const entry: Kept = { at: now, until: now + serves.failed, weight: 0, read: read() };
  kept.delete(key);
  kept.set(key, entry);
  entry.read.then(
    ({ items, error }) => {
      entry.until = clock.now() + (error === null ? serves.read : serves.failed);
      entry.weight = items.reduce((sum, { text, summary }) => sum + 500 + text.length + summary.length, 0);
      shrink(kept);
    },
    () => void (kept.get(key) === entry && kept.delete(key)),
  );
  return entry.read;
}

/** The oldest leave first. */
function shrink(kept: Map<string, Kept>): void {
  let characters = [...kept.values()].reduce((sum, { weight }) => sum + weight, 0);
  for (const [key, { weight }] of kept) {
    if (kept.size <= most.sources && characters <= most.characters) break;
    kept.delete(key);
    characters -= weight;
  }
}

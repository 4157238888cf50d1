import { z } from "zod";
import type { Journal, Stage } from "../simulator.ts";

/** Kept at most; the oldest leave first. */
const most = 100_000;

export type Kept = { id: string; handle: string; at: number };

export type PostsManner<Entry extends Kept> = {
  /** Where the network's ids begin to count, milliseconds since 1970, and the bits below the time that tell two of one moment apart. */
  ids: { epoch: number; bits: number };
  /** What the network remembers beside, of an entry that came and of one that left. */
  added?: (entry: Entry) => void;
  forgotten?: (entry: Entry) => void;
};

/** A simulated network's memory of what it accepted, oldest first, by person and by id. */
export function createPosts<Entry extends Kept>({ ids, added, forgotten }: PostsManner<Entry>) {
  const all: Entry[] = [];
  const byHandle = new Map<string, Entry[]>();
  const byId = new Map<string, Entry>();
  const gone = new Set<string>();
  let lastId = 0n;

  function replay(entry: Entry): void {
    all.push(entry);
    byId.set(entry.id, entry);
    const own = byHandle.get(entry.handle);
    if (own === undefined) byHandle.set(entry.handle, [entry]);
    else own.push(entry);
    added?.(entry);
    if (BigInt(entry.id) > lastId) lastId = BigInt(entry.id);
    if (all.length > most) forget(all.splice(0, most / 10));
  }
  function forget(oldest: Entry[]): void {
    for (const entry of oldest) {
      byId.delete(entry.id);
      gone.delete(entry.id);
      forgotten?.(entry);
    }
    for (const [handle, own] of byHandle)
      byHandle.set(
        handle,
        own.filter(({ id }) => byId.has(id)),
      );
  }
  const there = (entries: readonly Entry[]): readonly Entry[] =>
    gone.size === 0 ? entries : entries.filter(({ id }) => !gone.has(id));
  /** A snowflake: milliseconds above, a counter below; always above the last. */
  function nextId(now: number): string {
    const timed = BigInt(Math.max(0, now - ids.epoch)) << BigInt(ids.bits);
    return (timed > lastId ? timed : lastId + 1n).toString();
  }

  return {
    replay,
    /** What it ever accepted, also what was taken back. */
    ever: (): readonly Entry[] => all,
    all: (): readonly Entry[] => there(all),
    of: (handle: string): readonly Entry[] => there(byHandle.get(handle) ?? []),
    find: (id: string): Entry | null => (gone.has(id) ? null : (byId.get(id) ?? null)),
    drop: (id: string): void => void gone.add(id),
    dropped: (): readonly string[] => [...gone],
    /** Keeps what `make` gives for the new id; it is on disk when this returns. */
    accept: (journal: Journal<Entry>, now: number, make: (id: string) => Entry): Entry => {
      const entry = make(nextId(now));
      journal.append(entry);
      replay(entry);
      return entry;
    },
  };
}
export type Posts<Entry extends Kept> = Pick<ReturnType<typeof createPosts<Entry>>, "all" | "of" | "find">;

const Removal = z.strictObject({ id: z.string().max(100) });

/** How people take posts back: false where it is none of theirs, or gone already. It is on disk when this returns. */
export function createRemovals(
  stage: Pick<Stage, "journal">,
  posts: Pick<ReturnType<typeof createPosts<Kept>>, "find" | "drop" | "dropped">,
): (handle: string, id: string) => boolean {
  const journal = stage.journal("removals", {
    parse: (value) => Removal.parse(value),
    replay: ({ id }) => posts.drop(id),
    snapshot: () => posts.dropped().map((id) => ({ id })),
  });
  return (handle, id) => {
    if (posts.find(id)?.handle !== handle) return false;
    journal.append({ id });
    posts.drop(id);
    return true;
  };
}

import { z } from "zod";
import type { Cursor } from "./node.ts";

/** An entry of a network's list: its id there, and a mark that an edit of it changes. */
export type Entry = { id: string; mark?: string | null };

/** Entries that a source remembers between polls. */
const most = 200;

const Memory = z.object({ listed: z.array(z.tuple([z.string(), z.string()])).catch([]) }).catch({ listed: [] });

/** What a source listed before, newest first, as its cursor keeps it. */
export type Listed = {
  /** Nothing was listed before: this is the first poll. */
  empty: boolean;
  knows: (id: string) => boolean;
  /** Whether these entries are all known as they are. */
  same: (entries: readonly Entry[]) => boolean;
  /**
   * Those that are no longer listed although older ones are: deleted, or only left out; what the list has not reached back to is not
   * among them.
   */
  missing: (entries: readonly Entry[]) => string[];
  /** For the cursor: these entries, then what was known before; without what is `gone`. */
  next: (entries: readonly Entry[], gone?: readonly string[]) => Cursor;
};

export function readListed(cursor: Cursor): Listed {
  const { listed } = Memory.parse(cursor);
  const marks = new Map(listed);
  return {
    empty: listed.length === 0,
    knows: (id) => marks.has(id),
    same: (entries) => listed.length > 0 && entries.every(({ id, mark }) => marks.get(id) === (mark ?? "")),
    missing: (entries) => {
      const there = new Set(entries.map(({ id }) => id));
      const last = listed.findLastIndex(([id]) => there.has(id));
      return listed.slice(0, last + 1).flatMap(([id]) => (there.has(id) ? [] : [id]));
    },
    next: (entries, gone = []) => {
      const left = new Set(gone);
      const now = new Map(entries.map(({ id, mark }) => [id, mark ?? ""] as const));
      const all = [...now, ...listed.filter(([id]) => !now.has(id) && !left.has(id))];
      return { listed: all.slice(0, most) };
    },
  };
}

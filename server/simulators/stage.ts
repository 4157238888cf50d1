import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DemoPerson, Journal, Stage } from "#engine/simulator.ts";
import { createAuthority } from "./authority.ts";
import { openJournal, type Store } from "./journal.ts";

export type StageOptions = {
  base: string;
  /** Of the simulator's files; made where it is missing. */
  folder: string;
  people: readonly DemoPerson[];
  /** Lets somebody new in; null where they are not. */
  join: (name: string) => DemoPerson | null;
  now: () => number;
  /** In place of the network's own numbers, for tests and benches. */
  budget: { calls: number; seconds: number } | null;
  /** Which age of its software it plays; null: the usual one. */
  age: string | null;
};

/** Windows that are counted at most, oldest out first. */
const maxWindows = 10_000;

/** What one simulator runs on. */
export function buildStage({
  base,
  folder,
  people,
  join: enter,
  now,
  budget,
  age,
}: StageOptions): Stage & { close: () => void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const open: (() => void)[] = [];
  const windows = new Map<string, { end: number; used: number }>();

  function journal<Entry>(name: string, store: Store<Entry>): Journal<Entry> {
    const opened = openJournal(join(folder, `${name}.jsonl`), store);
    open.push(opened.close);
    return opened;
  }

  return {
    base,
    people,
    now,
    ...(age === null ? {} : { age }),
    journal,
    authority: (manner) =>
      createAuthority(manner, {
        base,
        people,
        join: enter,
        now,
        random: () => randomBytes(24).toString("base64url"),
        journal: (store) => journal("grants", store),
      }),
    spend: (handle, usual) => {
      const { calls, seconds } = budget ?? usual;
      const end = (Math.floor(now() / (seconds * 1000)) + 1) * seconds * 1000;
      const window = windows.get(handle);
      const used = window?.end === end ? window.used : 0;
      const over = used >= calls;
      windows.delete(handle);
      windows.set(handle, { end, used: over ? used : used + 1 });
      for (const oldest of windows.keys())
        if (windows.size > maxWindows) windows.delete(oldest);
        else break;
      return { over, limit: calls, remaining: Math.max(0, calls - used - 1), reset: end };
    },
    close: () => {
      for (const close of open) close();
    },
  };
}

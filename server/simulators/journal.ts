import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import type { Journal } from "#engine/simulator.ts";

/** Files above this are made smaller on opening, and when they have grown by as much again. */
const compactBytes = 32 * 1024 * 1024;

export type Store<Entry> = {
  parse: (value: unknown) => Entry;
  replay: (entry: Entry) => void;
  snapshot: () => Entry[];
};

/**
 * An append-only file of JSON lines. An entry is written before `append` returns: a SIGKILL of the process cannot lose it
 * (a power cut may: these are simulated networks). A line cut short by a kill, or of another version, is passed over.
 */
export function openJournal<Entry>(file: string, store: Store<Entry>): Journal<Entry> & { close: () => void } {
  for (const line of readLines(file)) {
    const entry = readEntry(line, store.parse);
    if (entry !== null) store.replay(entry);
  }
  let descriptor = openSync(file, "a", 0o600);
  // A torn last line must not swallow the next entry.
  let size = writeSync(descriptor, "\n");
  let limit = compactBytes;

  function compact(): void {
    const smaller = `${file}.new`;
    const target = openSync(smaller, "w", 0o600);
    size = 0;
    for (const entry of store.snapshot()) size += writeSync(target, `${JSON.stringify(entry)}\n`);
    fsyncSync(target);
    closeSync(target);
    closeSync(descriptor);
    renameSync(smaller, file);
    descriptor = openSync(file, "a", 0o600);
    limit = size + compactBytes;
  }

  return {
    append: (entry) => {
      size += writeSync(descriptor, `${JSON.stringify(entry)}\n`);
      if (size > limit) compact();
    },
    close: () => closeSync(descriptor),
  };
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function readEntry<Entry>(line: string, parse: (value: unknown) => Entry): Entry | null {
  if (line === "") return null;
  try {
    return parse(JSON.parse(line));
  } catch {
    return null;
  }
}

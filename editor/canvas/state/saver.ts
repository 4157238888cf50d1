import type { MapDocument } from "#engine/map.ts";
import { flat } from "#engine/difference.ts";
import type { Problem } from "./problem.ts";
import { CallError, isOver } from "../../client.ts";

export type Saved = { revision: number; problems: Problem[] };
export type SaveState =
  | { kind: "saved" }
  | { kind: "waiting" }
  | { kind: "saving" }
  /** Not saved; the next try comes by itself. */
  | { kind: "failed"; error: CallError }
  /** Somebody else saved in between: nothing is sent until a person chose whose drawing stays. */
  | { kind: "conflict"; error: CallError }
  /** The server will not take this drawing at all; an edit may mend it. */
  | { kind: "refused"; error: CallError };

type Given = {
  revision: number;
  document: MapDocument;
  save: (revision: number, document: MapDocument, last: boolean) => Promise<Saved>;
  /** What the server has now, asked for where somebody else saved in between. */
  fresh?: () => Promise<{ revision: number; document: MapDocument }>;
  /** The map has another name there, and nothing else is another: it is ours too from now on. */
  named?: (name: string) => void;
  /** Told of every change of state, and of the problems the server found. */
  tell: (state: SaveState, saved: Saved | null) => void;
  /** Milliseconds of quiet before a save, and between tries. */
  quiet?: number;
  again?: readonly number[];
};

/** Saves a draft after every pause in editing, one request at a time, and keeps trying: an edit is never given up. */
export function createSaver({
  revision: first,
  document,
  save,
  fresh,
  named,
  tell,
  quiet = 700,
  again = [2000, 5000, 10_000, 30_000],
}: Given) {
  let revision = first;
  let stored = document;
  let wanted = document;
  let failures = 0;
  /** Nobody is signed in whose drawing this is: it waits. */
  let held = false;
  let state: SaveState = { kind: "saved" };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;

  const become = (next: SaveState, saved: Saved | null = null): void => {
    state = next;
    tell(state, saved);
  };
  const later = (wait: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), wait);
  };
  const attempt = async (last: boolean): Promise<void> => {
    const sending = wanted;
    become({ kind: "saving" });
    try {
      const saved = await save(revision, sending, last);
      revision = saved.revision;
      stored = sending;
      failures = 0;
      become(wanted === stored ? { kind: "saved" } : { kind: "waiting" }, saved);
      if (wanted !== stored) later(quiet);
    } catch (error) {
      const known =
        error instanceof CallError ? error : new CallError("garbled", 0, { en: String(error), fr: String(error) });
      if (isOver(known)) {
        held = true;
        return become({ kind: "failed", error: known });
      }
      if (known.status === 409) return (await onlyRenamed()) ? later(0) : become({ kind: "conflict", error: known });
      if (known.status === 400 || known.status === 413 || known.status === 422)
        return become({ kind: "refused", error: known });
      later(again[Math.min(failures, again.length - 1)]!);
      failures += 1;
      become({ kind: "failed", error: known });
    }
  };
  /** Somebody named the map elsewhere, in the list say: nobody is asked about that. A name that was changed here as well stays ours. */
  const onlyRenamed = async (): Promise<boolean> => {
    const theirs = await fresh?.().catch(() => null);
    if (theirs == null || flat({ ...theirs.document, name: stored.name }) !== flat(stored)) return false;
    revision = theirs.revision;
    const mine = wanted.name !== stored.name;
    stored = theirs.document;
    if (!mine) named?.(theirs.document.name);
    return true;
  };
  const run = async (last = false): Promise<void> => {
    clearTimeout(timer);
    while (running) await running;
    if (wanted === stored || state.kind === "conflict" || held) return;
    running = attempt(last).finally(() => (running = null));
    await running;
  };

  return {
    state: (): SaveState => state,
    dirty: (): boolean => wanted !== stored,
    /** Of what the server has of ours. */
    revision: (): number => revision,
    /** The drawing changed: it is saved after a short pause. */
    touch: (next: MapDocument): void => {
      if (next === wanted) return;
      wanted = next;
      if (state.kind === "conflict") return;
      // Undone, or put in the place of what the server had already.
      if (wanted === stored && state.kind !== "saving") {
        clearTimeout(timer);
        return become({ kind: "saved" });
      }
      if (held) return;
      if (state.kind !== "saving") become({ kind: "waiting" });
      later(quiet);
    },
    /** Saves now. The revision that holds the present drawing, or null where it could not be saved. */
    flush: async (): Promise<number | null> => {
      await run();
      return wanted === stored ? revision : null;
    },
    /** After a conflict: our drawing wins over revision `theirs`. */
    overwrite: async (theirs: number): Promise<void> => {
      revision = theirs;
      become({ kind: "waiting" });
      await run();
    },
    /** After a conflict, a restore or a publish elsewhere: this is what the server has now. */
    adopt: (next: { revision: number; document: MapDocument; problems: Problem[] }): void => {
      clearTimeout(timer);
      revision = next.revision;
      stored = wanted = next.document;
      become({ kind: "saved" }, next);
    },
    /** The server counted on without changing the drawing (a publish). */
    advance: (next: number): void => {
      revision = next;
    },
    /** Who drew this is signed out, or somebody else is signed in: nothing is sent in the wrong name. */
    hold: (): void => {
      held = true;
      clearTimeout(timer);
    },
    /** They are back: what waits is saved at once. */
    resume: (): void => {
      held = false;
      failures = 0;
      if (wanted !== stored) later(0);
    },
    /** The page goes away: a last save that outlives it. */
    close: (): void => {
      void run(true);
    },
  };
}
export type Saver = ReturnType<typeof createSaver>;

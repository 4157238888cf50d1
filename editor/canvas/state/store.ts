import type { Reply } from "#server/api.ts";
import { createContext, use, useSyncExternalStore } from "react";
import type { MapDocument } from "#engine/map.ts";
import type { Asked } from "../../drawing/inserting.ts";
import type { Problem } from "./problem.ts";
import type { Sign } from "./sign.ts";
import type { Change, End, Point } from "../../drawing/draft.ts";
import type { Purpose } from "../../drawing/deed.ts";
import { keysOf } from "../../drawing/marks.ts";
import { begin, edit, redo, rest, undo, type History, renamed } from "../../drawing/history.ts";

/** What a run or a preview shows on the drawing. */
export type Overlay = {
  kind: "run" | "preview";
  /** When it was, ISO 8601; and which run. */
  at: string;
  run: string | null;
  /** Items over each edge. */
  edges: Readonly<Record<string, number>>;
  /** Per node: what came in, what it let go, and for targets what was published. */
  steps: Readonly<Record<string, { in: number; drops: number; published?: number | undefined; failed?: boolean }>>;
  /** True while the run goes on: wires glow. */
  moving: boolean;
};

/** An item that somebody follows through the drawing. */
export type Pin = { key: string; title: string };

/** An item that somebody is about to keep as a test: its key, null where it is still to be chosen; and for whom it is asked, by the account's id or reference. */
export type Keeping = { key: string | null; account?: string | undefined; node?: string | undefined };

/** What the drawing makes of the newest items as it stands (live/). `before`: the drawing before the last change, while what that changed is shown. */
export type LiveCounts = {
  map: string;
  reply: Reply<"liveWires">;
  at: string;
  document: MapDocument;
  before: MapDocument | null;
};

/** What was done between two drawings; its words are found where it is told (actions/deed-words.ts). */
export type Done = { before: MapDocument; after: MapDocument; purpose?: Purpose | undefined };

/** What a screen reader is told: a sentence, or what was just done, undone or done again. */
export type Said = { sentence: string } | (Done & { how: "done" | "undone" | "redone" });

export type CanvasState = {
  history: History;
  /** Ids of chosen nodes and edges. */
  chosen: ReadonlySet<string>;
  problems: readonly Problem[];
  overlay: Overlay | null;
  counts: LiveCounts | null;
  pin: Pin | null;
  /** How many items each step of the live map keeps for later, and when the first of them goes on. */
  kept: Readonly<Record<string, { count: number; next: string }>>;
  /** What the server knows of each step (signs.ts). */
  signs: Readonly<Record<string, Sign>>;
  /** The company's time zone; null before it is known. */
  zone: string | null;
  /** Who wrote the notes, as far as they are still here. */
  writers: readonly { id: string; name: string }[];
  /** The wires that the live version has (live-wires.ts); null: not known yet. */
  live: ReadonlySet<string> | null;
  /** The field a problem was clicked for; the inspector puts the caret there. */
  wanted: { node: string; field: string } | null;
  /** The step at whose corner it is said what is wrong with it. */
  troubled: string | null;
  /** The wire of which it is shown what passed there. */
  looked: string | null;
  /** The type of the step that a hand drags over the drawing, and the wire that it would be put into. */
  dragged: string | null;
  over: string | null;
  /** By step, who else has it chosen just now, and what is said of them. */
  guests: Readonly<Record<string, { name: string; said: string }>>;
  /** Where it is asked which step should stand. */
  asked: Asked | null;
  /** An address that was pasted: it is asked what is there, and that becomes a source. */
  sought: string | null;
  keeping: Keeping | null;
  /** The step whose name is being written on its card; so of a group, and of a note whose words are. */
  renaming: string | null;
  said: Said | null;
  /** Where the menu of what can be done is open, in pixels of the window. */
  menu: Point | null;
  /** The wire that the keyboard draws: from a way out, to the step that it would lead to. */
  joining: { from: End; to: string } | null;
  /** Whether steps are searched for on the drawing. */
  finding: boolean;
};

const nothing: ReadonlySet<string> = new Set();

/** The canvas's state, outside React so that one card can follow its own part of it. One per opened map. */
export function createCanvas(document: MapDocument, zone: string | null = null) {
  let state: CanvasState = {
    history: begin(document),
    chosen: nothing,
    problems: [],
    overlay: null,
    counts: null,
    pin: null,
    kept: {},
    signs: {},
    writers: [],
    zone,
    live: null,
    looked: null,
    wanted: null,
    troubled: null,
    dragged: null,
    over: null,
    guests: {},
    asked: null,
    sought: null,
    keeping: null,
    renaming: null,
    said: null,
    menu: null,
    joining: null,
    finding: false,
  };
  /** By the drawing that came of it. */
  const purposes = new WeakMap<MapDocument, Purpose>();
  const listeners = new Set<() => void>();
  const set = (part: Partial<CanvasState>): void => {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  };
  const travel = (history: History, how: "done" | "undone" | "redone" | null): void => {
    if (history === state.history) return;
    const [before, after] = [state.history.present, history.present];
    // What was taken back is told as what it was.
    const [was, became] = how === "undone" ? [after, before] : [before, after];
    const said: Said | null = how && { how, before: was, after: became, purpose: purposes.get(became) };
    const ids = new Set([
      ...history.present.nodes.map((node) => node.id),
      ...history.present.edges.map((edge) => edge.id),
      ...keysOf(history.present),
    ]);
    set({ history, said, chosen: new Set([...state.chosen].filter((id) => ids.has(id))) });
  };
  return {
    get: (): CanvasState => state,
    document: (): MapDocument => state.history.present,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set,
    /** One undoable step; edits with the same key in quick succession are one. What was done is read from the drawings; `purpose` says what they do not tell. */
    edit: (change: Change, key: string | null = null, purpose: Purpose | null = null) => {
      const next = edit(state.history, change, Date.now(), key);
      if (purpose !== null && next !== state.history) purposes.set(next.present, purpose);
      // Who types hears the letters, and not that each of them is one.
      travel(next, key === null ? "done" : null);
    },
    /** Whoever leaves a field has done one thing. */
    rest: () => {
      const history = rest(state.history);
      if (history !== state.history) set({ history });
    },
    undo: () => travel(undo(state.history), "undone"),
    redo: () => travel(redo(state.history), "redone"),
    /** What undo would take back, and what redo would do again. */
    undoable: ({ past, present } = state.history): Done | null => {
      const before = past.at(-1);
      return before ? { before, after: present, purpose: purposes.get(present) } : null;
    },
    redoable: ({ present, future } = state.history): Done | null => {
      return future[0] ? { before: present, after: future[0], purpose: purposes.get(future[0]) } : null;
    },
    /** Replaces the drawing by another one (reload, restore), keeping a way back. */
    replace: (next: MapDocument) => {
      purposes.set(next, "replace");
      travel(
        edit(state.history, () => next, Date.now()),
        "done",
      );
    },
    /** Somebody else named the map: no step of ours, and none that undo would take back. */
    rename: (name: string) => {
      const carry = (document: MapDocument): MapDocument => {
        const next = { ...document, name };
        const purpose = purposes.get(document);
        if (purpose !== undefined) purposes.set(next, purpose);
        return next;
      };
      set({ history: renamed(state.history, carry) });
    },
    say: (sentence: string) => set({ said: { sentence } }),
    choose: (ids: Iterable<string>) => {
      const chosen = new Set(ids);
      if (chosen.size === state.chosen.size && [...chosen].every((id) => state.chosen.has(id))) return;
      set({ chosen, wanted: null });
    },
  };
}
export type Canvas = ReturnType<typeof createCanvas>;

export const CanvasContext = createContext<Canvas | null>(null);

export function useCanvas(): Canvas {
  const canvas = use(CanvasContext);
  if (!canvas) throw new Error("useCanvas is used outside a map");
  return canvas;
}

/** Follows one part of the canvas; `select` must return the same value while that part has not changed. */
export function useCanvasPart<Value>(select: (state: CanvasState) => Value): Value {
  const canvas = useCanvas();
  return useSyncExternalStore(canvas.subscribe, () => select(canvas.get()));
}
export const useDocument = (): MapDocument => useCanvasPart((state) => state.history.present);

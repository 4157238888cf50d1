import { useEffect, useState } from "react";
import { call, isOver } from "../../client.ts";
import { queries } from "../../queries.ts";
import { awayEvent, backEvent } from "../../whose-page.ts";
import type { Detail } from "./map-context.ts";
import { createSaver, type SaveState, type Saver } from "./saver.ts";
import type { Canvas } from "./store.ts";

/** Saves the drawing as it changes, and holds the window open while something is not saved. */
export function useSaver(
  first: Detail,
  canvas: Canvas,
  listen: (problems: Detail["problems"]) => void,
  /** Of what is put back of an earlier time, where that is based on another. */
  based: number | undefined,
): { saver: Saver; saveState: SaveState } {
  const [saveState, setSaveState] = useState<SaveState>({ kind: "saved" });
  const [saver] = useState(() =>
    createSaver({
      revision: based ?? first.revision,
      document: first.document,
      save: (revision, document, last) =>
        call("saveDraft", { params: { id: first.id }, body: { revision, document } }, { keepalive: last }),
      fresh: () => call("getMap", { params: { id: first.id } }),
      named: canvas.rename,
      tell: (state, saved) => {
        setSaveState(state);
        // The app asks who is signed in, and says so over the page.
        if (state.kind === "failed" && isOver(state.error)) void queries.invalidateQueries({ queryKey: ["me"] });
        if (saved) listen(saved.problems);
      },
    }),
  );
  useEffect(() => {
    const stop = canvas.subscribe(() => saver.touch(canvas.document()));
    const warn = (event: BeforeUnloadEvent) => {
      if (!saver.dirty()) return;
      saver.close();
      event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    addEventListener(awayEvent, saver.hold);
    addEventListener(backEvent, saver.resume);
    return () => {
      stop();
      removeEventListener("beforeunload", warn);
      removeEventListener(awayEvent, saver.hold);
      removeEventListener(backEvent, saver.resume);
      saver.close();
    };
  }, [canvas, saver]);
  return { saver, saveState };
}

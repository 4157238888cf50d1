import { lazy } from "react";
import { Late } from "../../ui/late.tsx";
import type { Pane } from "../actions/action.ts";

// What is asked for by a press comes when it is pressed.
const PublishDialog = lazy(async () => ({ default: (await import("./publish-dialog.tsx")).PublishDialog }));
const HistoryDialog = lazy(async () => ({ default: (await import("./history-dialog.tsx")).HistoryDialog }));

export type MapDialog = Extract<Pane, "publish" | "history" | "discard">;
export const isDialog = (pane: Pane): pane is MapDialog =>
  pane === "publish" || pane === "history" || pane === "discard";

/** What stands over the whole map: publishing it, and its history. */
export function MapDialogs({ shown, close }: { shown: MapDialog | null; close: () => void }) {
  return (
    <>
      <Late opened={shown === "publish"}>{(opened) => opened && <PublishDialog close={close} />}</Late>
      <Late opened={shown === "history" || shown === "discard"}>
        {(opened) => opened && <HistoryDialog close={close} discarding={shown === "discard"} />}
      </Late>
    </>
  );
}

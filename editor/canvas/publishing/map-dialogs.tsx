import { lazy } from "../../ui/lazy.ts";
import { Late } from "../../ui/late.tsx";
import type { Pane } from "../actions/action.ts";

// What is asked for by a press comes when it is pressed.
const PublishDialog = lazy(async () => ({ default: (await import("./publish-dialog.tsx")).PublishDialog }));
const HistoryDialog = lazy(async () => ({ default: (await import("./history-dialog.tsx")).HistoryDialog }));
const ScheduleDialog = lazy(async () => ({ default: (await import("./schedule-dialog.tsx")).ScheduleDialog }));

export type MapDialog = Extract<Pane, "publish" | "history" | "discard" | "schedule">;
export const isDialog = (pane: Pane): pane is MapDialog =>
  pane === "publish" || pane === "history" || pane === "discard" || pane === "schedule";

/** What stands over the whole map: publishing it, its history, when it runs. */
export function MapDialogs({ shown, close }: { shown: MapDialog | null; close: () => void }) {
  return (
    <>
      <Late opened={shown === "publish"}>{(opened) => opened && <PublishDialog close={close} />}</Late>
      <Late opened={shown === "history" || shown === "discard"}>
        {(opened) => opened && <HistoryDialog close={close} discarding={shown === "discard"} />}
      </Late>
      <Late opened={shown === "schedule"}>{(opened) => <ScheduleDialog opened={opened} close={close} />}</Late>
    </>
  );
}

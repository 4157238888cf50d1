import { Suspense } from "react";
import { lazy } from "../../ui/lazy.ts";
import { useCanvasPart } from "../state/store.ts";
import { Spoken } from "./spoken.tsx";

const Joining = lazy(async () => ({ default: (await import("./joining.tsx")).Joining }));
const FindBar = lazy(async () => ({ default: (await import("./find-bar.tsx")).FindBar }));
const ContextMenu = lazy(async () => ({ default: (await import("./context-menu.tsx")).ContextMenu }));

/** What the actions show beside the drawing. All of it comes when it is first asked for. */
export function Overlays() {
  const joining = useCanvasPart((state) => state.joining);
  const finding = useCanvasPart((state) => state.finding);
  const menu = useCanvasPart((state) => state.menu);
  return (
    <>
      <Spoken />
      <Suspense>{joining && <Joining joining={joining} />}</Suspense>
      <Suspense>{finding && <FindBar />}</Suspense>
      <Suspense>{menu && <ContextMenu key={`${menu.x} ${menu.y}`} at={menu} />}</Suspense>
    </>
  );
}

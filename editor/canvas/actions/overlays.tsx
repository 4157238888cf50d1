import { lazy, Suspense } from "react";
import { useCanvasPart } from "../state/store.ts";
import { Spoken } from "./spoken.tsx";

const Joining = lazy(async () => ({ default: (await import("./joining.tsx")).Joining }));
const ContextMenu = lazy(async () => ({ default: (await import("./context-menu.tsx")).ContextMenu }));

/** What the actions show beside the drawing. All of it comes when it is first asked for. */
export function Overlays() {
  const joining = useCanvasPart((state) => state.joining);
  const menu = useCanvasPart((state) => state.menu);
  return (
    <>
      <Spoken />
      <Suspense>{joining && <Joining joining={joining} />}</Suspense>
      <Suspense>{menu && <ContextMenu key={`${menu.x} ${menu.y}`} at={menu} />}</Suspense>
    </>
  );
}

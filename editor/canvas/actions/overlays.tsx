import { lazy, Suspense } from "react";
import { useCanvasPart } from "../state/store.ts";
import { Spoken } from "./spoken.tsx";

const ContextMenu = lazy(async () => ({ default: (await import("./context-menu.tsx")).ContextMenu }));

/** What the actions show beside the drawing. All of it comes when it is first asked for. */
export function Overlays() {
  const menu = useCanvasPart((state) => state.menu);
  return (
    <>
      <Spoken />
      <Suspense>{menu && <ContextMenu key={`${menu.x} ${menu.y}`} at={menu} />}</Suspense>
    </>
  );
}

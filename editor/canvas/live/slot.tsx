import { Suspense, useEffect, useState } from "react";
import { lazy } from "../../ui/lazy.ts";

const Live = lazy(async () => ({ default: (await import("./live.tsx")).Live }));

/** Milliseconds after which it comes by itself: the drawing has been painted by then, and what it needs has been read. */
const soon = 4000;

/** What the drawing would do: with the first press or key, else a moment after the drawing, whose opening it does not hold up. */
export function LiveSlot({ map }: { map: string }) {
  const [wanted, want] = useState(false);
  useEffect(() => {
    const come = () => want(true);
    const timer = setTimeout(come, soon);
    const once = { once: true };
    addEventListener("pointerdown", come, once);
    addEventListener("keydown", come, once);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointerdown", come);
      removeEventListener("keydown", come);
    };
  }, []);
  return wanted ? (
    <Suspense>
      <Live map={map} />
    </Suspense>
  ) : null;
}

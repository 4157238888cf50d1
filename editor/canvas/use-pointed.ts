import { useEffect, useEffectEvent, useState } from "react";
import type { useCamera } from "./floats/camera.ts";
import type { Canvas } from "./state/store.ts";

/** Milliseconds until the drawing has found its first place: what is pointed to is shown after that. */
const settled = 350;

/**
 * Who comes by an address that names a step (`?step=`, and a field of it: `&field=`) finds it chosen, with the caret there; by one that names
 * an item (`?keep=`, and for whom: `&account=`), it is asked what of it is kept as a test.
 */
export function usePointed(canvas: Canvas, camera: ReturnType<typeof useCamera>): void {
  const [asked] = useState(() => new URLSearchParams(location.search));
  const point = useEffectEvent((step: string) => camera.show([step]));
  useEffect(() => {
    const [step, field, keep] = [asked.get("step"), asked.get("field"), asked.get("keep")];
    if (keep !== null) canvas.set({ keeping: { key: keep, account: asked.get("account") ?? undefined } });
    if (step === null || !canvas.document().nodes.some(({ id }) => id === step)) return;
    canvas.choose([step]);
    if (field !== null) canvas.set({ wanted: { node: step, field } });
    const timer = setTimeout(() => point(step), settled);
    return () => clearTimeout(timer);
  }, [canvas, asked]);
}

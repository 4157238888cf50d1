import { useEffect, useEffectEvent, useState } from "react";
import type { useCamera } from "./floats/camera.ts";
import type { Canvas } from "./state/store.ts";

/** Milliseconds until the drawing has found its first place: what is pointed to is shown after that. */
const settled = 350;

/** Who comes by an address that names a step (`?step=`, and a field of it: `&field=`) finds it chosen, with the caret there. */
export function usePointed(canvas: Canvas, camera: ReturnType<typeof useCamera>): void {
  const [asked] = useState(() => new URLSearchParams(location.search));
  const point = useEffectEvent((step: string) => camera.show([step]));
  useEffect(() => {
    const [step, field] = [asked.get("step"), asked.get("field")];
    if (step === null || !canvas.document().nodes.some(({ id }) => id === step)) return;
    canvas.choose([step]);
    if (field !== null) canvas.set({ wanted: { node: step, field } });
    const timer = setTimeout(() => point(step), settled);
    return () => clearTimeout(timer);
  }, [canvas, asked]);
}

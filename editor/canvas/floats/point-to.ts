import type { Canvas } from "../state/store.ts";
import type { useCamera } from "./camera.ts";

/** Says at a step's card what is wrong with it; false where no card is drawn: in the outline. */
export function pointTo(canvas: Canvas, camera: ReturnType<typeof useCamera>, id: string): boolean {
  if (document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`) === null) return false;
  camera.reveal(id);
  canvas.set({ troubled: id });
  return true;
}

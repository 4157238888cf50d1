import { useReactFlow } from "@xyflow/react";
import type { DragEvent } from "react";
import { readJson } from "#engine/json.ts";
import { passes } from "../../drawing/inserting.ts";
import { faces } from "../../nodes.ts";
import { addAt, insertInto } from "../state/commands.ts";
import { withManifest } from "../state/step-types.ts";
import { useDesk } from "../actions/desk.ts";
import { useCanvas } from "../state/store.ts";

/** The palette's own drag type, so that nothing else can be dropped on the canvas. */
export const dragType = "application/x-relaymap-step";
/** The settings that it is dropped with: a source may have been found by an address. */
export const dragConfig = "application/x-relaymap-config";

/** The wire at a place on the screen, taken with a hand's breadth around it. */
function wireAt(x: number, y: number): string | null {
  for (const dy of [0, -12, 12]) {
    const at = document
      .elementFromPoint(x, y + dy)
      ?.closest<HTMLElement | SVGElement>("[data-wire], .react-flow__edge");
    const id = at?.dataset["wire"] ?? at?.dataset["id"];
    if (id !== undefined) return id;
  }
  return null;
}

/** What happens to a step that a hand drags from the palette over the drawing. */
export function useDropping() {
  const canvas = useCanvas();
  const flow = useReactFlow();
  const desk = useDesk();
  const onDragOver = (event: DragEvent) => {
    if (event.dataTransfer.types.includes("Files")) return event.preventDefault();
    if (!event.dataTransfer.types.includes(dragType)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    const { dragged, over } = canvas.get();
    const wire = passes(faces.get(dragged ?? "")) ? wireAt(event.clientX, event.clientY) : null;
    if (wire !== over) canvas.set({ over: wire });
  };
  const onDragLeave = (event: DragEvent<HTMLElement>) => {
    const to = event.relatedTarget;
    if (!(to instanceof Node && event.currentTarget.contains(to))) canvas.set({ over: null });
  };
  const onDrop = (event: DragEvent) => {
    const files = [...event.dataTransfer.files];
    if (files.length > 0) {
      event.preventDefault();
      return void import("../actions/pasting.ts").then(({ pasteIn }) => pasteIn(desk, { text: "", files }));
    }
    const type = event.dataTransfer.getData(dragType);
    if (!faces.has(type)) return;
    event.preventDefault();
    const place = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const config = readJson(event.dataTransfer.getData(dragConfig));
    const { over } = canvas.get();
    canvas.set({ dragged: null, over: null });
    void withManifest(type, (manifest) => {
      const defaults = manifest.config.safeParse(config).success ? config : manifest.defaults;
      const step = { ...manifest, defaults };
      const corner = { x: place.x - 116, y: place.y - 34 };
      if (over === null) addAt(canvas, step, corner);
      else insertInto(canvas, step, over, corner);
    });
  };
  return { onDragOver, onDragLeave, onDrop };
}

import { useReactFlow } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef } from "react";
import { useCamera } from "../floats/camera.ts";
import { useRoom } from "../floats/room.ts";

/**
 * Keeps the drawing in view when its room changes: the whole map as long as nobody moved it, and always the one chosen card, which the
 * inspector that opens because of it must not cover.
 */
export function useFraming(chosen: ReadonlySet<string>) {
  const flow = useReactFlow();
  const camera = useCamera();
  const room = useRoom();
  const moved = useRef(false);
  const started = useRef(false);

  const reveal = useEffectEvent(() => {
    const [id, ...others] = [...chosen].filter((each) => flow.getNode(each) !== undefined);
    if (id !== undefined && others.length === 0) camera.reveal(id);
  });
  const onRoom = useEffectEvent((pushed: boolean) => {
    // The first word of the floats comes with the first picture, which knows their places.
    if (!started.current) return;
    if (pushed && chosen.size === 0 && !moved.current) camera.fit();
    else reveal();
  });
  useEffect(() => {
    // A card that was just added has no size before it is drawn, and the panel of its settings comes after it.
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => reveal()));
    return () => cancelAnimationFrame(frame);
  }, [chosen]);
  useEffect(() => room.subscribe((pushed) => onRoom(pushed)), [room]);
  return {
    /** The first picture stands. */
    onInit: () => {
      if (flow.getNodes().length > 0) camera.fit(0);
      started.current = true;
    },
    /** A move that a person made, not one of ours. */
    onMoveStart: (event: MouseEvent | TouchEvent | null) => {
      if (event) moved.current = true;
    },
  };
}

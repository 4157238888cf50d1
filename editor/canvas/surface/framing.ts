import { useReactFlow } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef, type FocusEvent } from "react";
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
  /** A finger or a button is down, or a key that chooses several: what is pressed next must not move away under it. */
  const held = useRef(false);
  const several = useRef(false);
  const waiting = useRef(false);

  const reveal = useEffectEvent(() => {
    waiting.current = held.current || several.current;
    if (waiting.current) return;
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
  const halt = useEffectEvent(() => camera.halt());
  useEffect(() => {
    const free = () => {
      if (waiting.current && !held.current && !several.current) requestAnimationFrame(() => reveal());
    };
    const take = () => {
      held.current = true;
      // What moves under a finger would be dragged by it: the move goes on once it is lifted.
      if (halt()) waiting.current = true;
    };
    const leave = () => {
      held.current = false;
      free();
    };
    const keys = ({ ctrlKey, metaKey, shiftKey }: KeyboardEvent) => {
      several.current = ctrlKey || metaKey || shiftKey;
      free();
    };
    const away = () => {
      several.current = false;
      free();
    };
    const over = new AbortController();
    const heard = { capture: true, signal: over.signal };
    document.addEventListener("pointerdown", take, heard);
    for (const end of ["pointerup", "pointercancel"] as const) document.addEventListener(end, leave, heard);
    for (const key of ["keydown", "keyup"] as const) document.addEventListener(key, keys, heard);
    window.addEventListener("blur", away, heard);
    return () => over.abort();
  }, []);
  useEffect(() => room.subscribe((pushed) => onRoom(pushed)), [room]);
  return {
    /** The first picture stands. */
    onInit: () => {
      if (flow.getNodes().length > 0) camera.fit(0);
      started.current = true;
    },
    /** The keyboard comes to a card: it is shown, as little moved as that takes. */
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      const id =
        target.classList.contains("react-flow__node") && target.matches(":focus-visible") && target.dataset["id"];
      if (id) camera.reveal(id);
    },
    /** A move that a person made, not one of ours. */
    onMoveStart: (event: MouseEvent | TouchEvent | null) => {
      if (event) moved.current = true;
    },
  };
}

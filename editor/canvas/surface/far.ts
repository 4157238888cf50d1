import { useStore } from "@xyflow/react";
import { createContext } from "react";

/** Below this zoom a card is its colour and its place, nothing of it can be read, and a wire cannot be met with a hand. */
export const farBelow = 0.3;

/** Whether the drawing is large and seen from so far that its cards are blocks. They are drawn as no more than that. */
export const FarContext = createContext(false);

/** `started`: the first picture stands; before it the camera is nowhere. */
export const useFar = (large: boolean, started: boolean): boolean =>
  useStore(({ transform }) => large && (!started || transform[2] < farBelow));

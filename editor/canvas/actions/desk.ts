import { createContext, use } from "react";
import type { Desk } from "./action.ts";

export const DeskContext = createContext<Desk | null>(null);

/** What the actions of the opened map work with. */
export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error("useDesk is used outside a map");
  return desk;
}

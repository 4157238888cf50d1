import type { Case } from "./cases.ts";
import type { Got } from "./tried.ts";

/** A case as the map does it now: what it must be is what it is. */
export const asNow = (one: Case, { came, text }: Got): Case => {
  const { text: _, ...rest } = one;
  return { ...rest, goes: came, ...(came && text !== null && one.text !== undefined ? { text } : {}) };
};

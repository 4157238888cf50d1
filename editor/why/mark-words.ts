import type { Mark } from "#engine/mark.ts";

/** How a delivery stands, in a word. */
export const labelOfMark = <M extends Mark>(mark: M): `why.mark.${M}` => `why.mark.${mark}`;

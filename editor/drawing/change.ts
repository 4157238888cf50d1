import type { MapDocument } from "#engine/map.ts";

/** A change of the drawing: a pure function from document to document. What is not touched keeps its identity. */
export type Change = (document: MapDocument) => MapDocument;
export type Point = { x: number; y: number };

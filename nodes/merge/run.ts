import type { Process } from "#engine/node.ts";
import type { Config } from "./node.ts";

/** The engine brings a node's wires together, in their order and each item once: all that is left is to pass them on. */
export const process: Process<Config> = (items) => ({ out: { out: items }, drops: [] });

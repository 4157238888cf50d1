import { createHash } from "node:crypto";
import type { Item } from "#engine/item.ts";
import type { Dropped, Process } from "#engine/node.ts";
import type { Config } from "./node.ts";

/** Draws items by their keys alone: the same item gives the same answer in preview and run, in whatever company it comes. */
export const process: Process<Config> = (items, { unit, amount, draw }) => {
  const share = unit === "percent" ? amount / 100 : 1 / amount;
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    if (lotOf(item.key, draw) < share) out.push(item);
    else drops.push({ item, ...notDrawn });
  }
  return { out: { out }, drops };
};

/** Evenly in [0, 1). A larger share holds all of a smaller one of the same draw. */
const lotOf = (key: string, draw: number): number =>
  createHash("sha256").update(`${draw}\n${key}`).digest().readUIntBE(0, 6) / 2 ** 48;

const notDrawn = {
  code: "not-drawn",
  reason: { en: "It was not drawn into the sample.", fr: "Le sort ne l’a pas mis dans l’échantillon." },
};

import type { Item } from "#engine/item.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { isSilent } from "#engine/template.ts";
import { templateOf, write } from "#engine/template-setting.ts";
import type { Config } from "./node.ts";

/** Replaces the text. An item of which nothing is left to say is let go, unless the template is meant to say nothing of it. */
export const process: Process<Config> = (items, config) => {
  const template = templateOf(config.template);
  const meant = isSilent(template);
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const written = write(template, item, meant);
    if (typeof written === "string") out.push({ ...item, text: written });
    else drops.push({ item, ...written });
  }
  return { out: { out }, drops };
};

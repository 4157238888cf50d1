import type { Item } from "#engine/item.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { isSilent } from "#engine/template.ts";
import { templateOf, write } from "#engine/template-setting.ts";
import { distinct, wordingId } from "#engine/wordings.ts";
import type { Config } from "./node.ts";

/**
 * Gives each item its wordings; who gets which is decided where targets expand (engine/allotment.ts). A wording that says nothing of an item is
 * none of its; an item of which none is left goes, with the reason of the first.
 */
export const process: Process<Config> = (items, { wordings, short }) => {
  const templates = wordings.map(({ text }) => {
    const template = templateOf(text);
    return { id: wordingId(text), template, meant: isSilent(template) };
  });
  if (templates.length === 0) return { out: { out: items }, drops: [] };
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const written = templates.map(({ id, template, meant }) => ({ id, text: write(template, item, meant) }));
    const list = distinct(written.flatMap(({ id, text }) => (typeof text === "string" ? [{ id, text }] : [])));
    const [first] = list;
    const why = written[0]?.text;
    if (first !== undefined) out.push({ ...item, text: first.text, wordings: { short, list } });
    else if (typeof why === "object") drops.push({ item, ...why });
  }
  return { out: { out }, drops };
};

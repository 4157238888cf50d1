import type { Item } from "#engine/item.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { readTemplate, render } from "#engine/template.ts";
import type { Config } from "./node.ts";

/** Replaces the text. An item of which nothing is left to say, neither words nor a link, is let go. */
export const process: Process<Config> = (items, config) => {
  const { template, problem } = readTemplate(config.template);
  if (template === null) throw new Error(problem.en); // The config's schema lets no such template through.
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const text = render(template, item);
    if (text === "" && item.link === null) drops.push({ item, ...empty });
    else out.push({ ...item, text });
  }
  return { out: { out }, drops };
};

const empty = {
  code: "empty-text",
  reason: {
    en: "The template leaves no text, and there is no link.",
    fr: "Le modèle ne laisse aucun texte, et il n’y a pas de lien.",
  },
};

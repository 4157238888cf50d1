import type { Item } from "#engine/item.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { showsItself } from "#engine/bare.ts";
import { isSilent, readTemplate, render } from "#engine/template.ts";
import type { Config } from "./node.ts";

/**
 * Replaces the text. An item of which nothing is left to say is let go, unless the template is meant to say nothing of it; what has no
 * words at all, but a picture, is left to the targets.
 */
export const process: Process<Config> = (items, config) => {
  const { template, problem } = readTemplate(config.template);
  if (template === null) throw new Error(problem.en); // The config's schema lets no such template through.
  const meant = isSilent(template);
  const out: Item[] = [];
  const drops: Dropped[] = [];
  for (const item of items) {
    const text = render(template, item);
    if (text === "" && item.link === null && !showsItself(item)) drops.push({ item, ...empty });
    else if (!meant && isSilent(template, item) && !showsItself(item)) drops.push({ item, ...bare });
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

const bare = {
  code: "bare-link",
  reason: {
    en: "Of this item the template says nothing: only its address would be posted.",
    fr: "Le modèle ne dit rien de cet élément : seule son adresse serait publiée.",
  },
};

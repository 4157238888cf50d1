import { saysSomething, showsItself } from "./bare.ts";
import type { Item } from "./item.ts";
import type { Outcome } from "./node.ts";

/** What the fields may hold. */
const longest = { text: 20_000, title: 2_000, summary: 20_000 } as const;

/**
 * Items whose words a step edits: the text, and the title and summary that a template behind it takes its words from. An item of which nothing
 * is left to say is let go; what would become longer than an item may be stays as it was.
 */
export function editWords(
  items: readonly Item[],
  edit: (words: string, field: keyof typeof longest) => string,
): Outcome {
  const outcome = { out: { out: [] as Item[] }, drops: [] as Outcome["drops"] };
  for (const item of items) {
    const edited = { ...item };
    for (const field of ["text", "title", "summary"] as const) {
      const words = item[field] === "" ? "" : edit(item[field], field);
      if (words.length <= longest[field]) edited[field] = words;
    }
    const silent = saysSomething(item.text) && !saysSomething(edited.text);
    if (silent && !showsItself(edited)) outcome.drops.push({ item, ...nothingLeft });
    else outcome.out.out.push(edited);
  }
  return outcome;
}

const nothingLeft = {
  code: "empty-text",
  reason: { en: "This step leaves nothing of its text.", fr: "Cette étape ne laisse rien de son texte." },
};

import type { Language } from "#engine/text.ts";
import type { Block, Letter } from "./templates/letter.ts";

/** The plain-text part, written from the same blocks as the HTML. */
export function renderPlain(
  letter: Letter,
  { company, language, unsubscribe }: { company: string; language: Language; unsubscribe: string | null },
): string {
  const stop = language === "fr" ? "Ne plus recevoir ces e-mails :" : "Get no more of these mails:";
  const parts = [
    letter.title,
    ...(letter.lead === undefined ? [] : [letter.lead]),
    ...letter.blocks.map(write),
    // The signature's mark, as mail programs know it.
    `-- \n${company} · Relaymap`,
    ...letter.footer,
    ...(unsubscribe === null ? [] : [`${stop}\n${unsubscribe}`]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function write(block: Block): string {
  if (block.kind === "text") return block.text;
  if (block.kind === "quote") return block.by === undefined ? block.text : `${block.text}\n${block.by}`;
  if (block.kind === "points") return block.points.map((point) => `- ${point}`).join("\n");
  if (block.kind === "card")
    return [block.title, ...(block.text === undefined ? [] : [block.text]), block.link].join("\n");
  return `${block.label}:\n${block.link}`;
}

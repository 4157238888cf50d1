import type { Language } from "#engine/text.ts";
import type { Block, Letter, PostView } from "./templates/letter.ts";

/** What is around a letter: whose it is, for whom, and how its reader stops such mails. `home`: our own root. */
export type About = { company: string; language: Language; unsubscribe: string | null; home: string };

/** The plain-text part, written from the same blocks as the HTML. */
export function renderPlain(letter: Letter, { company, language, unsubscribe, home }: About): string {
  const fr = language === "fr";
  const stop = fr
    ? "Ne plus recevoir ces e-mails (ce n’est pas quitter) :"
    : "Get no more of these mails (that is not leaving):";
  const parts = [
    letter.title,
    ...(letter.lead === undefined ? [] : [letter.lead]),
    ...letter.blocks.map((block) => write(block, fr ? "\u00a0:" : ":")),
    // The signature's mark, as mail programs know it.
    `-- \n${company} · Relaymap`,
    ...letter.footer,
    ...(letter.change === undefined ? [] : [`${fr ? "Changer :" : "Change:"}\n${new URL(letter.change, home).href}`]),
    ...(unsubscribe === null ? [] : [`${stop}\n${unsubscribe}`]),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** `colon`: as the reader's language sets it. */
function write(block: Block, colon: string): string {
  if (block.kind === "text") return block.text;
  if (block.kind === "quote") return block.by === undefined ? block.text : `${block.text}\n${block.by}`;
  if (block.kind === "points") return block.points.map((point) => `- ${point}`).join("\n");
  if (block.kind === "card")
    return [block.title, ...(block.text === undefined ? [] : [block.text]), block.link].join("\n");
  if (block.kind === "links") return block.links.map(({ label, link }) => `${label}${colon}\n${link}`).join("\n\n");
  if (block.kind === "post") return quoted(block.post);
  if (block.kind === "heading") return block.text;
  if (block.kind === "figures") return block.figures.map(({ value, label }) => `${value} ${label}`).join("\n");
  if (block.kind === "lines")
    return block.lines
      .map(({ before, title, value, note }) =>
        [before, value === undefined ? title : `${title}${colon} ${value}`, note === undefined ? note : `(${note})`]
          .filter((part) => part !== undefined)
          .join(" "),
      )
      .join("\n");
  if (block.kind === "rows")
    return block.rows
      .map(({ over, title, label, link }) => `${over === "" ? "" : `${over}\n`}${title}\n${label}${colon} ${link}`)
      .join("\n\n");
  return `${block.label}${colon}\n${block.link}`;
}

/** The post, set off as mail programs know it. */
function quoted({ who, handle, text, picture, card }: PostView): string {
  const lines = [
    `${who}${handle === "" ? "" : ` (${handle})`}`,
    "",
    ...text.split("\n"),
    ...(picture === null ? [] : ["", `[${picture.alt}]`]),
    ...(card === null ? [] : ["", card.title, card.host]),
  ];
  return lines.map((line) => (line === "" ? ">" : `> ${line}`)).join("\n");
}

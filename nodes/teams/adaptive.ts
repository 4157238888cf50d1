import { runsOf } from "#engine/links.ts";
import type { Placed } from "#engine/placed.ts";

type Run = { type: "TextRun"; text: string; color?: "Accent"; selectAction?: { type: "Action.OpenUrl"; url: string } };
type Block = { type: "RichTextBlock"; inlines: Run[]; spacing?: "Medium" | "None" };

/**
 * A text as blocks of an Adaptive Card, a block a line. Rich text is shown letter for letter (a `TextBlock` would read Markdown), calls
 * nobody by name, and an address in it is a link.
 */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let apart = false;
  for (const line of text.split("\n")) {
    if (line.trim() === "") {
      apart = blocks.length > 0;
      continue;
    }
    const spacing = blocks.length === 0 ? {} : { spacing: apart ? ("Medium" as const) : ("None" as const) };
    apart = false;
    blocks.push({ type: "RichTextBlock", inlines: runsOf(line).map(inline), ...spacing });
  }
  return blocks;
}

const inline = ({ text, address }: { text: string; address: boolean }): Run =>
  address
    ? { type: "TextRun", text, color: "Accent", selectAction: { type: "Action.OpenUrl", url: text } }
    : { type: "TextRun", text };

/** The one envelope that the flow “when a Teams webhook request is received” posts; anything else it takes and drops without a word. */
export const messageOf = (text: string, picture?: Placed): string =>
  JSON.stringify({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [...blocksOf(text), ...(picture === undefined ? [] : [imageOf(picture)])],
          msteams: { width: "Full" },
        },
      },
    ],
  });

const imageOf = ({ url, alt }: Placed) => ({
  ...{ type: "Image", url, size: "Stretch", spacing: "Medium" },
  ...(alt === null ? {} : { altText: alt }),
});

const encoder = new TextEncoder();

/** Bytes of a text as it is sent; nothing weighs nothing. */
export function weigh(text: string): number {
  const blocks = blocksOf(text);
  return blocks.length === 0 ? 0 : encoder.encode(JSON.stringify(blocks)).length;
}

import { z } from "zod";
import { html, type Markup, page } from "../markup.ts";
import type { SimulatorReply, Stage } from "../simulator.ts";
import type { Language } from "../text.ts";

const End = z.strictObject({ handle: z.string() });

/**
 * The secret addresses of a simulated network's channels, one for each person: `secret` makes one of a seed. An address that was taken
 * back stays closed until somebody asks for a new one, which is another.
 */
export function createHooks(stage: Pick<Stage, "journal">, secret: (seed: string) => string) {
  /** How often somebody's address was closed, and whether it is open now. */
  const ended = new Map<string, { times: number; open: boolean }>();
  const close = ({ handle }: { handle: string }) =>
    void ended.set(handle, { times: (ended.get(handle)?.times ?? 0) + 1, open: false });
  const ends = stage.journal<z.infer<typeof End>>("ends", {
    parse: (value) => End.parse(value),
    replay: close,
    snapshot: () => [...ended].flatMap(([handle, { times }]) => Array.from({ length: times }, () => ({ handle }))),
  });
  return {
    secretOf: (handle: string): string => secret(`${handle} ${ended.get(handle)?.times ?? 0}`),
    isOpen: (handle: string): boolean => ended.get(handle)?.open !== false,
    end: (handle: string): void => {
      ends.append({ handle });
      close({ handle });
    },
    /** Who asks for an address opens it again. */
    reopen: (handle: string): void => {
      const closed = ended.get(handle);
      if (closed !== undefined) closed.open = true;
    },
  };
}

/** Where people find the addresses of their channels: a line of cells for each. */
export function addressPage(
  { base }: Pick<Stage, "base">,
  { title, language, lines }: { title: string; language: Language; lines: readonly (readonly (string | Markup)[])[] },
): SimulatorReply {
  const rows = lines.map((cells) => {
    const filled = cells.map((cell) => html`<td>${cell}</td>`);
    return html`<tr>
      ${filled}
    </tr>`;
  });
  const body = html`<div class="column apps">
    <h1>${title}</h1>
    <table>
      ${rows}
    </table>
  </div>`;
  return page({ title, stylesheet: `${base}/style.css`, body, language });
}

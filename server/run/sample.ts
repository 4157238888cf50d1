import type { Item } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Services } from "../ports.ts";
import { passing } from "./passing.ts";

/** Letters of a sample: two lines of a card, and some more for wide letters. */
const longest = 160;

/** How the newest stored item reads as it leaves each step that changed its words, also of a draft that cannot run yet. */
export function samplesOf(
  services: Pick<Services, "nodes" | "clock">,
  document: MapDocument,
  feeds: ReadonlyMap<string, readonly Item[]>,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const [id, { manifest, came, out }] of passing(services, document, feeds)) {
    if (manifest.kind !== "rewrite" || out === null) continue;
    const last = Object.values(out).flat().at(-1);
    const text = plain(last?.wordings?.list[0]?.text ?? last?.text ?? "");
    const same = came.find(({ key }) => key === last?.key);
    if (text !== "" && (same === undefined || plain(same.text) !== text)) found.set(id, text);
  }
  return found;
}

/** One line of words: an address says nothing about how a message reads. */
function plain(text: string): string {
  const line = text
    .replace(/https?:\/\/\S+/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

import type { Key } from "../messages/catalogue.ts";
import type { Draft } from "./draft.ts";

/** What is missing before it can be sent, the first thing first; null: nothing. */
export function lackOf(
  { kind, medium, alt, body, link }: Draft,
  boxes: readonly { id: string }[],
  ticked: ReadonlySet<string>,
  left: number,
): Key | null {
  if (left === 0) return "suggest.lack.day";
  if (kind === "photo" && medium === null) return "suggest.lack.photo";
  if (kind === "photo" && alt.trim() === "") return "suggest.lack.alt";
  if (kind === "link" && link.trim() === "") return "suggest.lack.link";
  if (kind !== "link" && body.trim() === "") return "suggest.lack.words";
  if (boxes.some(({ id }) => !ticked.has(id))) return "suggest.lack.promise";
  return null;
}

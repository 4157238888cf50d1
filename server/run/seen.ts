import type { Part } from "#engine/post.ts";
import type { Ruling } from "#engine/rules.ts";
import type { Shape } from "#engine/thread.ts";

/** Fewer people were to see it than its network lets an app choose. What is passed on is seen by whom its author wants. */
export function shownToAll({ kind, visibility }: Part, shape: Shape): Ruling[] {
  const wanted = shape.visibility ?? "public";
  if (wanted === "public" || visibility === wanted || kind === "repost") return [];
  return [{ code: "seen-by-all", severity: "warning", message: seenByAll }];
}
const seenByAll = {
  en: "The network does not let an app choose who sees a post: everybody sees this one.",
  fr: "Le réseau ne permet pas à une application de choisir qui voit une publication : tout le monde voit celle-ci.",
};

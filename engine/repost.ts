import { can, type Card } from "./card.ts";
import type { Item } from "./item.ts";
import type { Publisher } from "./node.ts";
import { type Part, type Post, postOf } from "./post.ts";
import type { Text } from "./text.ts";

/** Whether an account can pass an item on: it is a post of its network, which lets an app do that for accounts of this kind. */
export function mayRepost(
  card: Pick<Card, "name" | "kinds"> | undefined,
  { network, terms }: Pick<Publisher, "network" | "terms">,
  { origin }: Pick<Item, "origin">,
): boolean {
  return (
    card !== undefined && origin !== null && origin.network === network && can(card, terms?.kind ?? "person", "repost")
  );
}

/** What a part passes on without a word of its own, by the names it has there; null for any other. */
export function passedOn({ kind, text, original }: Part): readonly string[] | null {
  if (kind !== "repost" || text.trim() !== "" || original === undefined) return null;
  const { remoteId, url } = original;
  return url === undefined ? [remoteId] : [remoteId, url];
}

/** An item passed on. It has no words of its own; what it passes on is kept for people here, as it was when it was read. */
export function repostOf({
  origin,
  author,
  title,
  summary,
}: Pick<Item, "origin" | "author" | "title" | "summary">): Post {
  if (origin === null) throw new Error("Only a post of a network can be passed on.");
  const { remoteId, url } = origin;
  const text = (summary.trim() === "" ? title : summary).slice(0, 2000).toWellFormed();
  const original = {
    remoteId,
    ...(url === null ? {} : { url }),
    ...(author === null ? {} : { author: author.slice(0, 300).toWellFormed() }),
    ...(text === "" ? {} : { text }),
  };
  return postOf({ kind: "repost", text: "", original });
}

/** Why an account gets nothing whose target passes on and does nothing else. */
export const noRepost: { code: string; reason: Text } = {
  code: "no-repost",
  reason: {
    en: "This target only reposts, and this is no post that the account’s network lets it repost.",
    fr: "Cette cible ne fait que repartager, et le réseau du compte ne permet pas de repartager ceci.",
  },
};

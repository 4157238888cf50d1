import { can, type Card } from "./card.ts";
import type { Item } from "./item.ts";
import type { Publisher } from "./node.ts";
import { type Part, type Post, postOf } from "./post.ts";
import type { Text } from "./text.ts";
import type { Share } from "./thread.ts";

/** Whether an account can pass an item on: it is a post of its network, which lets an app do that for accounts of this kind. */
export const mayRepost = (
  card: Pick<Card, "name" | "kinds"> | undefined,
  account: Pick<Publisher, "network" | "terms">,
  { origin }: Pick<Item, "origin">,
): boolean => origin !== null && origin.network === account.network && canRepost(card, account);

/** Whether an account's network lets an app pass posts on for accounts of its kind. */
export const canRepost = (
  card: Pick<Card, "name" | "kinds"> | undefined,
  { terms }: Pick<Publisher, "terms">,
): card is Pick<Card, "name" | "kinds"> => card !== undefined && can(card, terms?.kind ?? "person", "repost");

/** What may go in place of an account's own post: the item itself (`lead` null), or what another account publishes of it, once that is out. */
export type Pass = { share: Exclude<Share, "own">; lead: Publisher | null };

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

/** What one of our own accounts published, passed on. */
export function repostOfSent(sent: {
  remoteId: string;
  url: string | null;
  author: string | null;
  text: string;
}): Post {
  const { remoteId, url, author } = sent;
  const text = sent.text.slice(0, 2000).toWellFormed();
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
    en: "This target only reposts: this is no post that the account’s network lets it repost, and no other account of yours publishes it there.",
    fr: "Cette cible ne fait que repartager : le réseau du compte ne permet pas de repartager ceci, et aucun autre de vos comptes ne l’y publie.",
  },
};

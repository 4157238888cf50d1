import type { Item } from "#engine/item.ts";
import type { PostMedium } from "#engine/post.ts";
import type { Result } from "#engine/run.ts";
import { saying, wordingsAt, wordingsOf } from "#engine/wordings.ts";
import type { Worded } from "../ledger/wordings.ts";
import type { Shortener } from "../links/shorten.ts";
import type { fitter } from "./fit.ts";

/**
 * Makes the posts of an item in all of its wordings, as they would be made for this account; once for all that take the same. Where they say a short link it
 * is nobody's yet: a delivery has one code, whatever it says in the end.
 */
export function worder(
  postFor: ReturnType<typeof fitter>,
  links: Pick<Shortener, "item">,
): (one: Result["wanted"][number], media: readonly PostMedium[]) => Worded[] {
  const made = new WeakMap<Item, { id: string; item: Item }[]>();
  return ({ account, whole, shape, picture }, media) => {
    if (whole === undefined) return [];
    const items =
      made.get(whole) ?? (wordingsOf(whole)?.list ?? []).map(({ id, text }) => ({ id, item: saying(whole, text) }));
    made.set(whole, items);
    const meant = new Set(wordingsAt(wordingsOf(whole)?.list ?? [], account.network).map(({ id }) => id));
    return items
      .filter(({ id }) => meant.has(id))
      .map(({ id, item }) => ({
        id,
        post: postFor(account, links.item(item), media, { ...shape, share: "own" }, picture?.describe).post,
      }));
  };
}

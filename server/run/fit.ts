import { compose, fit } from "#engine/compose.ts";
import type { Item } from "#engine/item.ts";
import type { Network } from "#engine/network.ts";
import { type Post, type PostMedium, postOf } from "#engine/post.ts";

/**
 * The post of an item for a network, final: the text as it will be sent. Made once per network, however many accounts it goes to:
 * counting as a network does is slow.
 */
export function fitter(
  networks: ReadonlyMap<string, Network>,
): (network: string, item: Item, medium?: PostMedium | null) => Post {
  const fitted = new WeakMap<Item, Map<string, Post>>();
  return (name, item, medium = null) => {
    const posts = fitted.get(item) ?? new Map<string, Post>();
    fitted.set(item, posts);
    const key = medium === null ? name : `${name} ${medium.id}`;
    const known = posts.get(key);
    if (known !== undefined) return known;
    const post = postFor(networks.get(name), item, medium);
    posts.set(key, post);
    return post;
  };
}

function postFor(network: Network | undefined, { text, link }: Item, medium: PostMedium | null): Post {
  const final = network === undefined ? compose(text, link) : fit(text, link, network.card, network.card.limits);
  return postOf({
    text: final,
    ...(link === null || link === "" ? {} : { link }),
    ...(medium === null ? {} : { media: [medium] }),
  });
}

import { compose } from "#engine/compose.ts";
import type { Item } from "#engine/item.ts";
import type { Network } from "#engine/network.ts";

/** The post's text for an item on a network: with its link, and never longer than the network takes. */
export function fit(network: Network, item: Pick<Item, "text" | "link">): string {
  const whole = compose(item.text, item.link);
  if (network.length(whole) <= network.maxLength) return whole;
  const { link } = item;
  if (link === null) return network.cut(whole, network.maxLength);
  // The link goes to the end, where a cut cannot take it away.
  const words = item.text.replaceAll(link, " ").replace(/\s+/gu, " ").trim();
  let room = network.maxLength - network.length(` ${link}`);
  for (let tries = 0; tries < 5 && room > 0; tries += 1) {
    const text = compose(network.cut(words, room), link);
    const over = network.length(text) - network.maxLength;
    if (over <= 0) return text;
    // Counting is not additive everywhere (a word that touches the link may itself count as one): take the difference off.
    room -= over;
  }
  return network.length(link) <= network.maxLength ? link : network.cut(words, network.maxLength);
}

/** Fits each item once per network, however many accounts it goes to: counting as a network does is slow. */
export function fitter(networks: ReadonlyMap<string, Network>): (network: string, item: Item) => string {
  const fitted = new WeakMap<Item, Map<string, string>>();
  return (name, item) => {
    const network = networks.get(name);
    if (network === undefined) return compose(item.text, item.link);
    const texts = fitted.get(item) ?? new Map<string, string>();
    fitted.set(item, texts);
    const known = texts.get(name);
    if (known !== undefined) return known;
    const text = fit(network, item);
    texts.set(name, text);
    return text;
  };
}

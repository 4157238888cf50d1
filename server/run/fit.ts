import { compose, fit } from "#engine/compose.ts";
import type { Item } from "#engine/item.ts";
import type { Network } from "#engine/network.ts";

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
    const text = fit(item.text, item.link, network.card, network.card.limits);
    texts.set(name, text);
    return text;
  };
}

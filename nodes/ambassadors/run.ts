import { mediaWish } from "#engine/media-setting.ts";
import type { Expand, Expansion } from "#engine/node.ts";
import { pickedUnder } from "#engine/picked.ts";
import { shapeOf } from "#engine/shape-setting.ts";
import type { Offer } from "#engine/offer.ts";
import { pausedBy } from "#engine/ref.ts";
import type { Config } from "./node.ts";

/**
 * Accounts of people (never of the company) on the chosen networks, in the teams, of the languages, for whom one of the topics is meant. Somebody who never
 * chose topics takes everything. A paused account is left out with the reason; nobody at all is a reason too.
 */
export const expand: Expand<Config> = (_item, config, accounts) => {
  const result: Expansion = { wanted: [], drops: [] };
  for (const account of accounts) {
    const topic = pickedUnder(account, config);
    if (topic === null) continue;
    if (account.mode === "paused") {
      result.drops.push({ account, code: "paused", reason: pausedBy(account) });
    } else {
      result.wanted.push({ account, topic, picture: mediaWish(config), shape: shapeOf(config) });
    }
  }
  if (result.wanted.length + result.drops.length === 0) result.drops.push({ account: null, ...nobody });
  if (config.offered > 0) result.offer = offerOf(config);
  return result;
};

const offers = new WeakMap<Config, Offer>();
/** One for all items of a target. */
function offerOf(config: Config): Offer {
  const { topics, networks, offered: days } = config;
  const offer = offers.get(config) ?? { topics, networks, days, picture: mediaWish(config), shape: shapeOf(config) };
  offers.set(config, offer);
  return offer;
}

const nobody = {
  code: "nobody",
  reason: {
    en: "No connected ambassador has these networks, topics, teams and languages.",
    fr: "Aucun ambassadeur connecté n’a ces réseaux, thèmes, équipes et langues.",
  },
};

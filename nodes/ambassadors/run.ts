import { mediaWish } from "#engine/media-setting.ts";
import type { Expand, Expansion, Publisher } from "#engine/node.ts";
import { shapeOf } from "#engine/shape-setting.ts";
import type { Offer } from "#engine/offer.ts";
import { refLabel } from "#engine/ref.ts";
import { fold } from "#engine/words.ts";
import type { Config } from "./node.ts";

/**
 * Accounts of people (never of the company) on the chosen networks, for whom one of the topics is meant. Somebody who chose
 * no topics takes everything. A paused account is left out with the reason; nobody at all is a reason too.
 */
export const expand: Expand<Config> = (_item, config, accounts) => {
  const result: Expansion = { wanted: [], drops: [] };
  for (const account of accounts) {
    if (account.member === null || (config.networks.length > 0 && !config.networks.includes(account.network))) continue;
    const topic = topicOf(account, config.topics);
    if (topic === null) continue;
    if (account.mode === "paused") {
      result.drops.push({
        account,
        code: "paused",
        reason: {
          en: `${account.name} has paused ${refLabel(account.ref)}.`,
          fr: `${account.name} a mis ${refLabel(account.ref)} en pause.`,
        },
      });
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

/** The topic under which the person's consent is asked, in their own spelling; "" where the map names none; null: not for them. */
function topicOf(account: Publisher, topics: readonly string[]): string | null {
  if (topics.length === 0) return "";
  if (account.topics.length === 0) return topics[0] ?? "";
  const chosen = new Set(topics.map(fold));
  return account.topics.find((topic) => chosen.has(fold(topic))) ?? null;
}

const nobody = {
  code: "nobody",
  reason: {
    en: "No connected ambassador has these networks and topics.",
    fr: "Aucun ambassadeur connecté n’a ces réseaux et ces thèmes.",
  },
};

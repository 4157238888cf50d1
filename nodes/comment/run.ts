import { isBare } from "#engine/bare.ts";
import { webAddress } from "#engine/key.ts";
import type { Expand } from "#engine/node.ts";
import type { Offer } from "#engine/offer.ts";
import { isForOneself } from "#engine/own.ts";
import { pickedUnder } from "#engine/picked.ts";
import type { Text } from "#engine/text.ts";
import { plainShape } from "#engine/thread.ts";
import type { Config } from "./node.ts";

/**
 * Puts an item before people who may comment on it where it stands, and wants no account of anybody: nothing is posted. Which of them are asked is found when
 * they are (their pauses, their charter, what they were asked lately); an item that could be put before nobody says so here.
 */
export const expand: Expand<Config> = (item, config, accounts) => {
  const drop = ({ code, reason }: { code: string; reason: Text }) => ({ account: null, code, reason });
  if (webAddress(item.origin?.url ?? item.link ?? "") === null) return { wanted: [], drops: [drop(noAddress)] };
  if (isBare(item)) return { wanted: [], drops: [drop(noWords)] };
  const whom = { ...config, networks: [], languages: [] };
  const some = accounts.some((account) => account.mode !== "paused" && pickedUnder(account, whom) !== null);
  if (!some || isForOneself(item)) return { wanted: [], drops: [drop(nobody)] };
  return { wanted: [], drops: [drop(asked)], offer: offerOf(config) };
};

const offers = new WeakMap<Config, Offer>();
/** One for all items of a target. */
function offerOf(config: Config): Offer {
  const { topics, teams, most, days } = config;
  const ideas = config.ideas.map(({ idea }) => idea).filter((idea) => idea !== "");
  const made: Offer = {
    topics,
    networks: [],
    days,
    picture: null,
    shape: plainShape,
    ask: { ideas, teams, most },
  };
  const offer = offers.get(config) ?? made;
  offers.set(config, offer);
  return offer;
}

const asked = {
  code: "asked",
  reason: {
    en: "It is put before a few colleagues, who comment on it themselves if they wish. Nothing is posted.",
    fr: "Elle est montrée à quelques collègues, qui la commentent eux-mêmes s’ils le souhaitent. Rien n’est publié.",
  },
};
const nobody = {
  code: "nobody",
  reason: {
    en: "No connected ambassador who is not on a pause has these topics and teams.",
    fr: "Aucun ambassadeur connecté et hors pause n’a ces thèmes et équipes.",
  },
};
const noAddress = {
  code: "no-address",
  reason: {
    en: "It has no address that could be opened: nobody could comment on it.",
    fr: "Elle n’a pas d’adresse à ouvrir : personne ne pourrait la commenter.",
  },
};
const noWords = {
  code: "no-words",
  reason: {
    en: "It says nothing that a card could show.",
    fr: "Elle ne dit rien qu’une carte puisse montrer.",
  },
};

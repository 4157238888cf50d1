import type { Item } from "#engine/item.ts";
import type { MediaWish } from "#engine/media-wish.ts";
import type { Expand, Expansion, Publisher } from "#engine/node.ts";
import { pickedUnder } from "#engine/picked.ts";
import { matchRef, pausedBy, refLabel } from "#engine/ref.ts";
import type { Shape } from "#engine/thread.ts";
import { textsOf } from "#engine/wordings.ts";
import type { Aim } from "#engine/written.ts";
import type { Config } from "./node.ts";

/** Everything that was put into it goes along, as far as the network takes it. */
const media: MediaWish = { describe: false, missing: "send", hours: 1, videos: true, several: "all" };

/**
 * The accounts that an entry names, and the people whom it is for. An account that its author decides for needs no other yes, as long as the words
 * are theirs; everybody else's own mode decides. What is no entry goes nowhere.
 */
export const expand: Expand<Config> = (item, _config, accounts) => {
  const result: Expansion = { wanted: [], drops: [] };
  const aim = item.written;
  if (aim === undefined) return { wanted: [], drops: [{ account: null, ...notWritten }] };
  const seen = new Set<string>();
  const plain = isAsSaid(item, aim);
  const add = (account: Publisher, topic: string, spread: number): void => {
    if (seen.has(account.id)) return;
    seen.add(account.id);
    if (aim.except.includes(account.id)) result.drops.push({ account, ...hadIt(account) });
    else if (account.mode === "paused") result.drops.push({ account, ...paused(account) });
    else
      result.wanted.push({
        account,
        topic,
        picture: media,
        shape: shapeOf(aim),
        timed: {
          from: Date.parse(aim.from),
          until: Date.parse(aim.until),
          spread,
          yes: plain && decides(aim, account) ? aim.by : null,
        },
      });
  };
  for (const ref of aim.accounts) {
    const found = matchRef(ref, accounts);
    if (found.kind !== "one" || (aim.own && found.account.member !== aim.by))
      result.drops.push({ account: null, ...gone(ref) });
    else add(found.account, aim.topic, 0);
  }
  if (aim.people !== null && !aim.own)
    for (const account of accounts) {
      const topic = aim.only?.includes(account.id) === false ? null : pickedUnder(account, aim.people);
      if (topic !== null) add(account, topic === "" ? aim.topic : topic, aim.people.spread);
    }
  if (result.wanted.length + result.drops.length === 0) result.drops.push({ account: null, ...nobody });
  return result;
};

const decides = ({ by, admin }: Aim, { member }: Publisher): boolean =>
  by !== null && (member === null ? admin : member === by);

/** A map may have put other words in place of the author's: nobody has said yes to those. */
const isAsSaid = (item: Item, { said }: Aim): boolean =>
  item.machine === undefined && textsOf(item).every((text) => said.includes(text));

const shapes = new WeakMap<Aim, Shape>();
/** One for all accounts of an item: its post is then made once. */
function shapeOf(aim: Aim): Shape {
  const { linkIn: link, long, card, visibility, thread, comment } = aim;
  const shape: Shape = shapes.get(aim) ?? {
    ...{ share: "own", long, link, card },
    ...(visibility === "account" ? {} : { visibility }),
    ...(thread.length === 0 ? {} : { thread }),
    ...(comment === "" ? {} : { comment }),
  };
  shapes.set(aim, shape);
  return shape;
}

const notWritten = {
  code: "not-written",
  reason: {
    en: "Nobody here wrote it by hand, so it names no account. Send it with another target.",
    fr: "Personne ici ne l’a écrit à la main : il ne nomme aucun compte. Envoyez-le avec une autre cible.",
  },
};
const nobody = {
  code: "nobody",
  reason: {
    en: "It names no account, and no connected ambassador is meant by it.",
    fr: "Il ne nomme aucun compte, et aucun ambassadeur connecté n’est visé.",
  },
};
const gone = (ref: string) => ({
  code: "no-account",
  reason: {
    en: `The account ${refLabel(ref)} is not connected.`,
    fr: `Le compte ${refLabel(ref)} n’est pas connecté.`,
  },
});
const paused = (account: Publisher) => ({ code: "paused", reason: pausedBy(account) });
const hadIt = ({ name }: Publisher) => ({
  code: "had-it",
  reason: {
    en: `${name} had it before it was taken back and planned anew.`,
    fr: `${name} l’avait eu avant qu’il soit repris et replanifié.`,
  },
});

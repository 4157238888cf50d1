import { type Ability, type AccountKind, can, type Card, type Limits } from "#engine/card.ts";
import { compose } from "#engine/compose.ts";
import { disclosed, framed } from "#engine/disclosure.ts";
import { disclosureFor, type HouseRules, noHouseRules } from "#engine/house.ts";
import type { Item } from "#engine/item.ts";
import { carded } from "#engine/link-card.ts";
import { mentionsIn } from "#engine/mentions.ts";
import type { Network } from "#engine/network.ts";
import type { Publisher } from "#engine/node.ts";
import { type Part, type Post, type PostMedium, postOf } from "#engine/post.ts";
import { repostOf } from "#engine/repost.ts";
import { type Ruling, rulingsOf } from "#engine/rules.ts";
import { plainShape, type Shape, threadOf } from "#engine/thread.ts";
import { behind, warned } from "#engine/warned.ts";
import { rulesOf, stamp } from "../ledger/ruled.ts";

type Account = Pick<Publisher, "network" | "mode" | "terms">;

/** A final post, and what its network's rules say: `ruled` where none forbids it (for the gate), else the one that does. */
export type Fitted = { post: Post; ruled: string | null; forbidden: Ruling | null };

/** What a network's rules say of a post for an account, what forbids it first: looked at once for all that are addressed alike. */
export function judge(
  networks: ReadonlyMap<string, Pick<Network, "card">>,
  house: HouseRules = noHouseRules,
): (account: Account, post: Post) => readonly Ruling[] {
  const verdicts = new WeakMap<Post, Map<string, readonly Ruling[]>>();
  const demands = disclosureFor(house);
  return (account, post) => {
    const network = networks.get(account.network);
    const limits = limitsOf(network, account);
    if (network === undefined || limits === null) return [];
    const { mode, terms } = account;
    const kind = terms?.kind ?? "person";
    // Accounts of one post have the same limits: it was made for those.
    return known(remembered(verdicts, post), `${account.network} ${kind} ${mode}`, () =>
      rulingsOf(network.card, post, { kind, mode, limits, ...demands }),
    );
  };
}

/** What accounts of one network and the same limits have in common. */
type Site = { network: Network | undefined; limits: Limits | null; key: string; rules: string };

/**
 * The post of an item for an account, final: the text as it will be sent, as long as the account's own server takes it. Made once for
 * all accounts that take the same: counting as a network does is slow.
 */
export function fitter(
  networks: ReadonlyMap<string, Network>,
  house: HouseRules = noHouseRules,
  rulings = judge(networks, house),
): (account: Account, item: Item, media?: readonly PostMedium[], shape?: Shape, describe?: boolean) => Fitted {
  const posts = new WeakMap<Item, Map<string, Post>>();
  const sites = new WeakMap<Account, Site>();
  const siteOf = (account: Account): Site => {
    const network = networks.get(account.network);
    const limits = limitsOf(network, account);
    const rules = network === undefined ? "" : rulesOf(network.card);
    const site = { network, limits, key: `${account.network} ${JSON.stringify(limits)}`, rules };
    sites.set(account, site);
    return site;
  };
  return (account, item, media = [], shape = plainShape, describe = false) => {
    const { network, limits, key, rules } = sites.get(account) ?? siteOf(account);
    const { mode, terms } = account;
    const kind = terms?.kind ?? "person";
    const unable = terms?.unable ?? [];
    const made = remembered(posts, item);
    const { long, link, card = "network", share = "own", visibility = "account", mentions = [] } = shape;
    const { thread = [], comment = "" } = shape;
    const usual = visibility === "account" && mentions.length + thread.length === 0 && comment === "";
    const plain = usual && share === "own" && long === "cut" && link === "post" && card === "network";
    const own = item.disclosures === undefined ? key : `${key} ${kind}`;
    const shaped = plain
      ? own
      : `${key} ${kind} ${unable.join()} ${share} ${long} ${link} ${card} ${visibility} ${JSON.stringify([mentions, thread, comment])}`;
    const post = known(
      made,
      media.length === 0 ? shaped : `${shaped} ${media.map(({ id }) => id).join()} ${describe}`,
      () => postFor(network, account.network, limits, item, media, { ...shape, kind, unable, describe }),
    );
    if (network === undefined || limits === null) return { post, ruled: null, forbidden: null };
    const [worst] = rulings(account, post);
    const forbidden = worst?.severity === "error" ? worst : null;
    // Whether somebody else says the same is known only when its turn comes: the gate has such a post judged then.
    const judged = forbidden === null && network.card.alike === undefined;
    return { post, ruled: judged ? stamp(rules, terms?.epoch ?? 0, mode) : null, forbidden };
  };
}

/** What an account takes: as its own server has it, else as its network's card does. */
export const limitsOf = (
  network: Pick<Network, "card"> | undefined,
  { terms }: Pick<Account, "terms">,
): Limits | null => terms?.limits ?? network?.card.limits ?? null;

function postFor(
  network: Network | undefined,
  name: string,
  limits: Limits | null,
  item: Item,
  media: readonly PostMedium[],
  { kind, unable, describe, ...shape }: Shape & { kind: AccountKind; unable: readonly Ability[]; describe: boolean },
): Post {
  const { text, link } = item;
  const to = { network: name, kind };
  const described = describe && media.length > 0 ? { describe: true as const } : {};
  if (network === undefined || limits === null)
    return postOf({
      text: disclosed(
        item,
        to,
        (frame) => compose(framed(text, frame), link),
        (made) => made,
      ),
      ...(link === null || link === "" ? {} : { link }),
      ...(media.length === 0 ? {} : { media: [...media], ...described }),
    });
  const { card } = network;
  // Whether its network can was settled before (reposts.ts).
  if (shape.share === "repost" && item.origin !== null) return repostOf(item);
  const has = (ability: Ability) => can(card, kind, ability) && !unable.includes(ability);
  const able = { reply: has("reply"), comment: has("comment") };
  const said = warned(item, card, limits);
  const parts = disclosed(
    item,
    to,
    (frame) => threadOf(said.text, link, card, said.limits, able, shape, frame),
    ([part]) => part?.text ?? "",
  );
  const [first, ...rest] = seenBy(behind(parts, said.warning), card, shape);
  const mentions = mentionsIn(first!.text, shape.mentions ?? [], card);
  const named = mentions.length === 0 ? first! : { ...first!, mentions };
  const shown = carded(named, item, media, card, shape.card ?? "network");
  return { version: 1, parts: [shown.media === undefined ? shown : { ...shown, ...described }, ...rest] };
}

/** Who may see the parts, where the network lets that be chosen. */
function seenBy(parts: Part[], { visibilities = [] }: Pick<Card, "visibilities">, { visibility }: Shape): Part[] {
  if (visibility === undefined || !visibilities.includes(visibility)) return parts;
  return parts.map((part) => ({ ...part, visibility }));
}

function remembered<K extends object, V>(all: WeakMap<K, Map<string, V>>, of: K): Map<string, V> {
  const own = all.get(of) ?? new Map<string, V>();
  all.set(of, own);
  return own;
}

function known<V>(all: Map<string, V>, key: string, make: () => V): V {
  if (!all.has(key)) all.set(key, make());
  return all.get(key)!;
}

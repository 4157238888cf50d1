import { isBare } from "#engine/bare.ts";
import type { Network } from "#engine/network.ts";
import type { Publisher } from "#engine/node.ts";
import type { Post } from "#engine/post.ts";
import { canRepost, mayRepost, noRepost, repostOf, repostOfSent } from "#engine/repost.ts";
import type { Result } from "#engine/run.ts";
import { leadKey, type Leads } from "./leads.ts";

type One = Result["wanted"][number];

/**
 * Decides of each post that a target wants passed on whether its network can, and what: the item itself where it is a post there, else what
 * another account publishes of it (the company's, from this run or before; or a colleague's that another target of the run names). Where there
 * is nothing it is one of the account's own, or nothing, as the target says. What is passed on needs no picture; what waits for another's post
 * keeps its own until then. In place; `dropped` is told of each that is let go.
 */
export function settleReposts(
  result: Result,
  networks: ReadonlyMap<string, Pick<Network, "card">>,
  dropped: (node: string) => void,
  earlier: Leads = new Map(),
): void {
  if (!result.wanted.some(({ shape }) => (shape.share ?? "own") !== "own")) return;
  const leads = leadsOf(result.wanted, earlier);
  result.wanted = result.wanted.flatMap((one): One[] => {
    const { node, item, account, shape } = one;
    const { share = "own" } = shape;
    if (share === "own") return [one];
    const card = networks.get(account.network)?.card;
    const own = { ...one, shape: { ...shape, share: "own" as const } };
    // A network takes the repost of a post once: what goes out once more is a post of the account's own.
    if (item.again === undefined && mayRepost(card, account, item)) {
      // What has no words of its own leaves nothing to choose.
      if (share === "choice" && !isBare(item)) return [{ ...own, pass: { share, lead: null } }];
      return [{ ...one, picture: null, shape: { ...shape, share: "repost" } }];
    }
    const lead = canRepost(card, account) ? leads(one) : null;
    if (lead !== null) return [{ ...own, pass: { share, lead } }];
    if (share !== "only") return [own];
    result.drops.push({ node, item, account, ...noRepost });
    dropped(node);
    return [];
  });
}

/** Whose post of an item an account may pass on: the company's first, else that of the colleague whom another target names. */
function leadsOf(wanted: readonly One[], earlier: Leads): (one: One) => Publisher | null {
  const own = Map.groupBy(
    wanted.filter(({ shape }) => (shape.share ?? "own") === "own"),
    ({ item, account }) => leadKey(item.key, account.network),
  );
  return ({ node, item, account }) => {
    const place = leadKey(item.key, account.network);
    const others = (own.get(place) ?? []).filter((each) => each.account.id !== account.id);
    // Their repost of an earlier post of it they had already.
    const before = item.again === undefined ? earlier.get(place) : undefined;
    const company = others.find((each) => each.account.member === null)?.account ?? before;
    const colleague = others.find((each) => each.node !== node)?.account;
    const lead = company ?? colleague ?? null;
    return lead?.id === account.id ? null : lead;
  };
}

/** The repost that would go in place of a post; null where none would, or where its owner is asked which. */
export function passedOn(
  { pass, account, item }: One,
  { wanted }: Result,
  said: (lead: One) => string,
): { post: Post } | null {
  if (pass === undefined || (pass.share === "choice" && account.mode !== "auto")) return null;
  if (pass.lead === null) return { post: repostOf(item) };
  const { id, name } = pass.lead;
  const lead = wanted.find((each) => each.account.id === id && each.item.key === item.key);
  const text = lead === undefined ? item.title : said(lead);
  return { post: repostOfSent({ remoteId: "later", url: null, author: name, text }) };
}

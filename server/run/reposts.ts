import { mayRepost, noRepost } from "#engine/repost.ts";
import type { Network } from "#engine/network.ts";
import type { Result } from "#engine/run.ts";

/**
 * Decides of each post that a target wants passed on whether its network can: else it is one of the account's own, or nothing, as the target
 * says. What is passed on needs no picture. In place; `dropped` is told of each that is let go.
 */
export function settleReposts(
  result: Result,
  networks: ReadonlyMap<string, Pick<Network, "card">>,
  dropped: (node: string) => void,
): void {
  if (!result.wanted.some(({ shape }) => (shape.share ?? "own") !== "own")) return;
  result.wanted = result.wanted.flatMap((one) => {
    const { node, item, account, shape } = one;
    const { share = "own" } = shape;
    if (share === "own") return [one];
    if (mayRepost(networks.get(account.network)?.card, account, item))
      return [{ ...one, picture: null, shape: { ...shape, share: "repost" } }];
    if (share === "repost") return [{ ...one, shape: { ...shape, share: "own" } }];
    result.drops.push({ node, item, account, ...noRepost });
    dropped(node);
    return [];
  });
}

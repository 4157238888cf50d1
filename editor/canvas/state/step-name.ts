import type { MapNode } from "#engine/map.ts";
import { postsTo } from "../../accounts/posts-to.ts";
import { calledOf, titleOf } from "../../drawing/describe.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { networkTitle } from "../../ui/network.tsx";
import { useOpenMap } from "./map-context.ts";

/** What steps are called: one that posts to an account by who that is and where. `short`: as it fits on a small card. */
export function useStepNames(): { name: (node: MapNode) => string; short: (node: MapNode) => string } {
  const { text } = useWords();
  const { accounts } = useOpenMap();
  const all = [...accounts.values()];
  const accountOf = (node: MapNode) => postsTo(node, manifests.get(node.type), all);
  return {
    name: (node) => {
      const account = accountOf(node);
      if (account) return `${account.name || account.handle} · ${networkTitle(account.network)}`;
      return calledOf(node, manifests.get(node.type), text);
    },
    short: (node) => {
      const account = accountOf(node);
      return account ? networkTitle(account.network) : titleOf(node, manifests.get(node.type), text);
    },
  };
}

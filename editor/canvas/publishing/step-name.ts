import type { MapNode } from "#engine/map.ts";
import { matchRef } from "#engine/ref.ts";
import { calledOf, titleOf } from "../../drawing/describe.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { networkTitle } from "../../ui/network.tsx";
import { useOpenMap } from "../state/map-context.ts";

/** What steps are called: one that posts to an account by who that is and where. `short`: as it fits on a small card. */
export function useStepNames(): { name: (node: MapNode) => string; short: (node: MapNode) => string } {
  const { text } = useWords();
  const { accounts } = useOpenMap();
  const all = [...accounts.values()];
  const accountOf = ({ title, config }: MapNode) => {
    const ref = config["account"];
    if (title !== "" || typeof ref !== "string" || ref === "") return undefined;
    const match = matchRef(ref, all);
    return match.kind === "one" ? match.account : undefined;
  };
  const posts = ({ type }: MapNode) => manifests.get(type)?.kind === "target";
  return {
    name: (node) => {
      const account = posts(node) ? accountOf(node) : undefined;
      if (account) return `${account.name || account.handle} · ${networkTitle(account.network)}`;
      return calledOf(node, manifests.get(node.type), text);
    },
    short: (node) => {
      const account = posts(node) ? accountOf(node) : undefined;
      return account ? networkTitle(account.network) : titleOf(node, manifests.get(node.type), text);
    },
  };
}

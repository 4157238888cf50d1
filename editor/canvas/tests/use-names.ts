import { refLabel, matchRef } from "#engine/ref.ts";
import { calledOf } from "../../drawing/describe.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { networkTitle } from "../../ui/network.tsx";
import { useOpenMap } from "../state/map-context.ts";
import { useDocument } from "../state/store.ts";

/** How steps and accounts are called; of a step that is gone its id. */
export function useNames(): { stepOf: (id: string) => string; accountOf: (ref: string) => string } {
  const { text } = useWords();
  const { nodes } = useDocument();
  const { accounts } = useOpenMap();
  return {
    stepOf: (id) => {
      const node = nodes.find((each) => each.id === id);
      if (node === undefined) return id;
      const ref = node.config["account"];
      const found = typeof ref === "string" && node.title === "" ? matchRef(ref, [...accounts.values()]) : null;
      // As its card has it.
      if (found?.kind === "one") return `${found.account.name} · ${networkTitle(found.account.network)}`;
      return calledOf(node, manifests.get(node.type), text);
    },
    accountOf: (ref) => {
      const found = matchRef(ref, [...accounts.values()]);
      return found.kind === "one" ? found.account.name : refLabel(ref);
    },
  };
}

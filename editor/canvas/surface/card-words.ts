import type { MapNode } from "#engine/map.ts";
import { summaryOf } from "#engine/called.ts";
import { titleOf } from "../../drawing/describe.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { networkTitle } from "../../ui/network.tsx";
import { useAccountOf } from "../state/map-context.ts";
import type { Sign } from "../state/sign.ts";

/**
 * What a card is called, and its one line. An account is called by its name and described by where it is; a source by the name that it gives
 * itself, and by how much it brings: an address says little to anybody.
 */
export function useCardWords(node: MapNode, sign: Sign | undefined): { title: string; summary: string | null } {
  const { t, text } = useWords();
  const manifest = manifests.get(node.type);
  const account = useAccountOf(node);
  const known = summaryOf(node, manifest);
  const type = titleOf(node, manifest, text);
  if (account)
    return { title: node.title || account.name, summary: `${networkTitle(account.network)} · @${account.handle}` };
  const source = sign?.source;
  // What a source is called is what was read, not what was typed since: it stands while the settings do.
  if (source && known !== null) {
    const summary = t("node.week", { count: source.week });
    return { title: node.title || source.title || type, summary: source.title === "" ? text(known) : summary };
  }
  return { title: type, summary: known && text(known) };
}

import { useMemo } from "react";
import type { Reply } from "#server/api.ts";
import { can } from "#engine/card.ts";
import type { MapDocument, MapNode } from "#engine/map.ts";
import { commonStepOf, commonText, ownText, suffixed, textFieldOf, textStepOf } from "../../drawing/own-text.ts";
import { cards } from "../../networks.ts";
import { manifests } from "../../nodes.ts";
import { type Canvas, useCanvas, useDocument } from "../state/store.ts";

type Message = Reply<"preview">["posts"][number];

/** What it is to give a message's network a text of its own. */
export type OwnText = {
  step: MapNode;
  text: string;
  /** Whether the step itself would be changed, or a branch drawn. */
  did: "step" | "branch";
  /** The network has one already, by a branch: `back` takes that back. */
  own: boolean;
  save: (text: string) => void;
  back: () => void;
};

/** What it would be to give one network its own text at a step that writes; null where the step does not reach it. */
function ownTextAt(canvas: Canvas, document: MapDocument, step: MapNode, network: string): OwnText | null {
  const field = textFieldOf(step, manifests);
  if (field === null) return null;
  const text = typeof step.config[field] === "string" ? step.config[field] : "";
  const where = { step: step.id, network, everyone: everyone() };
  const would = ownText(document, manifests, { ...where, text });
  if (would === null) return null;
  return {
    ...{ step, text, did: would.did, own: commonStepOf(document, manifests, where) !== null },
    save: (written: string) => {
      const made = ownText(canvas.document(), manifests, { ...where, text: written });
      if (made !== null) canvas.edit(made.change, null, "ownText");
    },
    back: () => canvas.edit(commonText(canvas.document(), manifests, where), null, "commonText"),
  };
}

/** The networks on which people can post. */
const everyone = (): string[] =>
  [...cards.values()].filter((card) => can(card, "person", "post")).map(({ name }) => name);

/** Of a message's network, where one step writes its words from one text; null for a source's own words, several wordings, an AI's. */
export function useOwnText({
  node,
  network,
  original,
}: Pick<Message, "node" | "network" | "original">): OwnText | null {
  const canvas = useCanvas();
  const document = useDocument();
  return useMemo(() => {
    const step = original ? null : textStepOf(document, manifests, node);
    return step === null ? null : ownTextAt(canvas, document, step, network);
  }, [canvas, document, node, network, original]);
}

/** The texts of a step, as its tabs show them: the common one's step, and of each network that it reaches the step of its own text, or null. */
export type Family = { common: string; networks: { network: string; step: string | null }[] };

/** Null where there is only one network to write for. */
export function familyOf(
  document: MapDocument,
  id: string,
  reaches: (step: string) => readonly string[],
): Family | null {
  const branchOf = (step: string, network: string) =>
    commonStepOf(document, manifests, { step, network, everyone: everyone() });
  const own = reaches(id);
  const common = own.length === 1 ? (branchOf(id, own[0]!) ?? id) : id;
  // A branch is called after the step that it parted from: no other step has to be looked at.
  const known = new Map(document.nodes.map((node) => [node.id, node]));
  const branches = [...cards.keys()].flatMap((network) => {
    const step = suffixed(common, network);
    if (known.get(step)?.type !== known.get(common)?.type || !known.has(step)) return [];
    const [only, ...others] = reaches(step);
    return only === network && others.length === 0 && branchOf(step, network) === common ? [{ network, step }] : [];
  });
  const parted = new Set(branches.map(({ network }) => network));
  const networks = [
    ...reaches(common).flatMap((network) => (parted.has(network) ? [] : [{ network, step: null }])),
    ...branches,
  ].toSorted((a, b) => a.network.localeCompare(b.network));
  return networks.length < 2 && branches.length === 0 ? null : { common, networks };
}

/** Of one network that a step reaches; null where none is meant. */
export function useOwnTextAt(step: MapNode, network: string | null): OwnText | null {
  const canvas = useCanvas();
  const document = useDocument();
  return useMemo(
    () => (network === null ? null : ownTextAt(canvas, document, step, network)),
    [canvas, document, step, network],
  );
}

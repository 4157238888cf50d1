import { useMemo } from "react";
import { can } from "#engine/card.ts";
import type { MapNode } from "#engine/map.ts";
import { commonStepOf, commonText, ownText, textFieldOf, textStepOf } from "../../drawing/own-text.ts";
import { cards } from "../../networks.ts";
import { manifests } from "../../nodes.ts";
import { useCanvas, useDocument } from "../state/store.ts";
import type { Message } from "./people.ts";

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

/** Null where no step writes the words from one text (a source's own words, several wordings, an AI's). */
export function useOwnText({ node, network, original }: Message): OwnText | null {
  const canvas = useCanvas();
  const document = useDocument();
  return useMemo(() => {
    const step = original ? null : textStepOf(document, manifests, node);
    const field = step && textFieldOf(step, manifests);
    if (step === null || field === null) return null;
    const text = typeof step.config[field] === "string" ? step.config[field] : "";
    const everyone = [...cards.values()].filter((card) => can(card, "person", "post")).map(({ name }) => name);
    const where = { step: step.id, network, everyone };
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
  }, [canvas, document, node, network, original]);
}

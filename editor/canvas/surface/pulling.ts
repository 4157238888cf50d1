import { useReactFlow, type FinalConnectionState } from "@xyflow/react";
import type { MouseEvent as Press } from "react";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { join } from "../state/commands.ts";
import { useCanvas } from "../state/store.ts";

/**
 * What a hand means where it lets a wire go beside every port: on a card, that it be wired to its first fitting one; on nothing, that it be
 * asked what may stand there. A double click asks the same without a wire.
 */
export function usePulling() {
  const { t } = useWords();
  const canvas = useCanvas();
  const flow = useReactFlow();
  const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    const { fromHandle, toHandle } = state;
    const place = "changedTouches" in event ? event.changedTouches[0] : event;
    if (state.isValid || !fromHandle || !place) return;
    const forward = fromHandle.type === "source";
    const own = { node: fromHandle.nodeId, port: fromHandle.id ?? "" };
    const below = document.elementFromPoint(place.clientX, place.clientY);
    const card = below?.closest<HTMLElement>(".react-flow__node")?.dataset["id"];
    if (toHandle !== null) {
      const to = { node: toHandle.nodeId, port: toHandle.id ?? "" };
      const reason = toHandle.type === fromHandle.type ? "direction" : join(canvas, own, forward, to.node, to.port);
      if (reason) announce.warning(t(`refused.${reason}`));
    } else if (card !== undefined) {
      const reason = card === own.node ? null : join(canvas, own, forward, card);
      if (reason) announce.warning(t(`refused.${reason}`));
    } else if (below?.closest(".react-flow__pane")) {
      const at = flow.screenToFlowPosition({ x: place.clientX, y: place.clientY });
      canvas.set({ asked: { at, from: forward ? own : null, to: forward ? null : own } });
    }
  };
  const onDoubleClick = ({ target, clientX, clientY }: Press) => {
    if (target instanceof Element && target.classList.contains("react-flow__pane"))
      canvas.set({ asked: { at: flow.screenToFlowPosition({ x: clientX, y: clientY }), from: null, to: null } });
  };
  return { onConnectEnd, onDoubleClick };
}

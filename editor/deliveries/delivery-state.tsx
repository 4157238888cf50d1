import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { Tag, type Tone } from "../ui/tag.tsx";

export type DeliveryRow = Reply<"listDeliveries">["rows"][number];
export type DeliveryDetail = Reply<"getDelivery">;
export type State = DeliveryRow["state"];

const tones: Record<State, Tone> = {
  held: "calm",
  ready: "plain",
  sending: "calm",
  processing: "calm",
  published: "good",
  retry_wait: "warn",
  rejected: "bad",
  unknown: "warn",
  cancelled: "plain",
  expired: "plain",
};
export const states = Object.keys(tones) as State[];

/** Whether a delivery may still change by itself. */
export const isOpen = (state: State): boolean => ["ready", "sending", "processing", "retry_wait"].includes(state);

export function DeliveryState({ state }: { state: State }) {
  const { t } = useWords();
  return <Tag tone={tones[state]}>{t(`delivery.state.${state}`)}</Tag>;
}

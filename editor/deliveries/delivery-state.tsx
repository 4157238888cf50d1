import "./words.ts";
import { markOf } from "#engine/mark.ts";
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

/** Published, but not all of it, or not as was meant, or as nobody could check: the reason says what, and why. */
export const isCut = ({ reasonCode }: Pick<DeliveryRow, "reasonCode">): boolean =>
  reasonCode?.startsWith("rest_") === true || reasonCode === "noted" || reasonCode === "claimed";

/** In the words that the list of stories has: what is held because somebody was asked is asked. */
export function DeliveryState({
  state,
  reason = null,
  cut = false,
}: {
  state: State;
  reason?: string | null;
  cut?: boolean;
}) {
  const { t } = useWords();
  if (markOf(state, reason) === "asked") return <Tag tone="calm">{t("delivery.state.asked")}</Tag>;
  return <Tag tone={cut ? "warn" : tones[state]}>{t(`delivery.state.${state}`)}</Tag>;
}

import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { Tag, type Tone } from "../ui/tag.tsx";

export type RunRow = Reply<"listRuns">["rows"][number];
export type RunDetail = Reply<"getRun">;

const tones: Record<RunRow["state"], Tone> = { waiting: "plain", polling: "calm", planning: "calm", done: "good", failed: "bad", skipped: "plain" };

/** Whether a run still goes on. */
export const isGoing = (state: RunRow["state"]): boolean => state === "waiting" || state === "polling" || state === "planning";

export function RunState({ state }: { state: RunRow["state"] }) {
  const { t } = useWords();
  return <Tag tone={tones[state]}>{t(`run.state.${state}`)}</Tag>;
}

import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { Tag, type Tone } from "../ui/tag.tsx";

export type RunRow = Reply<"listRuns">["rows"][number];
export type RunDetail = Reply<"getRun">;

const tones: Record<RunRow["state"], Tone> = {
  waiting: "plain",
  polling: "calm",
  scheduling: "calm",
  done: "good",
  failed: "bad",
  skipped: "plain",
};

/** Whether a run still goes on. */
export const isGoing = (state: RunRow["state"]): boolean =>
  state === "waiting" || state === "polling" || state === "scheduling";

/** Milliseconds until a run is asked about again: often while it goes on, now and then while its posts go out. */
export function paceOf(run: RunDetail | undefined): number {
  if (!run || isGoing(run.state)) return 500;
  return (run.states.ready ?? 0) + (run.states.sending ?? 0) + (run.states.retry_wait ?? 0) > 0 ? 2000 : 15_000;
}

export function RunState({ state }: { state: RunRow["state"] }) {
  const { t } = useWords();
  return <Tag tone={tones[state]}>{t(`run.state.${state}`)}</Tag>;
}

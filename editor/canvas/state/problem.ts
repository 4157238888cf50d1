import type { Reply } from "#server/api.ts";

/** A problem as the server tells it; what the compiler in the browser finds has the same shape. */
export type Problem = Reply<"getMap">["problems"][number];

/** How loud a problem is: what is not filled in yet forbids publishing as an error does, but nobody has done anything wrong. */
export type Tone = "error" | "blank" | "warning";
export const toneOf = ({ severity, blank }: Problem): Tone => (severity === "error" && blank ? "blank" : severity);

/** Loudest first. */
const tones: readonly Tone[] = ["error", "blank", "warning"];
export const worstOf = (problems: readonly Problem[]): Tone | null =>
  tones.find((tone) => problems.some((problem) => toneOf(problem) === tone)) ?? null;

import type { Body, Reply } from "#server/api.ts";

export type Story = Reply<"listProposals">["rows"][number];
/** What is said for one of the person's accounts. */
export type Proposed = Story["posts"][number];
export type Answer = Body<"answerProposals">;
export type Outcome = Reply<"answerProposals">["posts"][number];
export type Change = Omit<Extract<Answer, { answer: "publish" }>["posts"][number], "id">;

/** On what it is answered, which a second device says of the first. */
export const device = (): Answer["device"] => (matchMedia("(pointer: coarse)").matches ? "phone" : "computer");

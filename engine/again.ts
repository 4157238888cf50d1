import { z } from "zod";

/**
 * That an item goes out once more: asked for by a step that keeps items and gives them again. What leaves such a step carries this, and what it
 * keeps carries it too: there it is the step's memory of the item. The ledger makes one delivery of it for an account and occasion, and never
 * two posts of one item within the gap, whichever step or map asks (server/ledger/repeat.ts).
 */
export const Again = z.strictObject({
  /** The step that gives it, among all of the workspace's. */
  by: z.string().min(1).max(160),
  /** Which time this is; 0: it was given for the first time, and not yet again. */
  times: z.int().min(0).max(10_000),
  /** When it was given last, milliseconds since the epoch. */
  at: z.number(),
  /** Milliseconds between two posts of it by one account, at least. */
  gap: z.number().min(0),
});
export type Again = z.infer<typeof Again>;

/** How occasions begin that a step gives, in a run; and those that are a person's deed and no run's. */
export const byStep = "recycle:";
export const byPerson = "person:";

/** What the ledger knows it by: one an account, item and time. */
export const occasionOf = ({ by, times }: Again): string => `${byStep}${by}/${times}`;

import { z } from "zod";

/** What one call costs at a network that is paid for, in the card's currency. */
export const Price = z.strictObject({
  /** A post without an address in it. */
  post: z.number().min(0).max(1000),
  /** A post with one. */
  linked: z.number().min(0).max(1000),
  /** A post that is read. */
  read: z.number().min(0).max(1000),
  /** One of the very account's that reads it, and its own numbers. */
  own: z.number().min(0).max(1000),
});
export type Price = z.infer<typeof Price>;

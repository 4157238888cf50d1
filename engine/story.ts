import { z } from "zod";

export const storyWays = ["off", "address", "both"] as const;

/**
 * When two items of two sources are one story for an account, which has it once: with the same address, or with that or nearly the
 * same headline, within so many days. Within one source only what has the same address and the same headline is.
 */
export const StoryRule = z.strictObject({
  by: z.enum(storyWays).describe("By what two items are one story: off, address, or both (address or headline)."),
  days: z.int().min(1).max(90).describe("Days in which one story goes to an account once."),
});
export type StoryRule = z.infer<typeof StoryRule>;

export const usualStoryRule: StoryRule = { by: "both", days: 30 };

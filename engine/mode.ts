/** What an ambassador lets happen for an account and topic by itself: to be asked (the default), to post, nothing at all. */
export const modes = ["ask", "auto", "paused"] as const;
export type Mode = (typeof modes)[number];

/** What changes with a pair, and with what somebody offers. */
export const stale = ["readMentoring", "readTrack", "listNewcomers"] as const;

/** What changes with what somebody wishes, shows or deletes. */
export const stale = ["readRecognition", "myThanks", "listThanks", "listBadges"] as const;

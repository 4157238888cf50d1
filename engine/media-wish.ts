/** What a target wants of its items' pictures. */
export type MediaWish = {
  /** Where the item has a video and the account's network takes it, that goes in the picture's place. */
  videos?: boolean;
  /** Where the item has no picture, that of the page behind its link. */
  page?: boolean;
  /** More than the first of its pictures: all of every item, or of `posts` alone, which are read from a network and show different ones. */
  several?: "all" | "posts";
  /** Nothing goes out with a picture of which nobody says what it shows. */
  describe: boolean;
  /** Where the picture cannot be had: the post goes without it, waits and then goes without it, or waits and is then let go. */
  missing: "send" | "wait" | "drop";
  /** How long it waits. */
  hours: number;
};

import type { MachineMark } from "#engine/machine.ts";
import type { Limits } from "#engine/map.ts";
import type { Post } from "#engine/post.ts";
import type { StoryRule } from "#engine/story.ts";
import type { Text } from "#engine/text.ts";
import type { Asked } from "./sift.ts";

/** A picture that a post was to show and that could not be had. */
export type Missing = {
  address: string;
  alt: string | null;
  /** It may not go without an alternative text. */
  describe: boolean;
  code: string;
  kind: "picture" | "video";
  /** It stands in the card of the link. */
  card: boolean;
  /** The address is that of the page whose picture is meant. */
  page: boolean;
  /** How long the post waits for it, and what becomes of it then; null: it goes out without. */
  waits: { hours: number; drops: boolean } | null;
};

/** One item for one account, as a run wants it. `post` is final. */
export type Wanted = Asked & {
  node: string;
  network: string;
  itemSeq: number | null;
  post: Post;
  /** Under what no rule of its network forbids the post (ruled.ts); null or absent: the gate has it judged. */
  ruled?: string | null;
  /** The rule that does. */
  forbidden?: { message: Text } | null;
  missing?: Missing | null;
  /**
   * It may be a repost: of what another account publishes of the item (`leadAccount`), for which it waits, or `other`, which its owner may choose
   * and which goes in its place where nobody is asked.
   */
  pass?: { share: "repost" | "only" | "choice"; leadAccount: string | null; other: Post | null } | null;
  /** The short link that the post carries, to be written down with its delivery. */
  short?: { code: string; target: string } | null;
  /** Machines made its words: it waits for a yes. */
  machine?: readonly MachineMark[];
  /** Which of its item's wordings it is, where there are several. */
  wording?: string;
  /** Its post in each of them, this one too; the same objects for accounts that take the same (wordings.ts). */
  wordings?: () => { id: string; post: Post }[];
  topic: string;
  /** The flood protection wants a person to look at it first. */
  review?: boolean;
};

export type ScheduleInput = {
  workspaceId: string;
  mapId: string;
  version: number;
  runId: string;
  limits: Limits;
  /** When two items are one story; the usual rule unless said. */
  stories?: StoryRule;
  /** The run's time, ISO 8601. */
  now: string;
  wanted: Wanted[];
  /** The map was told to begin with what was there before: then accounts that came after an item get it as well. */
  older?: boolean;
  /** A recorded act by which the items go out once more, whatever their accounts have already; absent for the first. */
  occasion?: string;
};

export type Unscheduled = { wanted: Wanted; code: string; reason: Text };
/**
 * `created` counts the held ones too: each wanted is created or a drop. `accounts` have something to send now. All that was created
 * lies within `numbers`, and nothing of another run of this workspace does.
 */
export type Scheduled = {
  created: number;
  held: number;
  drops: Unscheduled[];
  accounts: string[];
  numbers: Range | null;
};
export type Range = { first: number; last: number };

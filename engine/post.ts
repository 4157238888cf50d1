import { z } from "zod";
import { visibilities } from "./card.ts";
import { compose } from "./compose.ts";

/** A stored picture, video or document as a post shows it: which one, and what is said of it. The bytes are the store's. */
export const PostMedium = z.strictObject({
  /** In the workspace's store of media. */
  id: z.uuid(),
  kind: z.enum(["picture", "video"]),
  /** As found by its content, e.g. `image/jpeg`. */
  type: z.string().max(100),
  /** What somebody hears who does not see it; absent where nobody has said it yet. */
  alt: z.string().max(4000).optional(),
  /** Pixels. */
  width: z.int().min(1).optional(),
  height: z.int().min(1).optional(),
});
export type PostMedium = z.infer<typeof PostMedium>;

/** What a network shows of the address a post points to. */
export const LinkCard = z.strictObject({
  url: z.string().max(4000),
  title: z.string().max(2000),
  description: z.string().max(2000).optional(),
  picture: PostMedium.optional(),
});
export type LinkCard = z.infer<typeof LinkCard>;

/** Words of a text that are a live mention where the network can: whose page, by its name in the address there or its number. */
export const Mention = z.strictObject({ text: z.string().min(1).max(200), page: z.string().min(1).max(200) });
export type Mention = z.infer<typeof Mention>;

/** A post on a network that is not ours to write: what is reposted. */
export const Original = z.strictObject({
  remoteId: z.string().min(1).max(500),
  url: z.string().max(4000).optional(),
  /** Whose it is and what it says, for people here: the network shows its own. */
  author: z.string().max(300).optional(),
  text: z.string().max(2000).optional(),
});
export type Original = z.infer<typeof Original>;

/**
 * One thing that a network is asked for by one call, final: `text` is what is sent, letter for letter, its link composed in.
 * What is usual is absent. `link` is the address that it points to, for the card and for finding the post again.
 */
export const Part = z.strictObject({
  /** `post`: own words; `repost`: somebody's post passed on; `reply`: goes on a thread; `comment`: below one's own post. */
  kind: z.enum(["post", "repost", "reply", "comment"]).default("post"),
  text: z.string().max(100_000),
  link: z.string().max(4000).optional(),
  media: z.array(PostMedium).min(1).max(20).optional(),
  /** Its pictures may not go without alternative texts: whoever drew the map wants it so. */
  describe: z.literal(true).optional(),
  card: LinkCard.optional(),
  /** No card of its link is wanted, also none that the network would make by itself, where it can be had. */
  cardless: z.literal(true).optional(),
  mentions: z.array(Mention).min(1).max(10).optional(),
  original: Original.optional(),
  /** BCP 47, e.g. `fr`. */
  language: z.string().max(35).optional(),
  /** Where the network has it. */
  visibility: z.enum(visibilities).optional(),
  /** Shown in place of the text until the reader asks for it, where the network has it. */
  warning: z.string().max(500).optional(),
});
export type Part = z.infer<typeof Part>;

/** Parts of one post at most: a thread longer than this is an article. */
export const mostParts = 25;

/**
 * What leaves: a chain of parts (the post, what follows it in a thread, a first comment), frozen when the delivery is scheduled.
 * Nothing is composed later. Stored as versioned JSON; `readPost` reads every version there was.
 */
export const Post = z.strictObject({ version: z.literal(1), parts: z.array(Part).min(1).max(mostParts) });
export type Post = z.infer<typeof Post>;

/** A post as it is stored: what is usual is left out. */
export function writePost(post: Post): unknown {
  return {
    version: post.version,
    parts: post.parts.map(({ kind, ...part }) => (kind === "post" ? part : { kind, ...part })),
  };
}

/** A post of one part. */
export const postOf = (part: Omit<Part, "kind"> & { kind?: Part["kind"] }): Post => ({
  version: 1,
  parts: [{ kind: "post", ...part }],
});

/**
 * A stored post in today's form. Deliveries older than the contract kept a text and a link that was composed in when they were
 * sent: they are read as what would have been sent. Throws where the JSON is no post of any version.
 */
export function readPost(stored: unknown, old: { text: string | null; link: string | null }): Post {
  if (stored !== null && stored !== undefined) return Post.parse(stored);
  const link = old.link === null || old.link === "" ? {} : { link: old.link };
  return postOf({ text: compose(old.text ?? "", old.link), ...link });
}

/**
 * The key of one part, by which a network knows it: the delivery's own for the first, another one for each that follows. It follows from
 * the delivery's alone, so that each attempt of a part has the same one.
 */
export const partKey = (key: string, index: number): string => (index === 0 ? key : `${key}-${index}`);

/** The first part: what lists, proposals and previews show. */
export const firstPart = (post: Post): Part => post.parts[0]!;

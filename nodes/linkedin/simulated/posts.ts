import { z } from "zod";
import { createPosts } from "#engine/simulator/posts.ts";
import type { Stage } from "#engine/simulator.ts";

/** LinkedIn says "duplicate" for a day or two, also where the first post was deleted. */
const remembered = 24 * 3_600_000;

const Article = z.strictObject({
  source: z.string(),
  title: z.string(),
  description: z.string().optional(),
  thumbnail: z.string().optional(),
});
const PostEntry = z.strictObject({
  kind: z.enum(["post", "comment"]),
  id: z.string(),
  /** The author's URN. */
  handle: z.string(),
  /** As readers see it. */
  text: z.string(),
  at: z.number(),
  /** Ids of its pictures, in their order. */
  media: z.array(z.string()),
  article: Article.nullable(),
  /** Names in its text that are live mentions. */
  mentions: z.array(z.string()).default([]),
  /** What it passes on, or stands below. */
  parent: z.string().nullable(),
  /** LinkedIn knows two kinds of posts, and tells them apart in each address: what holds a video is the second. */
  ugc: z.boolean().default(false),
  /** When its words were last changed. */
  edited: z.number().default(0),
});
const Entry = z.union([
  PostEntry,
  z.strictObject({ kind: z.literal("gone"), id: z.string() }),
  z.strictObject({ kind: z.literal("edited"), id: z.string(), text: z.string(), at: z.number() }),
]);
type Entry = z.infer<typeof Entry>;
export type Post = z.infer<typeof PostEntry>;
export type Article = z.infer<typeof Article>;

/** As its address says it. Another kind's is nobody's. */
export const urnOf = ({ id, ugc }: Pick<Post, "id" | "ugc">): string => `urn:li:${ugc ? "ugcPost" : "share"}:${id}`;

export type Posts = ReturnType<typeof createFeed>;

/** What members and pages published, and the comments below it. */
export function createFeed({ now, journal }: Pick<Stage, "now" | "journal">) {
  const posts = createPosts<Post>({ ids: { epoch: 1_280_000_000_000, bits: 12 } });
  const gone = new Set<string>();
  const replay = (entry: Entry): void => {
    if (entry.kind === "gone") gone.add(entry.id);
    else if (entry.kind === "edited") {
      const post = posts.find(entry.id);
      if (post !== null) Object.assign(post, { text: entry.text, edited: entry.at });
    } else posts.replay(entry);
  };
  const kept = journal<Entry>("posts", {
    parse: (value) => Entry.parse(value),
    replay,
    snapshot: () => [...posts.all(), ...[...gone].map((id): Entry => ({ kind: "gone", id }))],
  });
  const there = ({ id }: Post): boolean => !gone.has(id);
  return {
    /** Everything that was ever accepted, oldest first. */
    accepted: (): readonly Post[] => posts.all(),
    all: (): Post[] => posts.all().filter((post) => post.kind === "post" && there(post)),
    of: (author: string): Post[] => posts.of(author).filter((post) => post.kind === "post" && there(post)),
    comments: (parent: string): Post[] =>
      posts.all().filter((post) => post.kind === "comment" && post.parent === parent),
    /** By its number, or by its URN, whose kind has to be right. */
    find: (name: string): Post | null => {
      const post = posts.find(/\d+$/u.exec(name)?.[0] ?? "");
      if (post === null || !there(post)) return null;
      return !name.startsWith("urn:") || post.kind === "comment" || urnOf(post) === name ? post : null;
    },
    /** The earlier one of the same words, deleted or not; it may be a ghost. */
    twin: (post: Pick<Post, "handle" | "text" | "parent">): Post | null =>
      posts
        .of(post.handle)
        .findLast(
          (each) =>
            each.kind === "post" &&
            each.text === post.text &&
            each.parent === post.parent &&
            each.at > now() - remembered,
        ) ?? null,
    write: (post: Omit<Post, "id" | "at" | "edited">): Post =>
      posts.accept({ append: (entry) => kept.append(entry) }, now(), (id) => ({ ...post, id, at: now(), edited: 0 })),
    edit: (id: string, text: string): void => {
      const entry = { kind: "edited" as const, id, text, at: now() };
      kept.append(entry);
      replay(entry);
    },
    remove: (id: string): void => {
      kept.append({ kind: "gone", id });
      replay({ kind: "gone", id });
    },
  };
}

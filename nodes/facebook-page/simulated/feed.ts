import { z } from "zod";
import { createPosts } from "#engine/simulator/posts.ts";
import type { Stage } from "#engine/simulator.ts";
import { demoPosts } from "../demo.ts";
import { mainPage } from "./pages.ts";

const Link = z.strictObject({ url: z.string(), title: z.string() });
export const FeedEntry = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("opened"), at: z.number() }),
  z.strictObject({
    kind: z.literal("post"),
    id: z.string(),
    /** The first simulator knew one page only. */
    page: z.string().default(mainPage.id),
    message: z.string(),
    at: z.number(),
    link: Link.nullable(),
    photos: z.array(z.string()).default([]),
    /** The video that it is, by its own id. */
    video: z.string().nullable().default(null),
    /** Made by an app in development: its own people alone see it. */
    hidden: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal("gone"), id: z.string() }),
]);
type Entry = z.infer<typeof FeedEntry>;
export type Post = Omit<Extract<Entry, { kind: "post" }>, "kind">;

export type Feed = ReturnType<typeof createFeed>;

/** What stands on the simulated pages: posts that came by the API, and those of the demo, which lie around the first start. */
export function createFeed({ now, journal }: Pick<Stage, "now" | "journal">) {
  const posts = createPosts<Post & { handle: string }>({ ids: { epoch: 1_400_000_000_000, bits: 12 } });
  const gone = new Set<string>();
  let opened: number | null = null;
  function replay(entry: Entry): void {
    if (entry.kind === "opened") opened = entry.at;
    else if (entry.kind === "gone") gone.add(entry.id);
    else posts.replay({ ...entry, handle: entry.page });
  }
  const kept = journal<Entry>("page", {
    parse: (value) => FeedEntry.parse(value),
    replay,
    snapshot: () => [
      { kind: "opened", at: opened ?? now() },
      ...posts.all().map(entryOf),
      ...[...gone].map((id): Entry => ({ kind: "gone", id })),
    ],
  });
  function record(entry: Entry): void {
    kept.append(entry);
    replay(entry);
  }
  // The demo's posts lie around the first start, and stay where they are afterwards.
  if (opened === null) record({ kind: "opened", at: now() });
  const staged = demoPosts.map(({ hours, message, link }, index): Post => ({
    id: String(7_000_000 + index),
    page: mainPage.id,
    message,
    at: (opened ?? now()) - hours * 3_600_000,
    link: link ?? null,
    photos: [],
    video: null,
    hidden: false,
  }));

  /** A page's posts, newest first; a demo post of the future is not there yet. */
  const of = (page: string): Post[] =>
    [...(page === mainPage.id ? staged : []), ...posts.of(page)]
      .filter(({ id, at }) => at <= now() && !gone.has(id))
      .toSorted((a, b) => b.at - a.at || (BigInt(b.id) > BigInt(a.id) ? 1 : -1));

  return {
    of,
    find: (page: string, id: string): Post | null => of(page).find((post) => post.id === id) ?? null,
    /** What the API was given, oldest first. */
    written: (): readonly Post[] => posts.all(),
    write: (post: Omit<Post, "id" | "at">): Post =>
      posts.accept({ append: (entry) => kept.append(entryOf(entry)) }, now(), (id) => ({
        ...post,
        id,
        at: now(),
        handle: post.page,
      })),
    remove: (id: string): void => record({ kind: "gone", id }),
  };
}

const entryOf = ({ handle: _page, ...post }: Post & { handle: string }): Entry => ({ kind: "post", ...post });

import { z } from "zod";
import { clean } from "#engine/clean.ts";
import { type Post, readPost, writePost } from "#engine/post.ts";

/** A post as JSON that PostgreSQL takes. */
export const spellPost = (post: Post): string =>
  JSON.stringify(writePost(post), (_, value: unknown) => (typeof value === "string" ? clean(value) : value));

/** The columns that a delivery's post stands in. `text` and `link` are of deliveries older than posts. */
export type PostColumns = { post: unknown; text: string | null; link: string | null };

export const postOfRow = ({ post, text, link }: PostColumns): Post => readPost(post, { text, link });

/** As the gate hands it over: an old delivery's text and link come as version 0. */
export function readGated(post: unknown): Post {
  const old = OldPost.safeParse(post);
  return old.success ? readPost(null, old.data) : readPost(post, { text: null, link: null });
}
const OldPost = z.object({ version: z.literal(0), text: z.string().nullable(), link: z.string().nullable() });

import { z } from "zod";

/** What is read of X's answers. Unknown fields are let through: the API grows, and renames (`tweet…` → `post…`) while it does. */
export const Created = z.object({ data: z.object({ id: z.string().regex(/^\d{1,24}$/) }) });

export const Me = z.object({
  data: z.object({
    id: z.string().regex(/^\d{1,24}$/),
    username: z.string().min(1).max(50),
    name: z.string().max(200),
    profile_image_url: z.string().max(2000).nullish(),
  }),
});

const Url = z.object({
  url: z.string(),
  expanded_url: z.string().nullish(),
  display_url: z.string().nullish(),
  unwound_url: z.string().nullish(),
  /** Of an address that X itself appends for a picture of the post. */
  media_key: z.string().nullish(),
});
/** Texts above 280 stand in `note_tweet`; the renamed API calls it `note_post`. */
const Note = z.object({ text: z.string(), entities: z.object({ urls: z.array(Url).nullish() }).nullish() }).nullish();
/** What a post passes on, quotes or answers; renamed like the rest. */
const References = z.array(z.object({ type: z.string(), id: z.string() })).nullish();
const Post = z.object({
  id: z.string(),
  text: z.string(),
  created_at: z.string().nullish(),
  entities: z.object({ urls: z.array(Url).nullish() }).nullish(),
  note_tweet: Note,
  note_post: Note,
  referenced_tweets: References,
  referenced_posts: References,
});
export type Post = z.infer<typeof Post>;

export const Timeline = z.object({
  data: z.array(Post).nullish(),
  meta: z.object({ next_token: z.string().nullish() }).nullish(),
});

/** A post, or a repost, that was taken back. */
export const Removed = z.object({
  data: z.union([
    z.object({ deleted: z.literal(true) }),
    z.object({ retweeted: z.literal(false) }),
    z.object({ reposted: z.literal(false) }),
  ]),
});

/** A repost; `rest_id` is its own id, where the answer names it. */
export const Reposted = z.object({
  data: z.object({
    rest_id: z
      .string()
      .regex(/^\d{1,24}$/)
      .nullish(),
    retweeted: z.boolean().nullish(),
    reposted: z.boolean().nullish(),
  }),
});

/** Counts of posts; those that are gone stand in `errors` and not in `data`. */
export const Counted = z.object({
  data: z
    .array(
      z.object({
        id: z.string(),
        public_metrics: z.object({
          like_count: z.int(),
          reply_count: z.int(),
          quote_count: z.int(),
          retweet_count: z.int().nullish(),
          repost_count: z.int().nullish(),
          impression_count: z.int().nullish(),
        }),
      }),
    )
    .nullish(),
});
export const Followed = z.object({ data: z.object({ public_metrics: z.object({ followers_count: z.int() }) }) });

/** An upload, begun, ended or asked for. Ids exceed 2^53: they are text. */
export const Uploaded = z.object({
  data: z.object({
    id: z.string().regex(/^\d{1,24}$/),
    expires_after_secs: z
      .int()
      .min(0)
      .nullish()
      .transform((seconds) => seconds ?? undefined),
    processing_info: z
      .object({
        state: z.string(),
        check_after_secs: z.number().min(0).max(3600).nullish(),
        error: z.object({ name: z.string().nullish(), message: z.string().nullish() }).nullish(),
      })
      .nullish(),
  }),
});
export type Uploaded = z.infer<typeof Uploaded>;

/** Errors come as problem+json, older ones in `errors`, those of OAuth as a pair. */
export const Failure = z.object({
  title: z.string().nullish(),
  detail: z.string().nullish(),
  error_description: z.string().nullish(),
  errors: z.array(z.object({ message: z.string().nullish() })).nullish(),
});

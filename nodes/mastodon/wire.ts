import { decodeHTML } from "entities";
import { z } from "zod";

/** What is read of Mastodon's answers; forks and newer versions send more. */
export const App = z.object({ client_id: z.string().min(1).max(500), client_secret: z.string().min(1).max(500) });

export const Me = z.object({
  id: z.string().min(1).max(100),
  username: z.string().min(1).max(200),
  display_name: z.string().max(1000).nullish(),
  avatar: z.string().max(2000).nullish(),
  url: z.string().max(2000).nullish(),
});

/** An uploaded medium; its address is missing while the server works on it. */
export const Attachment = z.object({ id: z.string().min(1).max(100), url: z.string().nullish() });

export const Status = z.object({ id: z.string().min(1).max(100), url: z.string().max(2000).nullish() });
/** What a boost stands for: its own id is the boost's. */
const Boost = z.object({ id: z.string().min(1).max(100), uri: z.string().nullish(), url: z.string().nullish() });
export const Boosted = Status.extend({ reblog: Boost });
export const Statuses = z.array(
  Status.extend({ content: z.string(), created_at: z.string(), reblog: Boost.nullish() }),
);
/** A status that is to be boosted, as the account sees it. */
const Seen = z.object({
  id: z.string().min(1).max(100),
  visibility: z.string().nullish(),
  reblogged: z.boolean().nullish(),
});
export const Subject = Seen.extend({ reblog: Seen.nullish() });
export const Found = z.object({ statuses: z.array(Subject) });
/** A status with its counts; quotes came with 4.5. */
export const Counted = Status.extend({
  favourites_count: z.int(),
  reblogs_count: z.int(),
  replies_count: z.int(),
  quotes_count: z.int().nullish(),
});
export type Counted = z.infer<typeof Counted>;
export const CountedList = z.array(Counted);
export const Followed = z.object({ followers_count: z.int() });
export const Failure = z.object({ error: z.string(), error_description: z.string().nullish() });

/** A status as it was written, from its markup: paragraphs and breaks become line ends, shortened addresses are whole in it. */
export function readContent(content: string): { text: string; links: string[] } {
  const links = [...content.matchAll(/<a\b[^>]*?\bhref="([^"]*)"/giu)].map(([, href = ""]) => decodeHTML(href));
  const text = content
    .replace(/<br\s*\/?>/giu, "\n")
    .replace(/<\/p>\s*<p[^>]*>/giu, "\n\n")
    .replace(/<[^>]*>/gu, "");
  return { text: decodeHTML(text), links };
}

/** What a server's OAuth knows (since 4.3). */
export const Metadata = z.object({ scopes_supported: z.array(z.string()) });

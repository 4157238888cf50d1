import { z } from "zod";

const Attachment = z.object({
  media_type: z.string().nullish(),
  title: z.string().nullish(),
  url: z.string().nullish(),
  unshimmed_url: z.string().nullish(),
});

/** A post of the page's listing. `message` may be absent (a photo without words). */
export const Post = z.object({
  id: z.string().min(1).max(100),
  message: z.string().nullish(),
  created_time: z.string().nullish(),
  permalink_url: z.string().nullish(),
  full_picture: z.string().nullish(),
  attachments: z.object({ data: z.array(Attachment) }).nullish(),
});
export type Post = z.infer<typeof Post>;

export const Listing = z.object({
  data: z.array(Post),
  paging: z
    .object({ cursors: z.object({ after: z.string().nullish() }).nullish(), next: z.string().nullish() })
    .nullish(),
});

export const Failure = z.object({
  error: z.object({ message: z.string(), code: z.number(), error_subcode: z.number().nullish() }),
});

/** Each value is the share used, in percent; `X-Business-Use-Case-Usage` also says in how many minutes access returns. */
export const BusinessUsage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().nullish() })),
);

/**
 * What is asked for: light on purpose. Asking for reactions in a listing makes the Graph API leave out posts in silence
 * (measured by others); metrics are fetched post by post.
 */
export const fields =
  "id,message,created_time,permalink_url,full_picture,attachments{media_type,title,url,unshimmed_url,target}";

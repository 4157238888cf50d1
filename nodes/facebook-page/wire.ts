import { z } from "zod";

const Media = z
  .object({
    image: z.object({ src: z.string(), width: z.number().nullish(), height: z.number().nullish() }).nullish(),
    /** Of a video: its file. */
    source: z.string().nullish(),
  })
  .nullish()
  .catch(null);
const Piece = z.object({
  media_type: z.string().nullish(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  url: z.string().nullish(),
  unshimmed_url: z.string().nullish(),
  media: Media,
});
const Attachment = Piece.extend({
  /** An album's photos, each; the album itself shows the first. */
  subattachments: z
    .object({ data: z.array(Piece) })
    .nullish()
    .catch(null),
});
export type Attachment = z.infer<typeof Attachment>;
export type Piece = z.infer<typeof Piece>;

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

export const Failure = z.object({
  error: z.object({
    message: z.string(),
    code: z.number(),
    error_subcode: z.number().nullish(),
    /** For people, in the language that Facebook takes for theirs. */
    error_user_msg: z.string().nullish(),
  }),
});

/** Each value is the share used, in percent; some also say in how many minutes access returns. */
export const Usage = z.object({
  call_count: z.number().nullish(),
  total_time: z.number().nullish(),
  total_cputime: z.number().nullish(),
  estimated_time_to_regain_access: z.number().nullish(),
});
export type Usage = z.infer<typeof Usage>;
/** `X-Business-Use-Case-Usage`, by business or page. */
export const BusinessUsage = z.record(z.string(), z.array(Usage));

/** Who signed in. Ids are strings: many are above 2^53. */
export const Person = z.object({ id: z.string().min(1).max(100), name: z.string().max(1000).nullish() });
export const Exchanged = z.object({
  access_token: z.string().min(1).max(2000),
  /** Seconds; absent where it does not end by itself. */ expires_in: z.number().nullish(),
});
/** What a token is, as Facebook tells whoever has it. Seconds since the epoch; 0 or absent: it does not end. */
export const Debugged = z.object({ data: z.object({ data_access_expires_at: z.number().nullish() }) });
export const Permissions = z.object({ data: z.array(z.object({ permission: z.string(), status: z.string() })) });
export const Business = z.object({ id: z.string().min(1).max(100) });

/** A page that a person manages. Without a token the person has no role on it themselves. */
export const ManagedPage = z.object({
  id: z.string().min(1).max(100),
  name: z.string().max(1000).nullish(),
  username: z.string().max(200).nullish(),
  link: z.string().max(2000).nullish(),
  access_token: z.string().min(1).max(2000).nullish(),
  picture: z
    .object({
      data: z.object({ url: z.string().max(2000).nullish(), is_silhouette: z.boolean().nullish() }).nullish(),
    })
    .nullish(),
  /** What the person may do there; only `/me/accounts` says it. */
  tasks: z.array(z.string()).nullish(),
});
export type ManagedPage = z.infer<typeof ManagedPage>;

export const Made = z.object({ id: z.string().min(1).max(200), permalink_url: z.string().max(2000).nullish() });
/** A photo; `post_id` only where it was published at once. */
export const Uploaded = z.object({ id: z.string().min(1).max(200) });
export const Done = z.object({ success: z.literal(true) });
export const Followed = z.object({ followers_count: z.int() });

/** A post's counts. Objects (reactions by type) are summed. */
export const Counted = z.object({
  shares: z.object({ count: z.int() }).nullish(),
  comments: z.object({ summary: z.object({ total_count: z.int() }).nullish() }).nullish(),
  /** Of a video. */
  likes: z.object({ summary: z.object({ total_count: z.int() }).nullish() }).nullish(),
  reactions: z.object({ summary: z.object({ total_count: z.int() }).nullish() }).nullish(),
  insights: z
    .object({
      data: z.array(
        z.object({
          name: z.string(),
          values: z.array(z.object({ value: z.union([z.number(), z.record(z.string(), z.number())]) })),
        }),
      ),
    })
    .nullish(),
});
export type Counted = z.infer<typeof Counted>;

/**
 * What is asked for: light on purpose. Asking for reactions in a listing makes the Graph API leave out posts in silence
 * (measured by others); metrics are fetched post by post.
 */
export const fields =
  "id,message,created_time,permalink_url,full_picture,attachments{media_type,title,description,url,unshimmed_url,target,media,subattachments}";

/** Offsets come as strings of digits. */
const Offset = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,15}$/u)
    .transform(Number),
]);
const Window = z.object({ start_offset: Offset, end_offset: Offset });
/** A resumable upload that was begun: which bytes are wanted first. */
export const Started = Window.extend({
  upload_session_id: z.string().min(1).max(200),
  video_id: z.string().min(1).max(200),
});
/** Which bytes are wanted next; the refusal of a part that was not asked for says it too. */
export const Moved = z.union([Window, z.object({ error: z.object({ error_data: Window }) })]);
const Phase = z
  .object({
    status: z.string().nullish(),
    error: z.object({ message: z.string() }).nullish(),
    errors: z.array(z.object({ message: z.string() })).nullish(),
  })
  .nullish();
/** How a video stands. */
export const Filmed = z.object({
  status: z
    .object({
      video_status: z.string().nullish(),
      uploading_phase: Phase,
      processing_phase: Phase,
      publishing_phase: Phase,
    })
    .nullish(),
  permalink_url: z.string().max(2000).nullish(),
});

import { z } from "zod";

/** Who signed in with the members' app (OpenID's userinfo). */
export const Member = z.object({
  sub: z.string().min(1).max(100),
  name: z.string().max(1000).nullish(),
  picture: z.string().max(2000).nullish(),
});

/** Who signed in with the pages' app, which knows no OpenID. */
export const Me = z.object({
  id: z.string().min(1).max(100),
  localizedFirstName: z.string().max(500).nullish(),
  localizedLastName: z.string().max(500).nullish(),
});

/** A role on a page; `organization` (older: `organizationalTarget`) is its URN. */
export const Role = z.object({
  role: z.string(),
  state: z.string(),
  organization: z.string().max(200).nullish(),
  organizationalTarget: z.string().max(200).nullish(),
});
export const Roles = z.object({
  elements: z.array(Role),
  paging: z.object({ start: z.number(), count: z.number(), total: z.number().nullish() }).nullish(),
});

export const Organisation = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  localizedName: z.string().max(1000),
  vanityName: z.string().max(200).nullish(),
});

export const Organisations = z.object({ elements: z.array(Organisation) });

/** Where a picture's bytes go, and what it is called in a post. */
export const Upload = z.object({
  value: z.object({
    uploadUrl: z.string().min(1).max(4000),
    image: z.string().min(1).max(200),
    /** Milliseconds since the epoch. */
    uploadUrlExpiresAt: z.number().nullish(),
  }),
});

export const Failure = z.object({
  message: z.string().nullish(),
  code: z.string().nullish(),
  serviceErrorCode: z.number().nullish(),
  errorDetails: z
    .object({
      inputErrors: z.array(z.object({ code: z.string().nullish(), description: z.string().nullish() })).nullish(),
    })
    .nullish(),
});

/** Where the parts of a video go: its bytes from the first to the last, both included. */
export const VideoUpload = z.object({
  value: z.object({
    video: z.string().min(1).max(200),
    uploadInstructions: z
      .array(z.object({ uploadUrl: z.string().min(1).max(4000), firstByte: z.int().min(0), lastByte: z.int().min(0) }))
      .min(1)
      .max(1000),
    uploadToken: z.string().max(2000).nullish(),
    /** Milliseconds since the epoch. */
    uploadUrlsExpireAt: z.number().nullish(),
  }),
});

/** What becomes of a picture or video; members' tokens may not ask. */
export const State = z.object({
  status: z.string().exactOptional(),
  processingFailureReason: z.string().max(1000).nullish(),
});

export const Commented = z.object({ id: z.union([z.string(), z.number()]).transform(String) });

/** Whether a post is out. */
export const Lived = z.object({ lifecycleState: z.string() });

/** A page's posts. Times in milliseconds since the epoch; `commentary` is little text. */
export const Listed = z.object({
  elements: z.array(
    z.object({
      id: z.string().min(1).max(200),
      commentary: z.string().nullish(),
      createdAt: z.number().nullish(),
      publishedAt: z.number().nullish(),
      lastModifiedAt: z.number().nullish(),
      content: z.object({ article: z.object({ source: z.string().nullish() }).nullish() }).nullish(),
    }),
  ),
});

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

const Image = z.object({ id: z.string().max(200), altText: z.string().max(5000).nullish() });

/** A page's post. Times in milliseconds since the epoch; `commentary` is little text. Whatever else it holds is let be. */
export const Listed = z.object({
  id: z.string().min(1).max(200),
  commentary: z.string().nullish(),
  createdAt: z.number().nullish(),
  publishedAt: z.number().nullish(),
  lastModifiedAt: z.number().nullish(),
  lifecycleState: z.string().nullish(),
  visibility: z.string().nullish(),
  /** `NONE`: it stands on no feed, as an advertisement does. */
  distribution: z.object({ feedDistribution: z.string().nullish() }).nullish().catch(null),
  /** Somebody's post is passed on. */
  reshareContext: z.object({ parent: z.string().nullish() }).nullish().catch(null),
  content: z
    .object({
      article: z
        .object({
          source: z.string().nullish(),
          title: z.string().nullish(),
          thumbnail: z.string().max(200).nullish(),
          thumbnailAltText: z.string().nullish(),
        })
        .nullish()
        .catch(null),
      /** A picture, a video or a document, by its URN's kind. */
      media: Image.extend({ title: z.string().nullish() }).nullish().catch(null),
      multiImage: z
        .object({ images: z.array(Image) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});
export type Listed = z.infer<typeof Listed>;

export const Page = z.object({ elements: z.array(Listed) });
/** Rows of a listing, each read by itself: one of a kind that nobody knows costs only itself. */
export const Rows = z.object({ elements: z.array(z.unknown()) });

/** Several things asked for at once, by URN. A status says of one why it is not among them. */
export const Batch = z.object({
  results: z.record(z.string(), z.unknown()).catch({}),
  statuses: z.record(z.string(), z.number()).catch({}),
  errors: z.record(z.string(), z.object({ status: z.number().nullish() })).catch({}),
});
export type Batch = z.infer<typeof Batch>;

/** Where the file of a picture or video is, for a while; `thumbnail`: of a video, its picture's own address. */
export const Stored = z.object({
  downloadUrl: z.string().max(4000).nullish(),
  thumbnail: z.string().max(4000).nullish(),
});

/** A post's counts, under the name of its URN's kind. */
export const Statistics = z.object({
  elements: z.array(
    z.object({
      share: z.string().nullish(),
      ugcPost: z.string().nullish(),
      totalShareStatistics: z.object({
        likeCount: z.number().nullish(),
        commentCount: z.number().nullish(),
        shareCount: z.number().nullish(),
        impressionCount: z.number().nullish(),
        uniqueImpressionsCount: z.number().nullish(),
        clickCount: z.number().nullish(),
      }),
    }),
  ),
});

export const Size = z.object({ firstDegreeSize: z.int() });

import { z } from "zod";

/** What is sent to change something, strictly: LinkedIn refuses what it does not know. */

const Image = z.strictObject({ id: z.string(), altText: z.string().max(4086).optional() });
export const NewPost = z.strictObject({
  author: z.string(),
  commentary: z.string(),
  visibility: z.enum(["PUBLIC", "CONNECTIONS"]),
  distribution: z.strictObject({
    feedDistribution: z.enum(["MAIN_FEED", "NONE"]),
    targetEntities: z.array(z.unknown()),
    thirdPartyDistributionChannels: z.array(z.unknown()),
  }),
  content: z
    .union([
      z.strictObject({ media: Image }),
      z.strictObject({ multiImage: z.strictObject({ images: z.array(Image).min(2).max(20) }) }),
      z.strictObject({
        article: z.strictObject({
          source: z.url(),
          title: z.string().min(1).max(400),
          description: z.string().max(4086).optional(),
          thumbnail: z.string().optional(),
        }),
      }),
    ])
    .optional(),
  reshareContext: z.strictObject({ parent: z.string() }).optional(),
  lifecycleState: z.literal("PUBLISHED"),
  isReshareDisabledByAuthor: z.boolean(),
});
export const Patch = z.strictObject({
  patch: z.strictObject({ $set: z.strictObject({ commentary: z.string() }) }),
});
export const NewComment = z.strictObject({
  actor: z.string(),
  object: z.string(),
  message: z.strictObject({ text: z.string().min(1).max(1250) }),
});

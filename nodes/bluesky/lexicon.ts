import { z } from "zod";

/** What the network's schemas say of the records that are put here, in the words of a real server. */

const Blob = (bytes: number, types = /^image\//u) =>
  z.strictObject({
    $type: z.literal("blob"),
    ref: z.strictObject({ $link: z.string().regex(/^bafkrei[a-z2-7]{52}$/u, "Invalid CID") }),
    mimeType: z.string().regex(types, "blob type not accepted"),
    size: z.int().max(bytes, { error: ({ input }) => `blob too big (maximum ${bytes}, got ${String(input)})` }),
  });
const Uri = z
  .string()
  .regex(/^\w+:(?:\/\/)?[^\s/]\S*$/u, { error: ({ input }) => `Invalid uri (got "${String(input)}")` });
const Ref = z.strictObject({ uri: z.string().startsWith("at://"), cid: z.string().regex(/^baf[a-z2-7]{50,60}$/u) });
const Moment = z.iso.datetime({ offset: true, error: "Invalid datetime" });
const Ratio = z.strictObject({ width: z.int().min(1), height: z.int().min(1) });
const Images = z.strictObject({
  $type: z.literal("app.bsky.embed.images"),
  images: z
    .array(
      z.strictObject({
        image: Blob(2_000_000),
        alt: z.string(),
        aspectRatio: Ratio.optional(),
      }),
    )
    .max(4, { error: ({ input }) => `array too big (maximum 4, got ${Array.isArray(input) ? input.length : 0})` }),
});
const Video = z.strictObject({
  $type: z.literal("app.bsky.embed.video"),
  video: Blob(100_000_000, /^video\/mp4$/u),
  alt: z.string().max(10_000).optional(),
  aspectRatio: Ratio.optional(),
});
const External = z.strictObject({
  $type: z.literal("app.bsky.embed.external"),
  external: z.strictObject({ uri: Uri, title: z.string(), description: z.string(), thumb: Blob(1_000_000).optional() }),
});
const Quote = z.strictObject({ $type: z.literal("app.bsky.embed.record"), record: Ref });
const Both = z.strictObject({
  $type: z.literal("app.bsky.embed.recordWithMedia"),
  record: Quote,
  media: z.discriminatedUnion("$type", [Images, External, Video]),
});
const Feature = z.discriminatedUnion("$type", [
  z.strictObject({ $type: z.literal("app.bsky.richtext.facet#link"), uri: Uri }),
  z.strictObject({ $type: z.literal("app.bsky.richtext.facet#mention"), did: z.string().regex(/^did:[a-z]+:/u) }),
  z.strictObject({ $type: z.literal("app.bsky.richtext.facet#tag"), tag: z.string().min(1).max(640) }),
]);
const Facet = z.strictObject({
  index: z.strictObject({ byteStart: z.int().min(0), byteEnd: z.int().min(0) }),
  features: z.array(Feature),
});

const PostRecord = z.strictObject({
  $type: z.literal("app.bsky.feed.post"),
  text: z.string(),
  facets: z.array(Facet).optional(),
  reply: z.strictObject({ root: Ref, parent: Ref }).optional(),
  embed: z.discriminatedUnion("$type", [Images, External, Video, Quote, Both]).optional(),
  langs: z
    .array(z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/u, "Invalid language"))
    .max(3)
    .optional(),
  createdAt: Moment,
});
export type PostRecord = z.infer<typeof PostRecord>;
export type FacetRecord = z.infer<typeof Facet>;
export type Embed = NonNullable<PostRecord["embed"]>;
const RepostRecord = z.strictObject({ $type: z.literal("app.bsky.feed.repost"), subject: Ref, createdAt: Moment });

const schemas = { "app.bsky.feed.post": PostRecord, "app.bsky.feed.repost": RepostRecord };

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Why a record is refused; null where it is well. Harder than the real server in two things that it lets pass and its readers do
 * not show: fields that nobody knows, and facets that stand between characters, beyond the text or over each other.
 */
export function refuseRecord(collection: string, value: unknown): string | null {
  if (collection !== "app.bsky.feed.post" && collection !== "app.bsky.feed.repost")
    return `Unknown lexicon type: ${collection}`;
  const wrong = (what: string): string => `Invalid ${collection} record: ${what}`;
  const parsed = schemas[collection].safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = (issue?.path ?? []).map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
    return wrong(`${issue?.message ?? "invalid"} at $.record${path}`);
  }
  const record = parsed.data;
  if (record.$type !== "app.bsky.feed.post") return null;
  const bytes = Buffer.from(record.text, "utf8");
  if (bytes.length > 3000) return wrong(`string too big (maximum 3000, got ${bytes.length}) at $.record.text`);
  const graphemes = [...segmenter.segment(record.text)].length;
  if (graphemes > 300) return wrong(`grapheme too big (maximum 300, got ${graphemes}) at $.record.text`);
  const at = (record.facets ?? []).findIndex((facet, index, all) => !stands(bytes, facet, all[index - 1]));
  return at < 0 ? null : wrong(`facet stands where no reader sees it at $.record.facets[${at}]`);
}

function stands(
  text: Buffer,
  { index: { byteStart, byteEnd } }: FacetRecord,
  before: FacetRecord | undefined,
): boolean {
  if (byteEnd <= byteStart || byteEnd > text.length || byteStart < (before?.index.byteEnd ?? 0)) return false;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (const piece of [text.subarray(0, byteStart), text.subarray(byteStart, byteEnd)]) decoder.decode(piece);
    return true;
  } catch {
    return false;
  }
}

/** The blobs that a record refers to. */
export function blobsIn(value: unknown): { cid: string; size: number }[] {
  if (typeof value !== "object" || value === null) return [];
  const blob = z.object({ $type: z.literal("blob"), ref: z.object({ $link: z.string() }), size: z.number() });
  const own = blob.safeParse(value);
  if (own.success) return [{ cid: own.data.ref.$link, size: own.data.size }];
  return Object.values(value).flatMap(blobsIn);
}

/** A stored record as a post; null for another kind. */
export const readPostRecord = (value: unknown): PostRecord | null => PostRecord.safeParse(value).data ?? null;

import { z } from "zod";
import { route, everyone, byId } from "./route.ts";

/** Pixels of the longer side: a face, a list or card, a whole screen. Few, since each is made and kept for every picture. */
export const pictureSizes = [96, 480, 1200] as const;
const sized = z.strictObject({ size: z.coerce.number().pipe(z.literal(pictureSizes)).default(480) });

/** What a route answers that gives a file: `tag` changes where the bytes do. */
export const File = z.strictObject({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  type: z.string(),
  tag: z.string(),
  /** Of a document that is shown inside one of our pages: its own content policy, in place of ours. */
  policy: z.string().optional(),
  /** Called by whoever knows the address, without a session; search engines are asked to leave it alone. */
  open: z.literal(true).optional(),
  /** Of a page for a person: kept by nobody, with the status that it says; `refresh`: where the browser goes on by itself, as HTTP's header has it. */
  page: z.strictObject({ status: z.int(), refresh: z.string().max(200).optional() }).optional(),
  /** Of a download that is made while it is sent, in place of the bytes: kept under this name. */
  download: z
    .strictObject({
      name: z.string().max(120),
      stream: z.custom<ReadableStream<Uint8Array>>((value) => value instanceof ReadableStream),
    })
    .optional(),
  /** When it last changed, milliseconds since the epoch, where that is known. */
  changedAt: z.number().optional(),
});

/** Pictures on our own pages: what was stored, and what stands elsewhere, which no browser of ours asks for itself. */
export const media = {
  showMedium: route({
    method: "GET",
    path: "/api/media/:id",
    access: everyone,
    summary: "A stored picture, fitted to a size; an ambassador sees those of posts for their own accounts",
    params: byId,
    /** `network`: as that network would be given it, where it is no larger than the size. */
    query: sized.extend({ network: z.string().max(40).optional() }),
    reply: File,
    file: true,
  }),
  showPicture: route({
    method: "GET",
    path: "/api/pictures",
    access: everyone,
    summary: "A picture from elsewhere, through the guard: only at addresses that an answer of this API gave",
    query: sized.extend({ address: z.string().min(1).max(4000), mark: z.string().min(1).max(100) }),
    reply: File,
    file: true,
  }),
} as const;

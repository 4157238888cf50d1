import { z } from "zod";
import { afterMedium } from "./answer.ts";
import type { MediumLimits } from "./card.ts";
import type { Login, NetworkContext, Prepared, Sending } from "./network.ts";
import type { Text } from "./text.ts";

/**
 * Pictures of channels that take no files: they are told the address at which this server gives the picture to everybody. What the most
 * careful of them shows (Teams: 1024 pixels, 1 MB, no moving pictures).
 */
export const placedLimits: MediumLimits = { bytes: 1_000_000, types: ["image/jpeg", "image/png"], side: 1024 };

const Placed = z.object({
  url: z.string(),
  type: z.string(),
  alt: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
});
export type Placed = z.infer<typeof Placed>;
const Kept = z.object({ pictures: z.array(Placed) });

/**
 * Before the gate: a part's pictures with their addresses, so that each attempt sends the same. None where nobody outside could fetch them;
 * that was said when the post was made.
 */
export async function placePictures(context: NetworkContext, { limits }: Login, { part }: Sending): Promise<Prepared> {
  const media = part.media ?? [];
  const refused = { kind: "rejected", status: null, raw: "" } as const;
  if (media.length > limits.pictures) return { ...refused, reason: tooMany };
  const pictures: Placed[] = [];
  try {
    for (const medium of media) {
      const { bytes, type, width, height } = await context.medium(medium, limits);
      if (bytes.byteLength > (limits.picture?.bytes ?? Infinity)) return { ...refused, reason: tooBig };
      const url = context.placeOf?.(medium) ?? null;
      if (url !== null) pictures.push({ url, type, alt: medium.alt ?? null, width, height });
    }
  } catch (error) {
    return afterMedium(error);
  }
  return { kind: "prepared", status: null, raw: "", data: { pictures }, until: null };
}

/** What was prepared, where it was. */
export const placedIn = ({ prepared }: Pick<Sending, "prepared">): Placed[] => {
  const read = Kept.safeParse(prepared);
  return read.success ? read.data.pictures : [];
};

const tooMany: Text = {
  en: "The channel takes fewer pictures in one message.",
  fr: "Le canal accepte moins d’images par message.",
};
const tooBig: Text = {
  en: "The picture is too large for the channel.",
  fr: "L’image est trop lourde pour le canal.",
};

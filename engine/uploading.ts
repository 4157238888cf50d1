import { z } from "zod";
import type { Prepared } from "./network.ts";
import type { Part, PostMedium } from "./post.ts";
import type { Text } from "./text.ts";

/** What is kept between two steps of uploading a part's media: those that are ready, in order, and the one that the network still works on. */
export const Uploads = z.object({
  ids: z.array(z.string()),
  /** Before the first of them ends, milliseconds since the epoch. */
  until: z.number(),
  processing: z.object({ id: z.string(), since: z.number() }).optional(),
});
type Uploads = z.infer<typeof Uploads>;

/** What publishing needs of it: the media by the network's own names, in order. */
export const uploadedIds = (prepared: unknown): string[] => (prepared === undefined ? [] : Uploads.parse(prepared).ids);

/** A medium that is at the network. `again`: milliseconds until it is worth looking whether it is ready. */
export type Uploaded = { id: string; ready: boolean; status: number; again?: number; until?: number };

/** How a network takes media. What it refuses comes as what preparing leads to. */
export type Uploading = {
  now: number;
  upload: (medium: PostMedium) => Promise<Uploaded | Prepared>;
  /** At one that was not ready; null where the network has forgotten it: it is uploaded again. */
  look: (id: string) => Promise<Uploaded | Prepared | null>;
  /** Why it is given up where the network never gets done with it. */
  tooSlow: Text;
};

/** How long a network may work on a medium, and how long is waited where it does not say, milliseconds. */
const patience = 10 * 60_000;
const pause = 2000;

/** Uploads the media of a part, one at a step, so that what is there stays there whatever happens to us in between. */
export async function uploadStep({ media = [] }: Part, soFar: unknown, network: Uploading): Promise<Prepared> {
  const before: Uploads = soFar === undefined ? { ids: [], until: Number.MAX_SAFE_INTEGER } : Uploads.parse(soFar);
  const { processing } = before;
  const known = processing === undefined ? null : await network.look(processing.id);
  const found = known ?? (await network.upload(media[before.ids.length]!));
  if ("kind" in found) return found;
  const { id, ready, status, again = pause } = found;
  const answered = { status, raw: "" };
  const one = processing?.id === id ? processing : { id, since: network.now };
  if (!ready && network.now - one.since > patience) return { ...answered, kind: "rejected", reason: network.tooSlow };
  const data: Uploads = {
    ids: ready ? [...before.ids, id] : before.ids,
    until: Math.min(before.until, found.until ?? before.until),
    ...(ready ? {} : { processing: one }),
  };
  if (data.ids.length < media.length) return { ...answered, kind: "waiting", data, again: ready ? 0 : again };
  return { ...answered, kind: "prepared", data, until: data.until };
}

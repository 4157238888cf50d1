import { z } from "zod";
import type { Prepared } from "./network.ts";
import type { Part, PostMedium } from "./post.ts";
import type { Text } from "./text.ts";

/**
 * How the media of a part, pictures and videos alike, get to a network before the gate. One medium at a step, and of a video that goes
 * up in parts as many of them as a step has time for: what is there stays there whatever happens to us in between, and the one call
 * inside the gate only names it. Shared by LinkedIn, Facebook, X, Mastodon and Bluesky; what differs is in each one's `media.ts`.
 */

/** What is kept between two steps: media that are ready, in order, and the one that is on its way or that the network still works on. */
export const Uploads = z.object({
  ids: z.array(z.string()),
  /** Before the first of them ends, milliseconds since the epoch. */
  until: z.number(),
  processing: z.object({ id: z.string(), since: z.number() }).optional(),
  /** Of one that goes up in parts: what its connector goes on with. */
  partway: z.object({ data: z.unknown(), since: z.number() }).optional(),
});
type Uploads = z.infer<typeof Uploads>;

/** What publishing needs of it: the media by the network's own names, in order. */
export const uploadedIds = (prepared: unknown): string[] => (prepared === undefined ? [] : Uploads.parse(prepared).ids);

/** A medium that is at the network. `again`: milliseconds until it is worth looking whether it is ready. */
export type Uploaded = { id: string; ready: boolean; status: number; again?: number; until?: number };
/** A medium of which some parts are at the network: what is needed to go on, JSON, given back at the next step. */
export type Partway = { partway: unknown; status: number };

/** How a network takes media. What it refuses comes as what preparing leads to. */
export type Uploading = {
  now: number;
  /** `partway`: what an earlier step left of this very medium. */
  upload: (medium: PostMedium, partway: unknown) => Promise<Uploaded | Partway | Prepared>;
  /** At one that was not ready; null where the network has forgotten it: it is uploaded again. */
  look: (id: string, medium: PostMedium) => Promise<Uploaded | Prepared | null>;
  /** Why it is given up where the network never gets done with it. */
  tooSlow: Text;
};

/** How long a network may work on a medium of a kind, or an upload in parts may take, and how long is waited where it does not say, milliseconds. */
const patience = { picture: 10 * 60_000, video: 45 * 60_000 };
const pause = { picture: 2000, video: 5000 };

/** Of a network whose media do not end. */
const never = Number.MAX_SAFE_INTEGER;

/** Uploads the media of a part, a step at a time. */
export async function uploadStep(
  { media = [] }: Pick<Part, "media">,
  soFar: unknown,
  network: Uploading,
): Promise<Prepared> {
  // What an older Relaymap left in another form is done again.
  const before: Uploads = Uploads.safeParse(soFar).data ?? { ids: [], until: never };
  const { processing, partway } = before;
  const medium = media[before.ids.length]!;
  const known = processing === undefined ? null : await network.look(processing.id, medium);
  const found = known ?? (await network.upload(medium, partway?.data));
  if ("kind" in found) return found;
  const answered = { status: found.status, raw: "" };
  const late = (since: number): boolean => network.now - since > patience[medium.kind];
  const given = { ...answered, kind: "rejected" as const, reason: network.tooSlow };
  if ("partway" in found) {
    const { since } = partway ?? { since: network.now };
    if (late(since)) return given;
    const { ids, until } = before;
    return { ...answered, kind: "waiting", data: { ids, until, partway: { data: found.partway, since } }, again: 0 };
  }
  const { id, ready, again = pause[medium.kind] } = found;
  const one = processing?.id === id ? processing : { id, since: network.now };
  if (!ready && late(one.since)) return given;
  const data: Uploads = {
    ids: ready ? [...before.ids, id] : before.ids,
    until: Math.min(before.until, found.until ?? before.until),
    ...(ready ? {} : { processing: one }),
  };
  if (data.ids.length < media.length) return { ...answered, kind: "waiting", data, again: ready ? 0 : again };
  return { ...answered, kind: "prepared", data, until: data.until === never ? null : data.until };
}

/** How long one step goes on sending parts, milliseconds: the lane that waits for it is not to be taken for a dead one. */
const stretch = 15_000;

/**
 * Sends parts until all are there or the step has lasted long enough. `send` sends one and answers how things stand then, or what went
 * wrong: the step's parts are then sent once more, so that sending a part twice has to be harmless.
 */
export async function inParts<State extends object>(
  now: () => number,
  from: State,
  done: (state: State) => boolean,
  send: (state: State) => Promise<State | Prepared>,
): Promise<State | Prepared> {
  const until = now() + stretch;
  let state = from;
  // One part at least, however slow the line is: else nothing ever moves.
  while (!done(state)) {
    const next = await send(state);
    if ("kind" in next) return next;
    state = next;
    if (now() >= until) break;
  }
  return state;
}

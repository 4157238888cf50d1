import { z } from "zod";
import { afterMedium } from "./answer.ts";
import type { Limits } from "./card.ts";
import type { FittedMedium, Login, NetworkContext, Prepared } from "./network.ts";
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
  /** The network's name, for people. */
  title: string;
  /** Of its card: how many pictures or videos it shows in one post. */
  limits: Pick<Limits, "pictures" | "videos">;
  now: number;
  /** `partway`: what an earlier step left of this very medium. */
  upload: (medium: PostMedium, partway: unknown) => Promise<Uploaded | Partway | Prepared>;
  /** At one that was not ready; null where the network has forgotten it: it is uploaded again. */
  look: (id: string, medium: PostMedium) => Promise<Uploaded | Prepared | null>;
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
  const excess = tooMuch(media, network.title, network.limits);
  if (excess !== null) return excess;
  const { title } = network;
  // What an older Relaymap left in another form is done again.
  const before: Uploads = Uploads.safeParse(soFar).data ?? { ids: [], until: never };
  const { processing, partway } = before;
  const medium = media[before.ids.length]!;
  const known = processing === undefined ? null : await network.look(processing.id, medium);
  const found = known ?? (await network.upload(medium, partway?.data));
  if ("kind" in found) return found;
  const answered = { status: found.status, raw: "" };
  const late = (since: number): boolean => network.now - since > patience[medium.kind];
  const given = (reason: Text) => ({ ...answered, kind: "rejected" as const, reason });
  if ("partway" in found) {
    const { since } = partway ?? { since: network.now };
    if (late(since)) return given(neverThere(title));
    const { ids, until } = before;
    return { ...answered, kind: "waiting", data: { ids, until, partway: { data: found.partway, since } }, again: 0 };
  }
  const { id, ready, again = pause[medium.kind] } = found;
  const one = processing?.id === id ? processing : { id, since: network.now };
  if (!ready && late(one.since)) return given(neverDone(title, medium.kind));
  const data: Uploads = {
    ids: ready ? [...before.ids, id] : before.ids,
    until: Math.min(before.until, found.until ?? before.until),
    ...(ready ? {} : { processing: one }),
  };
  if (data.ids.length < media.length) return { ...answered, kind: "waiting", data, again: ready ? 0 : again };
  return { ...answered, kind: "prepared", data, until: data.until === never ? null : data.until };
}

/** The file of a medium as the account takes it, or what its absence means for preparing. */
export const fileOf = (
  context: NetworkContext,
  { limits }: Login,
  medium: PostMedium,
): Promise<FittedMedium | Prepared> => context.medium(medium, limits).catch((error: unknown) => afterMedium(error));

/** More media than a post may show; null where it may. No network shows a video beside something else. */
export function tooMuch(
  media: readonly PostMedium[],
  title: string,
  limits: Pick<Limits, "pictures" | "videos">,
): Extract<Prepared, { kind: "rejected" }> | null {
  const videos = media.filter(({ kind }) => kind === "video").length;
  const fits = videos === 0 ? media.length <= limits.pictures : media.length === videos && videos <= limits.videos;
  return fits ? null : { kind: "rejected", status: null, raw: "", reason: tooMany(title, limits) };
}

/** What a network could not make use of, in its own words where it has some. */
export const unusable = (title: string, kind: PostMedium["kind"], why = ""): Text => {
  const [en, fr] = kind === "video" ? ["the video", "la vidéo"] : ["the picture", "l’image"];
  return {
    en: `${title} could not make use of ${en}${why === "" ? "." : `: ${why}`}`,
    fr: `${title} n’a pas pu utiliser ${fr}${why === "" ? "." : ` : ${why}`}`,
  };
};

/** The access was given before media were asked for, or without them. */
export const noScope = (title: string): Text => ({
  en: `This ${title} account was connected without the permission to post pictures and videos. Connect it again to allow them.`,
  fr: `Ce compte ${title} a été connecté sans l’autorisation de publier des images et des vidéos. Reconnectez-le pour l’accorder.`,
});

function tooMany(title: string, { pictures, videos }: Pick<Limits, "pictures" | "videos">): Text {
  if (videos === 0)
    return {
      en: `${title} takes up to ${pictures} pictures in a post, and no video.`,
      fr: `${title} accepte jusqu’à ${pictures} images par publication, et aucune vidéo.`,
    };
  return {
    en: `${title} takes up to ${pictures} pictures in a post, or one video.`,
    fr: `${title} accepte jusqu’à ${pictures} images par publication, ou une vidéo.`,
  };
}
const neverDone = (title: string, kind: PostMedium["kind"]): Text =>
  kind === "video"
    ? {
        en: `${title} did not finish working on the video.`,
        fr: `${title} n’a pas terminé le traitement de la vidéo.`,
      }
    : {
        en: `${title} did not finish working on the picture.`,
        fr: `${title} n’a pas terminé le traitement de l’image.`,
      };
const neverThere = (title: string): Text => ({
  en: `The video could not be got to ${title} within a reasonable time.`,
  fr: `La vidéo n’a pas pu être transmise à ${title} dans un délai raisonnable.`,
});

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

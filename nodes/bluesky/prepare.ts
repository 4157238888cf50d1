import type { Limits } from "#engine/card.ts";
import { ellipsis } from "#engine/cut.ts";
import { MediumError, type Login, type NetworkContext, type Prepared, type Sending } from "#engine/network.ts";
import type { Part, PostMedium } from "#engine/post.ts";
import { tooMuch, uploadedIds, uploadStep } from "#engine/uploading.ts";
import { card } from "./card.ts";
import { findFacets } from "./facets.ts";
import { resolveHandle } from "./identity.ts";
import { refOf, repostsAlready, subjectOf } from "./reference.ts";
import { type Stopped, stopped, stoppedBy, unansweredBy } from "./refusal.ts";
import { type Ingredients, writeRecord } from "./record.ts";
import { recordKey } from "./tid.ts";
import { lookAtVideo, readBlob, uploadVideo } from "./video.ts";
import { type Blob, procedure, readJson, serverOf, Uploaded } from "./wire.ts";

/** Handles that are looked up for one part, and what each may take in milliseconds: a slow one stays words. */
const handles = { most: 20, patience: 4_000 };

/** Characters of what is said of a video; of pictures it takes more. */
const longestAlt = 1000;

/** Bytes of a card's picture. */
const thumbBytes = 1_000_000;

/** Bytes that nothing refers to are forgotten by the server; and a record that waited long is dated anew. Milliseconds. */
const kept = 15 * 60_000;

/**
 * Writes down the record of a part, all that it needs uploaded and found out. Its date is that of now, for readers sort posts by
 * it: one that waited two days for a yes would be out two days down their lists. Done again it makes another record for the same
 * key; the server takes whichever comes first and refuses the other.
 */
export async function prepare(
  context: NetworkContext,
  login: Login,
  sending: Sending,
  soFar: unknown,
): Promise<Prepared> {
  const { part, index } = sending;
  const media = part.media ?? [];
  const excess = tooMuch(media, card.title, card.limits);
  if (excess !== null) return excess;
  const filmed = media[0]?.kind === "video" ? await prepareVideo(context, login, media[0], soFar) : null;
  if (filmed !== null && "kind" in filmed) return filmed;
  const references = await readReferences(context, login, sending);
  if ("kind" in references) return references;
  const pictures = await uploadPictures(context, login, filmed === null ? media : []);
  if ("kind" in pictures) return pictures;
  const thumb = media.length > 0 ? null : await uploadThumb(context, login, part);
  if (thumb !== null && "kind" in thumb) return thumb;
  const dids = await resolveHandles(context, login, part);
  // Parts of a thread are apart by a millisecond at least: of two posts of one moment readers lose one.
  const createdAt = Math.floor(context.now()) + index;
  const data = writeRecord(part, { dids, pictures, video: filmed, thumb, createdAt, ...references });
  return { kind: "prepared", status: null, raw: "", data, until: context.now() + kept };
}

/** A thread's next part names the first and the last one before it, a comment the post that it is below. */
async function readReferences(
  context: NetworkContext,
  login: Login,
  { part, before, key, madeAt }: Sending,
): Promise<Stopped | Pick<Ingredients, "reply" | "original">> {
  const ours = { reply: null, original: null };
  if (part.kind === "repost") {
    const uri = await subjectOf(context, login, part.original);
    const original = uri === null ? stopped(sentences.nothing) : await refOf(context, login, uri);
    const own = recordKey(key, madeAt);
    if (uri !== null && part.text.trim() === "" && (await repostsAlready(context, login, uri, own)))
      return stopped(sentences.already);
    return "kind" in original ? original : { ...ours, original };
  }
  const first = before[0];
  const last = part.kind === "comment" ? first : before.at(-1);
  if (part.kind === "post" || first === undefined || last === undefined) return ours;
  const root = await refOf(context, login, first.remoteId);
  const parent = last === first ? root : await refOf(context, login, last.remoteId);
  if ("kind" in root) return root;
  return "kind" in parent ? parent : { ...ours, reply: { root, parent } };
}

/** A video's own steps come first, for they may take minutes: the record is dated and its references are read when it is ready. */
async function prepareVideo(
  context: NetworkContext,
  login: Login,
  medium: PostMedium,
  soFar: unknown,
): Promise<Prepared | Ingredients["video"]> {
  const step = await uploadStep({ media: [medium] }, soFar, {
    title: card.title,
    limits: card.limits,
    now: context.now(),
    upload: () => uploadVideo(context, login, medium),
    look: (id) => lookAtVideo(context, id),
  });
  if (step.kind !== "prepared") return step;
  const { width, height, alt = "" } = medium;
  const aspectRatio = width === undefined || height === undefined ? {} : { aspectRatio: { width, height } };
  return { video: readBlob(uploadedIds(step.data)[0]!), alt: ellipsis(alt, longestAlt), ...aspectRatio };
}

async function uploadPictures(
  context: NetworkContext,
  login: Login,
  media: readonly PostMedium[],
): Promise<Stopped | Ingredients["pictures"]> {
  const pictures: Ingredients["pictures"][number][] = [];
  for (const medium of media) {
    const uploaded = await upload(context, login, medium, login.limits);
    if ("kind" in uploaded) return uploaded;
    const { image, width, height } = uploaded;
    // Without the ratio a picture jumps or is cropped while it loads.
    const aspectRatio = width === null || height === null ? {} : { aspectRatio: { width, height } };
    pictures.push({ image, alt: medium.alt ?? "", ...aspectRatio });
  }
  return pictures;
}

/** A card does without its picture where that cannot be had: only what stops the account stops the part. */
async function uploadThumb(
  context: NetworkContext,
  login: Login,
  { card: shown }: Part,
): Promise<Stopped | Blob | null> {
  const { picture = card.limits.picture } = login.limits;
  if (shown?.picture === undefined || picture === undefined) return null;
  const limits = { ...login.limits, picture: { ...picture, bytes: Math.min(thumbBytes, picture.bytes) } };
  const uploaded = await upload(context, login, shown.picture, limits);
  if (!("kind" in uploaded)) return uploaded.image;
  return uploaded.kind === "unauthorised" || uploaded.kind === "limited" ? uploaded : null;
}

/** The same bytes give the same reference, however often they are uploaded. */
async function upload(
  context: NetworkContext,
  login: Login,
  medium: PostMedium,
  limits: Limits,
): Promise<Stopped | { image: Blob; width: number | null; height: number | null }> {
  try {
    const { bytes, type, width, height } = await context.medium(medium, limits);
    const call = { bytes: { content: bytes, type }, token: login.token };
    const answer = await procedure(context, serverOf(context, login.fields), "com.atproto.repo.uploadBlob", call);
    const uploaded = answer.status === 200 ? Uploaded.safeParse(readJson(answer.body)) : null;
    if (uploaded?.success !== true) return stoppedBy(context, login, answer);
    return { image: uploaded.data.blob, width, height };
  } catch (error) {
    if (!(error instanceof MediumError)) return unansweredBy(login, error);
    const kind = error.retry ? ("not_sent" as const) : ("rejected" as const);
    return { kind, status: null, raw: "", reason: error.text };
  }
}

/** Whom the handles of a text mean. One that nobody has, or that is not answered in time, stays words. */
async function resolveHandles(context: NetworkContext, login: Login, part: Part): Promise<ReadonlyMap<string, string>> {
  const named = findFacets(part.text, part.link).flatMap((one) => (one.kind === "mention" ? [one.handle] : []));
  const server = serverOf(context, login.fields);
  const resolved = await Promise.all(
    [...new Set(named)].slice(0, handles.most).map(async (handle) => {
      const did = await resolveHandle(context, server, handle, handles.patience);
      return did === null ? [] : [[handle, did] as const];
    }),
  );
  return new Map(resolved.flat());
}

const sentences = {
  nothing: {
    en: "What should be reposted is no post at Bluesky.",
    fr: "Ce qui doit être republié n’est pas une publication de Bluesky.",
  },
  already: {
    en: "The account has reposted this already.",
    fr: "Le compte a déjà republié cette publication.",
  },
};

import { afterError, afterRefusal, afterUnreadable, rawOf, type Answer } from "#engine/answer.ts";
import type { CallResult, Login, Network, NetworkContext, Sending } from "#engine/network.ts";
import type { Original } from "#engine/post.ts";
import { advice } from "./advice.ts";
import { card } from "./card.ts";
import { account } from "./connect.ts";
import { readCounts, readFollowers } from "./measures.ts";
import { prepare } from "./prepare.ts";
import { readRecent } from "./recent.ts";
import { isAccessRefused, limitedBy, noAccess, waits, withoutPassword } from "./refusal.ts";
import { writeRecord, Written } from "./record.ts";
import { recordKey } from "./tid.ts";
import { failureOf, home, pageOf, procedure, query, readJson, readUri, Ref, serverOf, Stored } from "./wire.ts";

const { title } = card;

export const network: Network = {
  card,
  advice,
  // The same record may be put under the same key again.
  manner: "record",
  apiBase: home,
  webBase: "https://bsky.app",
  previews: ["cardyb", "bluesky"],
  bases: {
    /** The directory of identities. */
    plc: "https://plc.directory",
    /** What works on videos for all servers. */
    video: "https://video.bsky.app",
    /** What reads all servers and counts; public, and asked without an account. */
    appview: "https://public.api.bsky.app",
  },
  // 5,000 points an hour and 35,000 a day, of which a new record takes three; readings share 3,000 calls in five minutes with all of an address.
  budget: { account: { calls: 480, seconds: 3600 }, app: null, readings: { calls: 100, seconds: 300 } },
  connections: { account },
  // Each part: its date is written down where it is prepared, so that it is the same whenever it is put.
  prepares: () => true,
  prepare,
  publish,
  recent: readRecent,
  measure: readCounts,
  audience: readFollowers,
  remove,
};

/**
 * Puts the record under its key, but only where nothing is (`swapRecord: null`). Of eight at once with the same bytes one was made
 * and seven changed nothing; with other bytes seven were refused (seen at a real server). A put without it would write over
 * whatever is there.
 */
async function publish(context: NetworkContext, login: Login, sending: Sending): Promise<CallResult> {
  const written = readPrepared(context, sending);
  // Nothing is sent without what belongs to it.
  if (written === null) return { kind: "not_sent", status: null, raw: "not prepared", reason: unprepared };
  const { collection, record } = written;
  const place = { repo: login.remoteId, collection, rkey: recordKey(sending.key, sending.madeAt) };
  let answer: Answer;
  try {
    const call = { body: { ...place, record, swapRecord: null }, token: login.token };
    const said = await procedure(context, serverOf(context, login.fields), "com.atproto.repo.putRecord", call);
    answer = withoutPassword(login, said);
  } catch (error) {
    return afterError(title, error, login.token);
  }
  if (answer.status === 200) {
    const put = Ref.safeParse(readJson(answer.body));
    return put.success
      ? published(context, login, answer, put.data.uri, record)
      : afterUnreadable(title, answer, login.token);
  }
  if (failureOf(answer).error === "InvalidSwap") return recognise(context, login, answer, { place, record });
  return refusedBy(context, login, answer);
}

/**
 * The record as it was prepared. One that needs nothing of the network may be written down without that, and is recognised by its words
 * where it is there already; null for any other.
 */
function readPrepared({ now }: NetworkContext, { part, prepared }: Sending): Written | null {
  if (prepared !== undefined) return Written.parse(prepared);
  if (part.kind !== "post" || part.media !== undefined || part.card?.picture !== undefined) return null;
  return writeRecord(part, {
    dids: new Map(),
    pictures: [],
    video: null,
    thumb: null,
    reply: null,
    original: null,
    createdAt: now(),
  });
}

type Placed = { place: { repo: string; collection: string; rkey: string }; record: Written["record"] };

/** Something is under our key already: an earlier attempt of this part, prepared at another time, or (hardly ever) something else. */
async function recognise(
  context: NetworkContext,
  login: Login,
  answer: Answer,
  { place, record }: Placed,
): Promise<CallResult> {
  const found = await query(context, serverOf(context, login.fields), "com.atproto.repo.getRecord", {
    query: place,
  }).catch(() => null);
  const stored = found?.status === 200 ? Stored.safeParse(readJson(found.body)) : null;
  if (stored?.success !== true) return afterUnreadable(title, answer, login.token);
  const ours = Stored.shape.value.safeParse(record);
  if (ours.success && said(ours.data) === said(stored.data.value))
    return published(context, login, answer, stored.data.uri, record);
  return { kind: "rejected", status: answer.status, raw: rawOf(answer.body, login.token), reason: taken };
}

/** What a record says, whenever it was written down. */
const said = ({ text, subject, reply }: Stored["value"]): string =>
  JSON.stringify([text, subject?.uri ?? null, reply?.parent.uri ?? null]);

function published(
  context: NetworkContext,
  login: Login,
  { status, body }: Answer,
  uri: string,
  record: Written["record"],
): CallResult {
  // A repost has no page: it is seen where the original is.
  const subject = Stored.shape.value.shape.subject.parse(record["subject"]);
  const url = pageOf(context, subject?.uri ?? uri);
  return { kind: "published", status, raw: rawOf(body, login.token), remoteId: uri, url };
}

function refusedBy(context: NetworkContext, login: Login, answer: Answer): CallResult {
  const { token } = login;
  const { error, message } = failureOf(answer);
  const said = { status: answer.status, raw: rawOf(answer.body, token) };
  if (isAccessRefused(answer)) return { ...said, kind: "unauthorised", reason: noAccess };
  if (answer.status === 429) return { ...limitedBy(context, login, answer), kind: "limited", reason: waits };
  // The server forgot what was uploaded: it is prepared again.
  if (error === "BlobNotFound") return { ...said, kind: "not_sent", reason: forgotten };
  return afterRefusal(title, answer, { token, words: message === "" ? null : message, until: null });
}

/** Takes a post or repost back. One that is gone already counts as taken back: the network says the same to both. */
async function remove(context: NetworkContext, login: Login, { remoteId }: Original): Promise<CallResult> {
  const place = readUri(remoteId);
  if (place === null || place.did !== login.remoteId)
    return { kind: "rejected", status: null, raw: "", reason: notOurs };
  try {
    const { did: repo, collection, rkey } = place;
    const call = { body: { repo, collection, rkey }, token: login.token };
    const said = await procedure(context, serverOf(context, login.fields), "com.atproto.repo.deleteRecord", call);
    const answer = withoutPassword(login, said);
    if (answer.status !== 200) return refusedBy(context, login, answer);
    return { kind: "published", status: 200, raw: rawOf(answer.body, login.token), remoteId, url: null };
  } catch (error) {
    return afterError(title, error, login.token);
  }
}

const unprepared = {
  en: "The post’s pictures or video, or the post that it belongs to, were not prepared yet.",
  fr: "Les images ou la vidéo du message, ou la publication à laquelle il se rattache, n’ont pas encore été préparées.",
};
const taken = {
  en: "Another post of the account stands where this one should. Send it again as a new post.",
  fr: "Une autre publication du compte occupe la place de celle-ci. Renvoyez-la comme nouveau message.",
};
const forgotten = {
  en: "Bluesky forgot the pictures or the video before the post came. They are uploaded again.",
  fr: "Bluesky a oublié les images ou la vidéo avant l’arrivée de la publication. Elles sont envoyées de nouveau.",
};
const notOurs = {
  en: "This is no post of the account.",
  fr: "Ce n’est pas une publication du compte.",
};

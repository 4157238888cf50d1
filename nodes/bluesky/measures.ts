import type { Answer } from "#engine/answer.ts";
import type { Measured, Measures } from "#engine/measured.ts";
import type { Login, NetworkContext } from "#engine/network.ts";
import { type Counted, CountedList, failureOf, Profile, query, readJson, readUri, serverOf, untilOf } from "./wire.ts";

type NotRead = Exclude<Measured<object>, { kind: "read" }>;

/** Posts that one call asks for; the method's most is 25. */
const atOnce = 25;

/**
 * The counts of posts, from the side of the network that reads everything. It lags and loses: a post that it does not know is
 * looked for where it was put, and only one that is not there either is gone. Reposts have no counts of their own.
 */
export async function readCounts(
  context: NetworkContext,
  login: Login,
  uris: readonly string[],
): Promise<Measured<{ counts: ReadonlyMap<string, Measures> }>> {
  const counts = new Map<string, Measures>();
  const posts = uris.filter((uri) => readUri(uri)?.collection === "app.bsky.feed.post");
  for (let from = 0; from < posts.length; from += atOnce) {
    const some = posts.slice(from, from + atOnce);
    const answer = await query(context, readingSide(context), "app.bsky.feed.getPosts", { query: { uris: some } });
    const list = answer.status === 200 ? CountedList.safeParse(readJson(answer.body)) : null;
    if (list?.success !== true) return notRead(context, answer);
    for (const post of list.data.posts) counts.set(post.uri, countsOf(post));
  }
  for (const uri of uris.filter((one) => !counts.has(one))) {
    const there = await isThere(context, login, uri);
    if (typeof there !== "boolean") return there;
    if (there) counts.set(uri, {});
  }
  return { kind: "read", counts };
}

export async function readFollowers(context: NetworkContext, login: Login): Promise<Measured<{ followers: number }>> {
  const call = { query: { actor: login.remoteId } };
  const answer = await query(context, readingSide(context), "app.bsky.actor.getProfile", call);
  const profile = answer.status === 200 ? Profile.safeParse(readJson(answer.body)) : null;
  const followers = profile?.data?.followersCount;
  return followers === undefined ? notRead(context, answer) : { kind: "read", followers };
}

async function isThere(context: NetworkContext, login: Login, uri: string): Promise<boolean | NotRead> {
  const place = readUri(uri);
  if (place === null) return false;
  const answer = await query(context, serverOf(context, login.fields), "com.atproto.repo.getRecord", {
    query: { repo: place.did, collection: place.collection, rkey: place.rkey },
  });
  if (answer.status === 200) return true;
  return failureOf(answer).error === "RecordNotFound" ? false : notRead(context, answer);
}

const readingSide = (context: NetworkContext): string => context.bases?.["appview"] ?? context.apiBase;

const countsOf = ({ likeCount, repostCount, replyCount, quoteCount }: Counted): Measures => ({
  ...(likeCount === undefined ? {} : { likes: likeCount }),
  ...(repostCount === undefined ? {} : { reposts: repostCount }),
  ...(replyCount === undefined ? {} : { replies: replyCount }),
  ...(quoteCount === undefined ? {} : { quotes: quoteCount }),
});

const notRead = (context: NetworkContext, answer: Answer): NotRead =>
  answer.status === 429
    ? { kind: "limited", until: untilOf(answer, context.now()) }
    : { kind: "failed", status: answer.status };

import type { Login, NetworkContext } from "#engine/network.ts";
import type { Original } from "#engine/post.ts";
import { resolveHandle } from "./identity.ts";
import { type Stopped, stopped, stoppedBy, unansweredBy } from "./refusal.ts";
import { CountedList, failureOf, Page, query, readJson, readUri, Ref, serverOf } from "./wire.ts";

/**
 * The version of a post that an answer, a repost or a quote names. It is read when it is needed instead of being kept with the
 * post: one that is gone is found out before something is put under it, and a post that a person linked by hand has it too.
 */
export async function refOf(context: NetworkContext, login: Login, uri: string): Promise<Stopped | Ref> {
  const place = readUri(uri);
  if (place === null) return stopped(gone);
  try {
    // Our own posts are read where they are; those of others by the side that reads them all.
    const own = place.did === login.remoteId;
    const answer = own
      ? await query(context, serverOf(context, login.fields), "com.atproto.repo.getRecord", {
          query: { repo: place.did, collection: place.collection, rkey: place.rkey },
        })
      : await query(context, context.bases?.["appview"] ?? "", "app.bsky.feed.getPosts", { query: { uris: [uri] } });
    const body = readJson(answer.body);
    const found = own ? Ref.safeParse(body) : Ref.safeParse(CountedList.safeParse(body).data?.posts[0]);
    if (answer.status === 200 && found.success) return { uri: found.data.uri, cid: found.data.cid };
    if (answer.status === 200 || failureOf(answer).error === "RecordNotFound") return stopped(gone);
    return stoppedBy(context, login, answer);
  } catch (error) {
    return unansweredBy(login, error);
  }
}

/**
 * Whether the account reposts it already, by hand or by another delivery, among its last hundred: the server would keep a second record.
 * `own`: the key of ours, which an earlier attempt may have put there. Where it cannot be read, readers see one all the same.
 */
export async function repostsAlready(
  context: NetworkContext,
  login: Login,
  uri: string,
  own: string,
): Promise<boolean> {
  const collection = "app.bsky.feed.repost";
  const answer = await query(context, serverOf(context, login.fields), "com.atproto.repo.listRecords", {
    query: { repo: login.remoteId, collection, limit: "100" },
  }).catch(() => null);
  const { records = [] } = (answer?.status === 200 ? Page.safeParse(readJson(answer.body)).data : undefined) ?? {};
  return records.some((one) => one.value.subject?.uri === uri && readUri(one.uri)?.rkey !== own);
}

/** The post that is passed on, by its own name or by the address of its page; null where it is none. */
export async function subjectOf(
  context: NetworkContext,
  login: Login,
  original: Original | undefined,
): Promise<string | null> {
  if (original === undefined) return null;
  if (readUri(original.remoteId) !== null) return original.remoteId;
  const page = [original.url, original.remoteId].flatMap((text) => {
    const found = /^https?:\/\/[^?#]+\/profile\/([^/?#]+)\/post\/([\w.~:-]+)/u.exec(text ?? "");
    return found === null ? [] : [found];
  })[0];
  if (page === undefined) return null;
  const [, who = "", rkey = ""] = page;
  const server = serverOf(context, login.fields);
  const did = who.startsWith("did:") ? who : await resolveHandle(context, server, who.toLowerCase());
  return did === null ? null : `at://${did}/app.bsky.feed.post/${rkey}`;
}

const gone = {
  en: "The post that this belongs to is not at Bluesky any more.",
  fr: "La publication à laquelle ceci se rattache n’est plus sur Bluesky.",
};

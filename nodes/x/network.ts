import type { CallResult, Login, Network, NetworkContext, Seen } from "#engine/network.ts";
import type { Original } from "#engine/post.ts";
import { afterError, afterRefusal, afterUnreadable, rawOf, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { uploadedIds } from "#engine/uploading.ts";
import { advice } from "./advice.ts";
import { card } from "./card.ts";
import { readCounts, readFollowers } from "./measures.ts";
import { prepareMedia } from "./media.ts";
import { limitUntil, restOf, wordsOf } from "./refusal.ts";
import { repost } from "./repost.ts";
import { openClient } from "./transport.ts";
import { Created, Me, Removed, Timeline, type Post } from "./wire.ts";

const { title } = card;

/** Posts a page holds and pages that are read at most while a lost answer is looked up: X charges for every post read. */
const reading = { page: 25, pages: 4 };

export const network: Network = {
  card,
  advice,
  manner: "readable",
  apiBase: "https://api.x.com",
  webBase: "https://x.com",
  budget: {
    account: { calls: 100, seconds: 900 },
    app: { calls: 10_000, seconds: 86_400 },
    readings: { calls: 100, seconds: 900 },
  },
  connections: {
    account: {
      oauth: (webBase, apiBase) => ({
        authorize: `${webBase}/i/oauth2/authorize`,
        token: `${apiBase}/2/oauth2/token`,
        revoke: `${apiBase}/2/oauth2/revoke`,
        scopes: ["tweet.read", "tweet.write", "users.read", "offline.access"],
        mediaScopes: ["media.write"],
        secretIn: "header",
      }),
      accounts: async ({ context, access }) => {
        const client = openClient(context, access.token);
        const { data } = Me.parse(await client.v2.get("users/me", { "user.fields": "profile_image_url" }));
        const account = {
          kind: "person" as const,
          remoteId: data.id,
          handle: data.username,
          name: data.name,
          avatar: data.profile_image_url ?? null,
          url: `${context.webBase}/${data.username}`,
        };
        return { subject: data.id, accounts: [account] };
      },
    },
  },
  prepares: ({ media }) => media !== undefined,
  prepare: prepareMedia,
  publish: async (context, login, sending) => {
    const { part, prepared } = sending;
    if (part.kind === "repost") return repost(context, login, sending);
    const client = openClient(context, login.token);
    const ids = uploadedIds(prepared);
    try {
      await client.v2.post("tweets", {
        ...(part.text === "" ? {} : { text: part.text }),
        ...(ids.length === 0 ? {} : { media: { media_ids: ids } }),
      });
    } catch (error) {
      return afterError(title, error, login.token);
    }
    const answer = client.answer();
    if (answer === null) throw new Error("The X client gave an answer without asking");
    return settle(context, login, answer);
  },
  recent: async (context, login, since) => {
    const client = openClient(context, login.token);
    const seen: Seen[] = [];
    let next: string | null = null;
    for (let page = 0; page < reading.pages; page += 1) {
      const query = {
        max_results: reading.page,
        "tweet.fields": "created_at,entities,note_tweet,referenced_tweets",
        ...(next === null ? {} : { pagination_token: next }),
      };
      const reply: unknown = await client.v2.get("users/:id/tweets", query, { params: { id: login.remoteId } });
      const { status } = client.answer() ?? { status: 0 };
      if (status !== 200) throw new Error(`The account's posts could not be read: HTTP ${status}`);
      const { data, meta } = Timeline.parse(reply);
      seen.push(...(data ?? []).map((post) => readPost(context, login, post)));
      next = meta?.next_token ?? null;
      if (next === null || seen.some(({ at }) => at < since)) return { seen, full: true };
    }
    return { seen, full: false };
  },
  measure: (context, login, ids) => readCounts(context, login.token, ids),
  audience: (context, login) => readFollowers(context, login.token),
  remove,
};

/** Takes a post back, or a repost, which is found by what it passes on. One that is gone already counts as taken back. */
async function remove(context: NetworkContext, login: Login, { remoteId, url }: Original): Promise<CallResult> {
  const client = openClient(context, login.token);
  const passedOn = /\/i\/status\/(\d{1,24})$/u.exec(url ?? "")?.[1];
  try {
    if (passedOn === undefined) await client.v2.delete("tweets/:id", undefined, { params: { id: remoteId } });
    else
      await client.v2.delete("users/:id/retweets/:source_tweet_id", undefined, {
        params: { id: login.remoteId, source_tweet_id: passedOn },
      });
  } catch (error) {
    return afterError(title, error, login.token);
  }
  const answer = client.answer();
  if (answer === null) throw new Error("The X client gave an answer without asking");
  const { status, body } = answer;
  const done = status === 404 || Removed.safeParse(readJson(body)).success;
  if (done) return { kind: "published", status, raw: rawOf(body, login.token), remoteId, url: null };
  if (status >= 200 && status < 300) return afterUnreadable(title, answer, login.token);
  const until = limitUntil(answer.headers, context.now());
  return afterRefusal(title, answer, { token: login.token, words: wordsOf(body), until });
}

function settle(context: NetworkContext, login: Login, answer: Answer): CallResult {
  const { status, headers, body } = answer;
  if (status >= 200 && status < 300) {
    const created = Created.safeParse(readJson(body));
    if (!created.success) return afterUnreadable(title, answer, login.token);
    const { id } = created.data.data;
    return {
      kind: "published",
      status,
      raw: rawOf(body, login.token),
      remoteId: id,
      url: postAddress(context, login, id),
      ...restOf(answer, context.now()),
    };
  }
  const words = wordsOf(body);
  if (status === 403 && words !== null && /duplicate content/iu.test(words)) {
    return {
      kind: "duplicate",
      status,
      raw: rawOf(body, login.token),
      existing: null,
      reason: {
        en: "X refused the post: the account has said the same before.",
        fr: "X a refusé la publication : le compte a déjà publié la même chose.",
      },
    };
  }
  // Nothing of this account's will be taken until X lets it go; its owner has to see to it there.
  if (status === 403 && /\bsuspended\b/iu.test(words ?? ""))
    return { kind: "unauthorised", closed: true, status, raw: rawOf(body, login.token), reason: suspended };
  return afterRefusal(title, answer, { token: login.token, words, until: limitUntil(headers, context.now()) });
}

const suspended = {
  en: "X has suspended this account. Its owner finds out why at x.com, and connects it again once it is free.",
  fr: "X a suspendu ce compte. Son titulaire en trouve la raison sur x.com, et le reconnecte une fois qu’il est rétabli.",
};

/** X replaces addresses by t.co ones: the text is read back with the addresses that were written. */
function readPost(context: NetworkContext, login: Login, post: Post): Seen {
  const at = post.created_at ? Date.parse(post.created_at) : idTime(post.id);
  const passed = (post.referenced_tweets ?? post.referenced_posts ?? []).filter(({ type }) =>
    /^re(?:tweet|post)ed$/u.test(type),
  );
  // A repost comes with the words of what it passes on, which the account never said.
  if (passed.length > 0)
    return {
      remoteId: post.id,
      url: `${context.webBase}/i/status/${passed[0]!.id}`,
      text: "",
      links: [],
      at,
      of: passed.map(({ id }) => id),
    };
  const { text, entities } = post.note_tweet ?? post.note_post ?? post;
  const urls = entities?.urls ?? [];
  // What stands for the post's own pictures was never written.
  const shown = urls.filter(({ media_key: key }) => key != null);
  // A bare `Next.js` counts as an address too: it is read back as it was written, without a scheme.
  const written = (url: (typeof urls)[number]): string =>
    (url.expanded_url === `http://${url.display_url}` ? url.display_url : url.expanded_url) ?? url.url;
  const bare = shown.reduce((made, { url }) => made.replaceAll(url, ""), unescape(text));
  const full = urls.reduce(
    (made, url) => made.replaceAll(url.url, written(url)),
    shown.length > 0 ? bare.trimEnd() : bare,
  );
  const links = urls
    .filter((url) => !shown.includes(url))
    .flatMap(({ expanded_url, unwound_url }) => [expanded_url, unwound_url])
    .filter((link) => typeof link === "string");
  return {
    remoteId: post.id,
    url: postAddress(context, login, post.id),
    text: full,
    links,
    at,
  };
}

/** The API answers with `&amp;`, `&lt;` and `&gt;` in place of the three signs, and nothing else escaped. */
const unescape = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** The upper bits of an id are milliseconds since X's own epoch. */
const idTime = (id: string): number => Number((BigInt(id) >> 22n) + 1_288_834_974_657n);
const postAddress = (context: NetworkContext, login: Login, id: string): string =>
  `${context.webBase}/${encodeURIComponent(login.handle)}/status/${id}`;

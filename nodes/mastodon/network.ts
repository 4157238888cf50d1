import { afterError, afterRefusal, afterUnreadable, rawOf, restAfter, type Answer } from "#engine/answer.ts";
import type { CallResult, Login, Network, NetworkContext, Seen } from "#engine/network.ts";
import type { Original } from "#engine/post.ts";
import { readJson } from "#engine/json.ts";
import { ask, askOf } from "./ask.ts";
import { uploadedIds } from "#engine/uploading.ts";
import { boost, prepareBoost } from "./boost.ts";
import { advice } from "./advice.ts";
import { card } from "./card.ts";
import { readLimits } from "./limits.ts";
import { readCounts, readFollowers } from "./measures.ts";
import { dropMedia, prepareMedia } from "./media.ts";
import { refusalOf } from "./refusal.ts";
import { otherSoftware, softwareOf } from "./software.ts";
import { App, Me, Metadata, readContent, Status, Statuses } from "./wire.ts";

const { title } = card;
/** To find posts of other servers, which can be boosted then; a server that does not name it is not asked for it. */
const searchScope = "read:search";
/** `profile` is known from 4.3 on, and to hardly any relative; what it gives is a part of `read:accounts`. */
const scopes = ["profile", "write:statuses", "read:statuses", searchScope];
const olderScopes = ["read:accounts", "write:statuses", "read:statuses"];
const mediaScopes = ["write:media"];

/** Statuses a page holds (the API's most is 40), and pages read at most while a lost answer is looked up. */
const reading = { page: 40, pages: 5 };

export const network: Network = {
  card,
  advice,
  // The Idempotency-Key is kept for one hour: a replay within it returns the original status.
  manner: "key",
  apiBase: "https://mastodon.social",
  webBase: "https://mastodon.social",
  // Each server that a post reaches looks at its link, those of Mastodon's relatives too.
  previews:
    "mastodon pleroma akkoma misskey sharkey firefish gotosocial friendica pixelfed lemmy peertube http.rb activitypub".split(
      " ",
    ),
  // Readings take at most a third of what the server allows an account.
  budget: { account: { calls: 300, seconds: 300 }, app: null, readings: { calls: 100, seconds: 300 } },
  connections: {
    account: {
      scopes: async (context) => {
        const answer = await askOf(context, `${context.webBase}/.well-known/oauth-authorization-server`, {});
        const known = answer.status === 200 ? Metadata.safeParse(readJson(answer.body)) : null;
        const named = known?.success === true ? known.data.scopes_supported : [];
        const usual = named.includes("profile") ? scopes : [...olderScopes, searchScope];
        return usual.filter((scope) => scope !== searchScope || named.includes(searchScope));
      },
      known: async (context, { clientId, clientSecret }) => {
        const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret ?? "" };
        const body = new URLSearchParams(form).toString();
        const type = "application/x-www-form-urlencoded";
        const answer = await ask(context, "/oauth/token", { method: "POST", body, type });
        return !(answer.status === 401 && (answer.body ?? "").includes("invalid_client"));
      },
      register: async (context, redirectUri, asked) => {
        const body = JSON.stringify({
          client_name: "Relaymap",
          redirect_uris: redirectUri,
          scopes: asked.join(" "),
        });
        const answer = await ask(context, "/api/v1/apps", { method: "POST", body });
        const app = App.safeParse(readJson(answer.body));
        if (app.success) return { clientId: app.data.client_id, clientSecret: app.data.client_secret };
        // What is busy is asked again later; anything else may be a server that speaks otherwise.
        const busy = answer.status === 429 || answer.status >= 500;
        const software = busy ? null : await softwareOf(context);
        throw (software && otherSoftware(new URL(context.webBase).host, software)) ?? app.error;
      },
      oauth: (webBase, apiBase) => ({
        authorize: `${webBase}/oauth/authorize`,
        token: `${apiBase}/oauth/token`,
        revoke: `${apiBase}/oauth/revoke`,
        scopes,
        mediaScopes,
        secretIn: "form",
      }),
      accounts: async ({ context, server, access }) => {
        const answer = await ask(context, "/api/v1/accounts/verify_credentials", { token: access.token });
        const me = Me.parse(readJson(answer.body));
        const home = new URL(server ?? context.webBase).host;
        const account = {
          kind: "person" as const,
          remoteId: me.id,
          handle: `${me.username}@${home}`,
          name: me.display_name || me.username,
          avatar: me.avatar || null,
          url: me.url ?? null,
        };
        return { subject: me.id, accounts: [account] };
      },
    },
  },
  limits: readLimits,
  prepares: ({ media, kind }) => media !== undefined || kind === "repost",
  prepare: (context, login, sending, soFar) =>
    sending.part.kind === "repost"
      ? prepareBoost(context, login, sending)
      : prepareMedia(context, login, sending, soFar),
  unprepare: dropMedia,
  publish: async (context, login, sending) => {
    const { part, key, before, prepared } = sending;
    if (part.kind === "repost") return boost(context, login, sending);
    const ids = uploadedIds(prepared);
    // A thread's part answers the one before it, a comment the post itself.
    const above = part.kind === "reply" ? before.at(-1) : part.kind === "comment" ? before[0] : undefined;
    const body = JSON.stringify({
      status: part.text,
      ...(above === undefined ? {} : { in_reply_to_id: above.remoteId }),
      ...(ids.length === 0 ? {} : { media_ids: ids }),
      // What waits behind a warning has pictures that do.
      ...(part.warning === undefined ? {} : { spoiler_text: part.warning, sensitive: true }),
      // Unsaid, it is as the account is set up.
      ...(part.visibility === undefined ? {} : { visibility: seenBy[part.visibility] }),
    });
    let answer: Answer;
    try {
      answer = await ask(context, "/api/v1/statuses", { method: "POST", token: login.token, body, key });
    } catch (error) {
      return afterError(title, error, login.token);
    }
    return settle(context, login.token, answer);
  },
  recent: async (context, login, since) => {
    const seen: Seen[] = [];
    let before = "";
    for (let page = 0; page < reading.pages; page += 1) {
      const path = `/api/v1/accounts/${encodeURIComponent(login.remoteId)}/statuses?limit=${reading.page}${before}`;
      const { status, body } = await ask(context, path, { token: login.token });
      if (status !== 200) throw new Error(`The account's statuses could not be read: HTTP ${status}`);
      const statuses = Statuses.parse(readJson(body));
      for (const { id, url, content, created_at, reblog } of statuses) {
        const at = Date.parse(created_at);
        // A boost comes with the words of what it boosts, which the account never said.
        if (reblog == null) seen.push({ remoteId: id, url: url ?? null, ...readContent(content), at });
        else seen.push({ remoteId: id, url: reblog.url ?? null, text: "", links: [], at, of: namesOf(reblog) });
      }
      if (statuses.length === 0 || seen.some(({ at }) => at < since)) return { seen, full: true };
      before = `&max_id=${encodeURIComponent(statuses.at(-1)?.id ?? "")}`;
    }
    return { seen, full: false };
  },
  measure: (context, login, ids) => readCounts(context, (path) => ask(context, path, { token: login.token }), ids),
  audience: (context, login) => readFollowers(context, (path) => ask(context, path, { token: login.token })),
  remove,
};

/** Takes a status or a boost back. One that is gone already counts as taken back: a server says the same of both. */
async function remove(context: NetworkContext, { token }: Login, { remoteId }: Original): Promise<CallResult> {
  let answer: Answer;
  try {
    answer = await ask(context, `/api/v1/statuses/${encodeURIComponent(remoteId)}`, { method: "DELETE", token });
  } catch (error) {
    return afterError(title, error, token);
  }
  const { status, body } = answer;
  if (status === 200 || status === 404)
    return { kind: "published", status, raw: rawOf(body, token), remoteId, url: null };
  return status < 300
    ? afterUnreadable(title, answer, token)
    : afterRefusal(title, answer, refusalOf(answer, token, context.now()));
}

const seenBy = { public: "public", unlisted: "unlisted", followers: "private" } as const;

const namesOf = ({ id, uri, url }: { id: string; uri?: string | null | undefined; url?: string | null | undefined }) =>
  [id, uri, url].filter((name) => name != null);

/** Three hundred calls in five minutes, unless a server says otherwise. */
const window = { left: "x-ratelimit-remaining", reset: "x-ratelimit-reset", form: "date" } as const;

function settle(context: NetworkContext, token: string, answer: Answer): CallResult {
  const { status, body } = answer;
  if (status >= 200 && status < 300) {
    const made = Status.safeParse(readJson(body));
    if (!made.success) return afterUnreadable(title, answer, token);
    const rest = restAfter(answer, window, context.now());
    return {
      kind: "published",
      status,
      raw: rawOf(body, token),
      remoteId: made.data.id,
      url: made.data.url ?? null,
      ...rest,
    };
  }
  const refusal = refusalOf(answer, token, context.now());
  // It said that the medium was ready, and is not: nothing was published, and in a moment it is.
  if (status === 422 && /not finished processing/iu.test(refusal.words ?? "")) {
    return { kind: "not_sent", status, raw: rawOf(body, token), reason: notReady };
  }
  return afterRefusal(title, answer, refusal);
}

const notReady = {
  en: "The Mastodon server still works on the picture or video. It is tried again.",
  fr: "Le serveur Mastodon traite encore l’image ou la vidéo. Un nouvel essai aura lieu.",
};

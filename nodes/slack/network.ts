import {
  afterError,
  afterRefusal,
  afterUnreadable,
  type Answer,
  rawOf,
  readAnswer,
  retryAfter,
} from "#engine/answer.ts";
import { channelAccount } from "#engine/channel.ts";
import {
  type CallResult,
  ConnectError,
  type Connection,
  type Login,
  type Network,
  type NetworkContext,
  type Sending,
} from "#engine/network.ts";
import { type Placed, placedIn, placePictures } from "#engine/placed.ts";
import { addressOf, hookOf } from "./address.ts";
import { card, Fields } from "./card.ts";
import { markedText } from "./mrkdwn.ts";
import { closed, connected, deadWords, reasonOf, words } from "./sentences.ts";

const { title } = card;

/** Milliseconds Slack has for one message. */
const patience = 15_000;

/** One POST. Slack answers in plain words, never in JSON. Throws as `fetch` does. */
async function post(context: NetworkContext, hook: string, message: Record<string, unknown>): Promise<Answer> {
  const reply = await context.fetch(addressOf(hook, context.apiBase), {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(Math.min(patience, context.timeout)),
  });
  return readAnswer(reply);
}

/**
 * Nobody is called by what a feed says: names are not looked for, and marks are shown as they are written. A picture stands below the text,
 * which blocks of their own would take the place of, and in place of the link's preview, which would show it a second time.
 */
const messageOf = (text: string, picture?: Placed) => ({
  text: markedText(text),
  mrkdwn: false,
  link_names: false,
  unfurl_links: picture === undefined,
  unfurl_media: picture === undefined,
  ...(picture === undefined ? {} : { attachments: [{ fallback: altOf(picture), blocks: [imageOf(picture)] }] }),
});

/** Slack demands words; of a picture that nobody describes it is at least said that it is one, alike in both languages. */
const altOf = ({ alt }: Placed): string => alt ?? "Image";
const imageOf = (picture: Placed) => ({ type: "image", image_url: picture.url, alt_text: altOf(picture) });
/** Slack's whole answer where it could not fetch a picture. The message is not there. */
const unfetched = /^invalid_(?:blocks|attachments)|downloading image/u;

const wordOf = (answer: Answer): string => (answer.body ?? "").trim().slice(0, 200);
const isDead = ({ status }: Answer): boolean => status === 403 || status === 404 || status === 410;

const incoming: Connection = {
  open: async (context, entered) => {
    const { name, address } = Fields.parse(entered);
    const hook = hookOf(address, context.apiBase);
    if (hook === null) throw new ConnectError(words.address, "address");
    let answer: Answer;
    try {
      answer = await post(context, hook, messageOf(connected(name)));
    } catch (error) {
      throw new ConnectError(words.unreachable, null, error);
    }
    if (isDead(answer)) throw new ConnectError(deadWords(wordOf(answer)), "address");
    if (answer.status !== 200 || wordOf(answer) !== "ok")
      throw new ConnectError(reasonOf(answer.status, rawOf(wordOf(answer), hook)), null);
    return { token: hook, refresh: null, expiresAt: null, scopes: [], fields: { name } };
  },
  accounts: async ({ access }) => channelAccount(access),
  // A refusal is believed where a message without words meets it as well: an open address says that the words are missing, and shows nothing.
  refresh: async ({ context, access }) => {
    let answer: Answer;
    try {
      answer = await post(context, access.token, { text: "" });
    } catch {
      return { kind: "later", reason: words.unreachable };
    }
    if (isDead(answer)) return { kind: "dead", reason: deadWords(wordOf(answer)) };
    return answer.status === 400 || answer.status === 200
      ? { kind: "renewed", access }
      : { kind: "later", reason: words.unreachable };
  },
};

export const network: Network = {
  card,
  // No key, no id, nothing to read: only people see whether a message is there.
  manner: "blind",
  apiBase: "https://hooks.slack.com",
  webBase: "https://api.slack.com",
  previews: ["slackbot", "slack-imgproxy"],
  // About one message a second for each address.
  budget: { account: { calls: 30, seconds: 30 }, app: null },
  connections: { incoming },
  prepares: ({ media = [] }) => media.length > 0,
  prepare: (context, login, sending) => placePictures(context, login, sending),
  publish,
};

async function publish(context: NetworkContext, login: Login, sending: Sending): Promise<CallResult> {
  const { part, key } = sending;
  const [picture] = placedIn(sending);
  if (card.count(part.text, login.limits) > login.limits.text)
    return { kind: "rejected", status: null, raw: "", reason: words.tooLong };
  let answer: Answer;
  let bare = false;
  try {
    answer = await post(context, login.token, messageOf(part.text, picture));
    // A definite no, before anything is there: a picture that Slack cannot fetch keeps no news back.
    bare = picture !== undefined && answer.status === 400 && unfetched.test(wordOf(answer));
    if (bare) answer = await post(context, login.token, messageOf(part.text));
  } catch (error) {
    return afterError(title, error, login.token);
  }
  const { status, headers, body } = answer;
  if (status === 200 && wordOf(answer) === "ok") {
    const raw = bare ? "ok, without the picture: Slack could not fetch it from this server (PUBLIC_URL)" : "ok";
    // Slack names no message: it is known by our key.
    return { kind: "published", status, raw, remoteId: key, url: null, confirmed: true };
  }
  if (status >= 200 && status < 300) return afterUnreadable(title, answer, login.token);
  if (isDead(answer))
    return { kind: "unauthorised", status, raw: rawOf(body, login.token), reason: deadWords(wordOf(answer)) };
  const until = retryAfter(headers.get("retry-after"), context.now());
  const said = rawOf(wordOf(answer), login.token);
  const why = status === 400 ? closed(said) : null;
  if (why !== null) return { kind: "rejected", status, raw: said, reason: why };
  return afterRefusal(title, answer, { token: login.token, words: said === "" ? null : said, until });
}

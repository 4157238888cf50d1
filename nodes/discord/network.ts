import {
  afterError,
  afterMedium,
  afterRefusal,
  afterUnreadable,
  type Answer,
  rawOf,
  readAnswer,
} from "#engine/answer.ts";
import { channelAccount } from "#engine/channel.ts";
import { readJson } from "#engine/json.ts";
import {
  type CallResult,
  ConnectError,
  type Connection,
  type Login,
  type Network,
  type NetworkContext,
  type Prepared,
  type Sending,
} from "#engine/network.ts";
import type { Original } from "#engine/post.ts";
import { addressOf, hookOf } from "./address.ts";
import { card, Fields } from "./card.ts";
import { waitOf } from "./limit.ts";
import { bodyOf, filesOf, titleOf } from "./message.ts";
import { refusedHook, words } from "./sentences.ts";
import { Message, reasonsOf, refusalOf, Webhook } from "./wire.ts";

const { title } = card;

/** The codes of a webhook that is none any more, and of its secret; anything else that is not found is a message or a discussion. */
const unknownHook = 10015;
const wrongSecret = 50027;
/** What is posted into a forum needs a title of its own, or a discussion to stand in. */
const needsThread = 220001;

type Call = { method: string; path?: string; body?: string | Uint8Array; type?: string };

/** One call to the webhook. Throws as `fetch` does. */
async function call(context: NetworkContext, hook: string, { method, path = "", body, type }: Call): Promise<Answer> {
  const reply = await context.fetch(`${addressOf(hook, context.apiBase)}${path}`, {
    method,
    headers: {
      // Discord asks every program for a name and an address.
      "user-agent": "DiscordBot (Relaymap, 1)",
      ...(type === undefined ? {} : { "content-type": type }),
    },
    ...(body === undefined ? {} : { body }),
  });
  return readAnswer(reply);
}

const isGone = ({ status, body }: Answer): boolean => {
  const code = refusalOf(body)?.code;
  return code === wrongSecret || code === unknownHook || (status === 404 && (code === undefined || code === 0));
};

const webhook: Connection = {
  open: async (context, entered) => {
    const { name, address } = Fields.parse(entered);
    const hook = hookOf(address, context.apiBase);
    if (hook === null) throw new ConnectError(words.address, "address");
    let answer: Answer;
    try {
      // Nothing is posted: Discord tells about a webhook to whoever has its address.
      answer = await call(context, hook, { method: "GET" });
    } catch (error) {
      throw new ConnectError(words.unreachable, null, error);
    }
    if (isGone(answer) || answer.status === 401) throw new ConnectError(words.gone, "address");
    const found = Webhook.safeParse(readJson(answer.body));
    if (answer.status !== 200 || !found.success) throw new ConnectError(refusedHook(answer.status), null);
    const { channel_id, guild_id } = found.data;
    const fields = { name, channel: channel_id ?? "", guild: guild_id ?? "" };
    return { token: hook, refresh: null, expiresAt: null, scopes: [], fields };
  },
  accounts: async ({ access }) => channelAccount(access),
  refresh: async ({ context, access }) => {
    let answer: Answer;
    try {
      answer = await call(context, access.token, { method: "GET" });
    } catch {
      return { kind: "later", reason: words.unreachable };
    }
    if (answer.status === 200) return { kind: "renewed", access };
    return isGone(answer) || answer.status === 401
      ? { kind: "dead", reason: words.gone }
      : { kind: "later", reason: refusedHook(answer.status) };
  },
};

export const network: Network = {
  card,
  // Messages of a webhook can be read by their id alone, and a lost answer is a lost id.
  manner: "blind",
  apiBase: "https://discord.com",
  webBase: "https://discord.com",
  previews: ["discord"],
  // Discord tells the true limits with each answer; these are seen to be borne.
  budget: { account: { calls: 30, seconds: 60 }, app: null },
  connections: { webhook },
  prepares: ({ media = [] }) => media.length > 0,
  // The pictures are made ready before the gate, so that they are at hand inside it: they travel with the message itself.
  prepare: async (context, login, sending): Promise<Prepared> => {
    try {
      const files = await filesOf(context, login, sending);
      const most = login.limits.picture?.bytes ?? 0;
      // They travel in one call: one that is larger than was asked for would cost the others the way.
      if (files.some(({ bytes }) => bytes.length > most))
        return { kind: "rejected", status: null, raw: "", reason: words.tooLarge };
    } catch (error) {
      return afterMedium(error);
    }
    return { kind: "prepared", status: null, raw: "", data: {}, until: null };
  },
  publish,
  remove,
};

async function publish(context: NetworkContext, login: Login, sending: Sending): Promise<CallResult> {
  const { token: hook } = login;
  let answer: Answer;
  try {
    const files = await filesOf(context, login, sending);
    const send = (path: string, thread: string | null) =>
      call(context, hook, { method: "POST", path: `?wait=true${path}`, ...bodyOf(sending, files, thread) });
    answer = await send("", null);
    // A forum says no to a message without a title, and nothing is there: it is asked for a discussion, or for the one before.
    if (answer.status === 400 && refusalOf(answer.body)?.code === needsThread) {
      const [first] = sending.before;
      answer =
        first === undefined
          ? await send("", titleOf(sending.part.text))
          : await send(`&thread_id=${encodeURIComponent(first.remoteId)}`, null);
    }
  } catch (error) {
    return afterError(title, error, hook);
  }
  return outcome(context, login, answer);
}

function outcome(context: NetworkContext, login: Login, answer: Answer): CallResult {
  const { status, body } = answer;
  const { token: hook, fields } = login;
  if (status >= 200 && status < 300) {
    const message = Message.safeParse(readJson(body));
    // 204 is what comes without `wait=true`: without an id nothing is known of it.
    if (!message.success) return afterUnreadable(title, answer, hook);
    const { id, channel_id } = message.data;
    const channel = channel_id ?? fields["channel"] ?? "";
    const guild = fields["guild"] ?? "";
    const url = guild === "" || channel === "" ? null : `${context.webBase}/channels/${guild}/${channel}/${id}`;
    return { kind: "published", status, raw: "", remoteId: id, url, confirmed: true };
  }
  return refused(context, hook, answer);
}

function refused(context: NetworkContext, hook: string, answer: Answer): CallResult {
  const { status, body } = answer;
  const said = { status, raw: rawOf(body, hook) };
  if (isGone(answer)) return { ...said, kind: "unauthorised", reason: words.gone };
  const { until, banned } = waitOf(answer, context.now());
  if (banned) return { ...said, kind: "limited", until, reason: words.banned };
  const refusal = refusalOf(body);
  const why = refusal === null ? "" : rawOf(reasonsOf(refusal), hook);
  return afterRefusal(title, answer, { token: hook, words: why === "" ? null : why, until });
}

async function remove(context: NetworkContext, login: Login, { remoteId, url }: Original): Promise<CallResult> {
  const { token: hook, fields } = login;
  // A message in a discussion is found below it: its address says which.
  const [, channel] = /\/channels\/\d+\/(\d+)\/\d+$/u.exec(url ?? "") ?? [];
  const inside = channel === undefined || channel === fields["channel"] ? "" : `?thread_id=${channel}`;
  let answer: Answer;
  try {
    answer = await call(context, hook, {
      method: "DELETE",
      path: `/messages/${encodeURIComponent(remoteId)}${inside}`,
    });
  } catch (error) {
    return afterError(title, error, hook);
  }
  // Gone already is as good.
  const missing = answer.status === 404 && !isGone(answer);
  if (answer.status === 204 || missing)
    return { kind: "published", status: answer.status, raw: "", remoteId, url: null };
  return answer.status < 300 ? afterUnreadable(title, answer, hook) : refused(context, hook, answer);
}

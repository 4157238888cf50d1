import { z } from "zod";
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
import { readJson } from "#engine/json.ts";
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
import type { Text } from "#engine/text.ts";
import { messageOf } from "./adaptive.ts";
import { readAddress, secretsIn } from "./address.ts";
import { card, Fields } from "./card.ts";
import { offWords, refusedTest, tested, words } from "./sentences.ts";

const { title } = card;
const apiBase = "https://api.powerplatform.com";

/** Milliseconds a flow has to take a message. */
const patience = 15_000;

const Refusal = z.object({ error: z.object({ code: z.string().catch(""), message: z.string().catch("") }) });

/** One POST to the address as it was entered, byte for byte: its signature is one over its own letters. Throws as `fetch` does. */
async function post(context: NetworkContext, address: string, text: string, picture?: Placed): Promise<Answer> {
  const reply = await context.fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8", "user-agent": "Relaymap" },
    body: messageOf(text, picture),
    signal: AbortSignal.timeout(Math.min(patience, context.timeout)),
  });
  return readAnswer(reply);
}

/** At most 2 kB of an answer, without the address and its signature. */
const cleanOf = (address: string, body: string | null): string =>
  secretsIn(address).reduce((text, secret) => text.replaceAll(secret, "[address]"), rawOf(body, address));

function refusalOf({ body }: Answer): { code: string; message: string } {
  const read = Refusal.safeParse(readJson(body));
  return read.success ? read.data.error : { code: "", message: "" };
}

/** Why the flow takes nothing any more; null where the answer speaks of the message, or of the moment. */
function offOf(answer: Answer): Text | null {
  const { status } = answer;
  const known = offWords(refusalOf(answer).code);
  if (known !== null) return known;
  return status === 401 || status === 403 || status === 404 || status === 410 ? words.off : null;
}

const taken = ({ status, body }: Answer): boolean =>
  // A page in place of an answer is somebody else's: a proxy's, or one to sign in on.
  status >= 200 && status < 300 && body !== null && !/^\s*</u.test(body);

const homeOf = (context: NetworkContext): string | null => (context.apiBase === apiBase ? null : context.apiBase);

const flow: Connection = {
  open: async (context, entered) => {
    const { name, address } = Fields.parse(entered);
    const { kind } = readAddress(address, homeOf(context));
    if (kind !== "address") throw new ConnectError(kind === "retired" ? words.retired : words.address, "address");
    let answer: Answer;
    try {
      answer = await post(context, address, tested(name));
    } catch (error) {
      throw new ConnectError(words.unreachable, null, error);
    }
    const off = offOf(answer);
    if (off !== null) throw new ConnectError(off, "address");
    if (!taken(answer))
      throw new ConnectError(refusedTest(answer.status, cleanOf(address, refusalOf(answer).message)), null);
    return { token: address, refresh: null, expiresAt: null, scopes: [], fields: { name } };
  },
  accounts: async ({ access }) => ({ ...channelAccount(access), notes: [words.look] }),
  // A refusal is believed where a plain message meets it as well; one that is taken shows in the channel, once.
  refresh: async ({ context, access }) => {
    let answer: Answer;
    try {
      answer = await post(context, access.token, tested(access.fields?.["name"] ?? ""));
    } catch {
      return { kind: "later", reason: words.unreachable };
    }
    if (taken(answer)) return { kind: "renewed", access };
    const off = offOf(answer);
    return off === null ? { kind: "later", reason: words.unreachable } : { kind: "dead", reason: off };
  },
};

export const network: Network = {
  card,
  // Nothing can be asked of a flow.
  manner: "blind",
  apiBase,
  webBase: "https://teams.microsoft.com",
  // Four messages a second break a flow, as is told; well below that.
  budget: { account: { calls: 60, seconds: 60 }, app: null },
  connections: { flow },
  prepares: ({ media = [] }) => media.length > 0,
  prepare: (context, login, sending) => placePictures(context, login, sending),
  publish,
};

async function publish(context: NetworkContext, login: Login, sending: Sending): Promise<CallResult> {
  const { part, key } = sending;
  const [picture] = placedIn(sending);
  const { token: address } = login;
  if (card.count(part.text, login.limits) > login.limits.text)
    return { kind: "rejected", status: null, raw: "", reason: words.tooLong };
  let answer: Answer;
  try {
    answer = await post(context, address, part.text, picture);
  } catch (error) {
    const result = afterError(title, error, address);
    return { ...result, raw: cleanOf(address, result.raw) };
  }
  const { status, headers, body } = answer;
  const said = { status, raw: cleanOf(address, body) };
  // It is in the flow's hands: whether the channel shows it, nobody says.
  if (taken(answer)) return { ...said, kind: "published", remoteId: key, url: null, confirmed: false };
  if (status >= 200 && status < 300) return { ...afterUnreadable(title, answer, address), raw: said.raw };
  const off = offOf(answer);
  if (off !== null) return { ...said, kind: "unauthorised", reason: off };
  const { code, message } = refusalOf(answer);
  const why = cleanOf(address, [code, message].filter((part) => part !== "").join(": ")).slice(0, 300);
  const until = retryAfter(headers.get("retry-after"), context.now());
  return { ...afterRefusal(title, answer, { token: address, words: why === "" ? null : why, until }), raw: said.raw };
}

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
import type { CallResult, Network, NetworkContext } from "#engine/network.ts";
import { card } from "./card.ts";

const Me = z.object({ id: z.string(), handle: z.string(), name: z.string() });
const Note = z.object({ id: z.string(), text: z.string(), at: z.number() });
const Ticket = z.object({ ticket: z.string() });
const Refusal = z.object({ error: z.string() });

export const network: Network = {
  card,
  manner: "readable",
  apiBase: "https://api.pinboard.example",
  webBase: "https://pinboard.example",
  budget: { account: { calls: 60, seconds: 60 }, app: null },
  connections: {
    account: {
      oauth: (webBase, apiBase) => ({
        authorize: `${webBase}/authorize`,
        token: `${apiBase}/token`,
        revoke: `${apiBase}/revoke`,
        scopes: ["notes"],
        secretIn: "header",
      }),
      accounts: async ({ context, access }) => {
        const answer = await ask(context, "GET", "/me", access.token);
        const { id, handle, name } = Me.parse(readJson(answer.body));
        const account = { kind: "person" as const, remoteId: id, handle, name, avatar: null, url: null };
        return { subject: id, accounts: [account] };
      },
    },
  },
  publish: async (context, { token }, { part }) => {
    let answer: Answer;
    try {
      answer = await ask(context, "POST", "/notes", token, JSON.stringify({ text: part.text }));
    } catch (error) {
      return afterError(card.title, error, token);
    }
    return pinned(context, token, answer);
  },
  /** What is large is hung up by and by: the board gives a ticket. */
  status: async (context, { token }, _sending, data) => {
    try {
      return pinned(context, token, await ask(context, "GET", `/tickets/${Ticket.parse(data).ticket}`, token));
    } catch (error) {
      return afterError(card.title, error, token);
    }
  },
  recent: async (context, { token }) => {
    const { body } = await ask(context, "GET", "/notes", token);
    const notes = z.array(Note).parse(readJson(body));
    const seen = notes.map(({ id, text, at }) => ({
      ...placeOf(context, id),
      text,
      links: text.match(/https?:\/\/\S+/gu) ?? [],
      at,
    }));
    return { seen, full: true };
  },
};

function pinned(context: NetworkContext, token: string, answer: Answer): CallResult {
  const { status, headers, body } = answer;
  if (status < 200 || status > 299) {
    const words = Refusal.safeParse(readJson(body)).data?.error ?? null;
    return afterRefusal(card.title, answer, {
      token,
      words,
      until: retryAfter(headers.get("retry-after"), context.now()),
    });
  }
  const [ticket, raw] = [Ticket.safeParse(readJson(body)), rawOf(body, token)];
  if (status === 202 && ticket.success)
    return {
      kind: "processing",
      status,
      raw,
      data: ticket.data,
      again: 2_000,
      until: context.now() + 60_000,
      reason: hanging,
    };
  const note = Note.safeParse(readJson(body));
  if (!note.success) return afterUnreadable(card.title, answer, token);
  return { kind: "published", status, raw, ...placeOf(context, note.data.id) };
}

const hanging = { en: "The note is being hung up.", fr: "La note est en cours d’accrochage." };

async function ask(
  context: NetworkContext,
  method: string,
  path: string,
  token: string,
  body?: string,
): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}` };
  return readAnswer(
    await context.fetch(context.apiBase + path, { method, headers, ...(body === undefined ? {} : { body }) }),
  );
}

const placeOf = (context: NetworkContext, id: string) => ({ remoteId: id, url: `${context.webBase}/notes/${id}` });

function readJson(body: string | null): unknown {
  try {
    return JSON.parse(body ?? "");
  } catch {
    return undefined;
  }
}

import type OpenAI from "openai";
import { z } from "zod";
import { OutboundError } from "../outbound/error.ts";
import type { Outbound } from "../ports.ts";
import type { Tokens } from "./budget.ts";
import { MachineError } from "./error.ts";
import type { MachinePlace } from "./settings.ts";

/** Tokens that an answer may have: a long post, and what a model thinks before it writes. */
export const mostTokens = 4096;
/** Of an answer with all around it; a post is a hundredth of it. */
const mostBytes = 256_000;
export const usualPatience = 30_000;

/** What is said to a model. The item is JSON in a message of its own: no sign of it can end the message, or pose as another. */
export type Conversation = { role: "system" | "user" | "assistant"; content: string }[];
export type Spoken = { content: string; tokens: Tokens | null };

/**
 * How endpoints that call themselves compatible differ, from the newest to what every one takes: under which name they take the most tokens
 * (newer models refuse the old name, other makers' servers the new one), and whether they hold a model to a schema.
 */
const dialects = [
  { newName: true, schema: true },
  { newName: false, schema: true },
  { newName: false, schema: false },
] as const;

const answerSchema = {
  name: "post",
  strict: true,
  schema: {
    type: "object",
    properties: { text: { type: "string" } },
    required: ["text"],
    additionalProperties: false,
  },
} as const;

/** What we look at in an answer; all else is the endpoint's own affair. */
const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) }).nullish(),
});

export type Endpoint = {
  /** One request. Throws MachineError; `learn` is told where the endpoint wants to be asked in another way than it was thought to. */
  say: (conversation: Conversation, learn: (dialect: number) => Promise<void>) => Promise<Spoken>;
  /** Names of models, as many as are worth reading. Throws MachineError. */
  models: () => Promise<string[]>;
};

/**
 * An OpenAI-compatible endpoint, asked through OpenAI's own client, which goes out through our guard: it may be inside the network only where
 * whoever runs the server allowed that. No tools, nothing stored there that we could switch off, never retried by the client itself.
 */
export async function openEndpoint(
  outbound: Pick<Outbound, "call">,
  place: Pick<MachinePlace, "address" | "model" | "dialect">,
  key: string | null,
  patience = usualPatience,
): Promise<Endpoint> {
  // Loaded by the first call: a start does not pay for it.
  const { default: Client } = await import("openai");
  const { host } = new URL(place.address);
  let failed: OutboundError | MachineError | null = null;
  const client = new Client({
    baseURL: place.address,
    apiKey: key ?? "-",
    // What the process's environment says of other accounts there is not this workspace's.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    ...(key === null ? { defaultHeaders: { authorization: null } } : {}),
    maxRetries: 0,
    timeout: patience + 5_000,
    logLevel: "off",
    fetch: async (url, init) => {
      try {
        const reply = await outbound.call(typeof url === "string" ? url : url instanceof URL ? url.href : url.url, {
          method: init?.method ?? "GET",
          headers: Object.fromEntries(new Headers(init?.headers as HeadersInit)),
          ...(typeof init?.body === "string" ? { body: init.body } : {}),
          ...(init?.signal ? { signal: init.signal } : {}),
          timeout: patience,
        });
        if (reply.body.length > mostBytes) throw new MachineError("too_big", host);
        const type = reply.headers["content-type"] ?? "";
        const wait = reply.headers["retry-after"];
        return new Response(reply.status === 204 || reply.status === 304 ? null : new Uint8Array(reply.body), {
          status: reply.status,
          headers: { "content-type": type, ...(wait === undefined ? {} : { "retry-after": wait }) },
        });
      } catch (error) {
        if (error instanceof OutboundError || error instanceof MachineError) failed = error;
        throw error;
      }
    },
  });

  async function attempt<T>(work: () => Promise<T>): Promise<T> {
    failed = null;
    try {
      return await work();
    } catch (error) {
      const cause = failed ?? error;
      if (cause instanceof MachineError) throw cause;
      if (cause instanceof OutboundError) throw outside(cause, host);
      const told: Refused | null = error instanceof Client.APIError ? error : null;
      if (told?.status !== undefined) throw refusal(told, host, place.model);
      // The client could not read a 2xx as JSON.
      throw new MachineError("junk", "", { cause: error });
    }
  }

  async function once(messages: Conversation, dialect: number): Promise<Spoken> {
    const { newName, schema } = dialects[dialect] ?? dialects[dialects.length - 1]!;
    const body: OpenAI.ChatCompletionCreateParamsNonStreaming = {
      model: place.model,
      messages,
      ...(newName ? { max_completion_tokens: mostTokens } : { max_tokens: mostTokens }),
      ...(schema ? { response_format: { type: "json_schema", json_schema: answerSchema } } : {}),
    };
    return spokenIn(await attempt(async (): Promise<unknown> => client.chat.completions.create(body)));
  }

  return {
    say: async (conversation, learn) => {
      for (let dialect = place.dialect; ; dialect += 1) {
        try {
          const spoken = await once(conversation, dialect);
          if (dialect !== place.dialect) await learn(dialect);
          return spoken;
        } catch (error) {
          const other = error instanceof MachineError && error.code === "request" && dialect + 1 < dialects.length;
          if (!other) throw error;
        }
      }
    },
    models: () =>
      attempt(async () => {
        const { data } = await client.models.list();
        return Array.isArray(data) ? data.slice(0, 50).flatMap(({ id }) => (typeof id === "string" ? [id] : [])) : [];
      }),
  };
}

function spokenIn(reply: unknown): Spoken {
  const { data } = Completion.safeParse(reply);
  const [choice] = data?.choices ?? [];
  if (data === undefined || choice === undefined) throw new MachineError("junk");
  const { message, finish_reason: end } = choice;
  const tokens = data.usage ? { in: data.usage.prompt_tokens, out: data.usage.completion_tokens } : null;
  if ((message.refusal ?? "") !== "" || end === "content_filter") throw new Paid("declined", tokens);
  if (end === "length") throw new Paid("cut", tokens);
  const content = message.content ?? "";
  if (content.trim() === "") throw new Paid("empty", tokens);
  return { content, tokens };
}

/** It answered, which cost something, and said nothing that could be used. */
export class Paid extends MachineError {
  readonly tokens: Tokens | null;
  constructor(code: "declined" | "cut" | "empty", tokens: Tokens | null) {
    super(code);
    this.tokens = tokens;
  }
}

function outside(error: OutboundError, host: string): MachineError {
  if (error.code === "blocked") return new MachineError("blocked", host, { cause: error });
  if (error.code === "timeout") return new MachineError("timeout", host, { cause: error });
  if (error.code === "too_big") return new MachineError("too_big", host, { cause: error });
  // Cut off within an answer: theirs, and perhaps not the next time.
  if (error.code === "reset" || error.code === "encoding") return new MachineError("server", host, { cause: error });
  return new MachineError("unreachable", error.text, { cause: error });
}

/** What the client says of an answer that is no 2xx. */
type Refused = {
  status: number | undefined;
  error: unknown;
  code?: string | null | undefined;
  headers: Headers | undefined;
};

/** What a status means. Their own sentence is not passed on: some repeat the key in it. */
function refusal(error: Refused, host: string, model: string): MachineError {
  const { status = 0, error: body } = error;
  const said = JSON.stringify(body ?? "").slice(0, 2000);
  const code = error.code ?? "";
  if (status === 401 || status === 403) return new MachineError("key", host);
  if (status === 402 || code === "insufficient_quota") return new MachineError("quota", host);
  if (status === 429) return new MachineError("busy", host, { wait: waitOf(error.headers) });
  const noModel = /model/iu.test(said) && /not[ _]found|does not exist|unknown|no such|not exist|invalid/iu.test(said);
  if (code === "model_not_found" || (status === 404 && body !== undefined) || (status === 400 && noModel))
    return new MachineError("model", model);
  if (status === 400 || status === 422) return new MachineError("request", host);
  if (status >= 500) return new MachineError("server", host);
  return new MachineError("address", host);
}

/** Seconds; a date counts too. */
function waitOf(headers: Headers | undefined): number | null {
  const said = headers?.get("retry-after") ?? null;
  if (said === null) return null;
  const seconds = /^\d{1,6}$/u.test(said.trim()) ? Number(said) : (Date.parse(said) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}

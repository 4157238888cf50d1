import type { ApiName, Body, Params, Query, Reply, Route } from "#server/api.ts";
import type { Text } from "#engine/text.ts";
import { otherPerson, whoseHeader } from "#engine/whose.ts";

/** Where each route is found. `?plain` leaves the schemas in the server (see vite.config.ts): here the compiler has checked them. */
const { "../server/api.ts": places } = import.meta.glob<Record<ApiName, Pick<Route, "method" | "path">>>(
  "../server/api.ts",
  { eager: true, query: "?plain", import: "default" },
);

/** A route's address, for what the browser opens or shows by itself. */
export const pathOf = (name: ApiName): string => places![name].path;

type Given<Value, Name extends string> = [Value] extends [undefined] ? unknown : { [P in Name]: Value };
type Whole<N extends ApiName> = Given<Params<N>, "params"> & Given<Body<N>, "body"> & { query?: Query<N> };
/** What a route needs besides its name: `params` and `body` exactly where its row in the table has them. */
export type Parts<N extends ApiName> = Whole<N>;

/** The server's coded answer, or `offline` where no answer came. `text` is for the person, in every language. */
export class CallError extends Error {
  readonly code: string;
  readonly status: number;
  readonly text: Text;
  readonly details: unknown;
  readonly requestId: string | null;

  constructor(code: string, status: number, text: Text, details?: unknown, requestId: string | null = null) {
    super(text.en);
    this.name = "CallError";
    this.code = code;
    this.status = status;
    this.text = text;
    this.details = details;
    this.requestId = requestId;
  }
}

const offline: Text = {
  en: "The server cannot be reached. What you did is kept here; try again in a moment.",
  fr: "Le serveur est injoignable. Ce que vous avez fait est gardé ici ; réessayez dans un instant.",
};
const garbled: Text = {
  en: "The server gave an answer that cannot be read. Try again; if it stays so, tell your administrator.",
  fr: "Le serveur a donné une réponse illisible. Réessayez ; si cela persiste, prévenez votre administrateur.",
};

/** No answer came. */
export const unreachable = (): CallError => new CallError("offline", 0, offline);

/** Whose page this is, by their member's id; null before anybody is known. */
let whose: string | null = null;
/** From now on what is written is written for this person, or refused (`isOver`). */
export const writeFor = (member: string | null): void => void (whose = member);

/** Whether a call was refused since the session is over, or somebody else's. */
export const isOver = (error: unknown): boolean =>
  error instanceof CallError && (error.status === 401 || error.code === otherPerson);

/** Whether a call failed since there is no such thing, or its address is none. */
export const isAbsent = ({ status, code }: CallError): boolean => status === 404 || code === "invalid";

function isText(value: unknown): value is Text {
  return typeof value === "object" && value !== null && "en" in value && "fr" in value;
}

/** Sends one JSON request. Throws CallError, also where the network fails. */
export async function request(
  method: string,
  path: string,
  body?: unknown,
  init: { signal?: AbortSignal; keepalive?: boolean } = {},
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(whose === null || method === "GET" ? {} : { [whoseHeader]: whose }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw unreachable();
  }
  return read(response.status, await response.json().catch(() => null));
}

/** The answer, or the server's refusal as an error. */
function read(status: number, answer: unknown): unknown {
  if (status >= 200 && status < 300 && answer !== null) return answer;
  const failure = (answer ?? {}) as { code?: string; message?: unknown; details?: unknown; requestId?: string };
  const text = isText(failure.message) ? failure.message : garbled;
  throw new CallError(failure.code ?? "garbled", status, text, failure.details, failure.requestId ?? null);
}

/**
 * Sends a file's bytes, and says how much of them is there, 0 to 1: `fetch` cannot. Throws CallError, and what `signal` was ended with.
 */
export function sendFile(
  name: ApiName,
  file: Blob,
  tell: (share: number) => void,
  signal: AbortSignal,
): Promise<unknown> {
  const { method, path } = places![name];
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open(method, path);
    call.responseType = "json";
    call.setRequestHeader("accept", "application/json");
    call.setRequestHeader("content-type", file.type || "application/octet-stream");
    if (whose !== null) call.setRequestHeader(whoseHeader, whose);
    call.upload.addEventListener("progress", ({ loaded, total }) => tell(total === 0 ? 0 : loaded / total));
    call.addEventListener("load", () => {
      try {
        resolve(read(call.status, call.response));
      } catch (error) {
        reject(error as CallError);
      }
    });
    call.addEventListener("error", () => reject(unreachable()));
    call.addEventListener("abort", () => reject(signal.reason as Error));
    signal.addEventListener("abort", () => call.abort(), { once: true });
    call.send(file);
  });
}

type Plain = string | number | boolean | null | undefined;

function address(path: string, params: Record<string, Plain>, query: Record<string, Plain>): string {
  const filled = path.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}

/**
 * Calls a route of the table by its name: `call("getMap", { params: { id } })`.
 * The reply's type comes from the route; the server has checked it against the same schema. Throws CallError.
 */
export async function call<N extends ApiName>(
  name: N,
  parts: Parts<N>,
  init: { signal?: AbortSignal; keepalive?: boolean } = {},
): Promise<Reply<N>> {
  const { method, path } = places![name];
  // The table's own types guarantee the parts; here they are only plain data.
  const {
    params = {},
    query = {},
    body,
  } = parts as {
    params?: Record<string, Plain>;
    query?: Record<string, Plain>;
    body?: unknown;
  };
  return (await request(method, address(path, params, query), body, init)) as Reply<N>;
}

import type { z } from "zod";
import type { Incoming } from "#engine/receive.ts";
import type { Language } from "#engine/text.ts";
import type { Api, ApiName } from "../api.ts";
import type { Backtests } from "../backtest/thread.ts";
import type { Services } from "../ports.ts";
import type { Auth } from "./auth.ts";
import type { Caller } from "./caller.ts";

/** What every handler gets besides its own input. */
export type Context = {
  services: Services;
  auth: Auth;
  /** Counts a try (to sign in as an address, to enter a password); seconds to wait where there were too many, else null. */
  tryAgainIn: (key: string) => number | null;
  /** The same for messages to a source that receives. */
  takeAgainIn: (key: string) => number | null;
  /** Tries drawings on the past, in threads of its own. */
  backtests: Backtests;
};

type Part<N extends ApiName, K extends string> = Api[N] extends {
  [P in K]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** One request to a route of the table, checked against its schemas. */
export type Call<N extends ApiName> = Context & {
  caller: Api[N]["access"] extends "anonymous" | "address" ? null : Caller;
  params: Part<N, "params">;
  query: Part<N, "query">;
  body: Part<N, "body">;
  /** What came, as it came; of a route that receives. */
  incoming: Api[N] extends { receives: true } ? Incoming : null;
  /** The request's own cookies, for the sign-in routes. */
  cookie: string | undefined;
  /** The language that the request's browser asks for, where we speak it. */
  language: Language | null;
  /** What the request's browser calls itself. */
  agent: string | undefined;
  /** Headers for the answer: cookies. */
  headers: Headers;
  /** The whole address as the browser asked for it, on our public origin. */
  url: string;
  signal: AbortSignal;
};

/** Answers what the route's `reply` schema says, or throws an AppError. */
export type Handler<N extends ApiName> = (call: Call<N>) => Promise<z.input<Api[N]["reply"]>>;
export type Handlers = { [N in ApiName]: Handler<N> };

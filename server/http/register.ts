import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { askedLanguage } from "#engine/markup.ts";
import type { Incoming } from "#engine/receive.ts";
import { api, type ApiName, type Route } from "../api.ts";
import type { File } from "../api/media.ts";
import { type AppError, forbidden, invalid } from "../errors.ts";
import type { Call, Context, Handler, Handlers } from "./call.ts";
import { type Caller, findCaller } from "./caller.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { refuseOtherPerson, refuseOtherSites } from "./origin.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may come in. A route without it fails the boot. */
    access?: Route["access"];
    name?: ApiName;
  }
  interface FastifyRequest {
    caller: Caller | null;
    /** Cookies that the session wants renewed. */
    renewed: Headers | null;
  }
}

/**
 * Lays the route table over Fastify: one handler for each entry, no handler without one, access checked in a hook before
 * the body is read, input and replies checked against their schemas. Throws where table and handlers disagree.
 */
export function register(app: FastifyInstance, context: Context, handlers: Handlers): void {
  const names = Object.keys(api) as ApiName[];
  const missing = names.filter((name) => typeof handlers[name] !== "function");
  const unknown = Object.keys(handlers).filter((name) => !(name in api));
  if (missing.length > 0) throw new Error(`Routes without a handler: ${missing.join(", ")}`);
  if (unknown.length > 0) throw new Error(`Handlers without a route: ${unknown.join(", ")}`);

  app.decorateRequest("caller", null);
  app.decorateRequest("renewed", null);
  app.addHook("onRequest", async (request) => {
    // Programs send there, with an address that no page knows and no cookie that could be misused.
    if (request.routeOptions.config.access === "address") return;
    refuseOtherSites(request, context.services.settings);
  });
  // After the rate limit, which is a route's own onRequest hook, and before a byte of the body is read.
  app.addHook("preParsing", async (request) => {
    const { access } = request.routeOptions.config;
    if (access === undefined || access === "anonymous" || access === "address") return;
    const { cookie } = request.headers;
    const { caller, headers } = await across("sign-in", () => findCaller(context.auth, context.services.db, cookie));
    refuseOtherPerson(request, caller);
    if (!access.includes(caller.role)) throw forbidden();
    request.caller = caller;
    request.renewed = headers;
  });
  // A handler whose client went away still works: the database must not be closed under it.
  const running = new Set<Promise<unknown>>();
  app.addHook("onClose", async () => {
    await Promise.allSettled(running);
  });
  for (const name of names) {
    const handler = tracked(handlers[name] as Handler<ApiName>, running);
    const route: Route = api[name];
    if (route.receives) addReceiving(app, context, name, handler);
    else add(app, context, name, handler);
  }
}

/** Its body is not parsed here: bytes of any kind, within the limit of all bodies. */
function addReceiving(app: FastifyInstance, context: Context, name: ApiName, handler: Handler<ApiName>): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser<Buffer>("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    add(scope, context, name, handler);
  });
}

function tracked(handler: Handler<ApiName>, running: Set<Promise<unknown>>): Handler<ApiName> {
  return (call) => {
    const work = handler(call).finally(() => running.delete(work));
    running.add(work);
    return work;
  };
}

function add(app: FastifyInstance, context: Context, name: ApiName, handler: Handler<ApiName>): void {
  const route: Route = api[name];
  const { access } = route;
  app.route({
    method: route.method,
    url: route.path,
    config: { access: route.access, name },
    ...(route.bytes === undefined ? {} : { bodyLimit: route.bytes }),
    handler: async (request, reply) => {
      const headers = new Headers(request.renewed ?? undefined);
      const leaving = new AbortController();
      reply.raw.once("close", () => {
        if (!reply.raw.writableFinished) leaving.abort();
      });
      const call = {
        ...context,
        caller: request.caller,
        ...readInput(route, request),
        incoming: route.receives ? incomingOf(request, context.services.clock.now()) : null,
        cookie: request.headers.cookie,
        agent: request.headers["user-agent"],
        language: askedLanguage(request.headers["accept-language"]),
        headers,
        url: `${context.services.settings.publicUrl}${request.url}`,
        signal: leaving.signal,
      };
      // The table ties name, handler and schemas together; TypeScript cannot follow that through a loop over names.
      const answer = await scoped(request.caller, access, () => handler(call as unknown as Call<ApiName>));
      for (const cookie of headers.getSetCookie()) reply.header("set-cookie", cookie);
      reply.header("cache-control", "no-store");
      const checked = checkReply(name, route, answer);
      if (route.file) return sendFile(request, reply, checked as z.infer<typeof File>);
      if (route.redirects) return reply.redirect((checked as { location: string }).location, 303);
      return reply.send(checked);
    },
  });
}

/** The database answers a handler with the rows of the caller's workspace, and with no others; of who is nobody yet, with what it takes to be somebody. */
function scoped<T>(caller: Caller | null, access: Route["access"], work: () => T): T {
  if (caller !== null) return inWorkspace(caller.workspaceId, work);
  return across(access === "address" ? "receive" : "sign-in", work);
}

/** Kept by the one browser that asked, for an hour; then asked for again by its tag. What is open is asked for again each minute. */
function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { bytes, type, tag, policy, open, changedAt, page, download }: z.infer<typeof File>,
): FastifyReply {
  if (download !== undefined) {
    const { name, stream } = download;
    return reply.type(type).header("content-disposition", `attachment; filename="${name}"`).send(stream);
  }
  if (page !== undefined) {
    if (page.refresh !== undefined) reply.header("refresh", page.refresh);
    // Its forms say where they come from, also over plain HTTP (origin.ts).
    reply.header("referrer-policy", "same-origin").header("content-security-policy", policy);
    return reply.code(page.status).type(type).send(Buffer.from(bytes));
  }
  if (policy !== undefined) reply.header("content-security-policy", policy).header("x-frame-options", "SAMEORIGIN");
  const etag = `"${tag}"`;
  reply.header("cache-control", open ? "private, max-age=60" : "private, max-age=3600").header("etag", etag);
  if (open) reply.header("x-robots-tag", "noindex, nofollow");
  else reply.header("vary", "cookie");
  // To the second, as HTTP tells it.
  const changed = changedAt === undefined ? null : Math.floor(changedAt / 1000) * 1000;
  if (changed !== null && changed > 0) reply.header("last-modified", new Date(changed).toUTCString());
  if (isKept(request.headers, etag, changed)) return reply.code(304).send();
  return reply.type(type).header("content-disposition", "inline").send(Buffer.from(bytes));
}

/** Whether the caller has it already (RFC 9110, 13.2.2): a tag says it better than a time, and several may be named. */
function isKept(headers: FastifyRequest["headers"], etag: string, changed: number | null): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined)
    return tags.split(",").some((tag) => tag.trim().replace(/^W\//u, "") === etag || tag.trim() === "*");
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return changed !== null && changed > 0 && changed <= since;
}

function readInput(route: Route, request: FastifyRequest): { params: unknown; query: unknown; body: unknown } {
  const places: { place: string; message: string }[] = [];
  const part = (place: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) {
      const extra = value !== null && typeof value === "object" ? Object.keys(value) : [];
      if (extra.length > 0 || (value !== undefined && value !== null && typeof value !== "object"))
        places.push({ place, message: "nothing is expected here" });
      return undefined;
    }
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues)
      places.push({ place: [place, ...issue.path.map(String)].join("."), message: issue.message });
    return undefined;
  };
  const input = {
    params: part("params", route.params, request.params),
    query: part("query", route.query, request.query),
    body: route.receives ? undefined : part("body", route.body, request.body),
  };
  if (places.length > 0) throw invalid(places);
  return input;
}

/** Of headers that came twice Node keeps the first, or joins them: each is one text, but for cookies, which are not handed on. */
function incomingOf(request: FastifyRequest, at: number): Incoming {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === "string" && name !== "cookie") headers[name] = value;
  return { headers, body: request.body instanceof Uint8Array ? request.body : new Uint8Array(), at };
}

/** A reply that does not fit its schema is a bug: it leaves as a 500, so that no field slips out that was not meant to. */
function checkReply(name: ApiName, route: Route, answer: unknown): unknown {
  const result = route.reply.safeParse(answer);
  if (result.success) return result.data;
  throw new Error(`The reply of ${name} does not fit its schema`, { cause: result.error });
}

/** Refuses, while routes are being added, each one that does not say who may come in. */
export function refuseUndeclared(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    if (route.config?.access === undefined)
      throw new Error(`Route ${String(route.method)} ${route.url} does not declare its access`);
    const declared = route.config.name !== undefined;
    if (route.url.startsWith("/api/") && !declared)
      throw new Error(`Route ${String(route.method)} ${route.url} is not in server/api.ts`);
  });
}

/** Where a page route sends the browser when it fails: a person must not be left before a line of JSON. */
export const problemPage = (error: AppError): string =>
  error.status === 401 ? "/sign-in?problem=session" : `/accounts?problem=${error.code}`;

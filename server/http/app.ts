import { randomUUID } from "node:crypto";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from "fastify";
import type { Text } from "#engine/text.ts";
import { createBacktests } from "../backtest/thread.ts";
import { addCalendarFeed } from "../calendar/feed.ts";
import { tooMany } from "../errors.ts";
import { addLinks } from "../links/serve.ts";
import type { Services } from "../ports.ts";
import { addSheetStyle } from "../sheets/sheet.ts";
import { createAttempts } from "./attempts.ts";
import { createAuth, sessionCookie } from "./auth.ts";
import { readJsonOnly } from "./body.ts";
import type { Handlers } from "./call.ts";
import { serveEditor } from "./editor.ts";
import { answerFailures } from "./failure.ts";
import { contentPolicy } from "./policy.ts";
import { addProbes } from "./ready.ts";
import { refuseUndeclared, register } from "./register.ts";

/** Requests in a minute from one address (an office behind one router is one address). */
export type RateLimits = {
  /** With a session's cookie. */
  session: number;
  /** Without. */
  address: number;
  /** Tries to sign in; an e-mail address has ten in fifteen minutes besides. */
  signIn: number;
  /** Pages of proposals that links open, and answers there; and calendars that other programs read. */
  proposal: number;
  /** Visits by short links. */
  links: number;
  /** Messages to one source that receives. */
  source: number;
};
const defaults: RateLimits = { session: 6000, address: 600, signIn: 20, proposal: 60, links: 6000, source: 120 };
const attempts = { max: 10, milliseconds: 15 * 60_000 };

/**
 * The HTTP server, not yet listening: `handlers` is what answers the routes. Throws where a route lacks a handler, a handler a route, or a route its access.
 * `trouble` is why there is no editor of today's sources. Everything that has a lifetime comes in through `services`; `app.close()` ends only what is of HTTP.
 */
export async function createApp(
  services: Services,
  handlers: Handlers,
  options: { limits?: Partial<RateLimits>; trouble?: Text | null } = {},
): Promise<FastifyInstance> {
  const { settings } = services;
  const rates = { ...defaults, ...options.limits };
  const app: FastifyInstance = Fastify({
    loggerInstance: services.log as FastifyBaseLogger,
    // We write one line per answer, without the query: one-time tokens and OAuth codes travel there.
    logController: new Fastify.LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: () => randomUUID(),
    bodyLimit: 1024 * 1024,
    // A reverse proxy on the same machine may say whom it speaks for; nobody else may.
    trustProxy: "loopback",
    requestTimeout: 60_000,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 200 },
  });
  refuseUndeclared(app);
  readJsonOnly(app);
  answerFailures(app);
  app.addHook("onResponse", async (request, reply) => {
    const line = {
      method: request.method,
      path: request.routeOptions.url ?? "(none)",
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(request.caller ? { member: request.caller.memberId } : {}),
    };
    request.log.debug(line, "answered");
  });
  app.addHook("onSend", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });

  await app.register(helmet, contentPolicy(settings));
  // Before the limiter's own hook, which reads what this one writes.
  app.addHook("onRoute", (route) => {
    if (
      route.config?.name === "signIn" ||
      route.config?.name === "signInByLink" ||
      route.config?.name === "mailSignInLink"
    )
      route.config.rateLimit = { max: rates.signIn, groupId: "sign-in", keyGenerator: addressOf };
    if (route.config?.name === "openLink" || route.config?.name === "answerLink")
      route.config.rateLimit = { max: rates.proposal, groupId: "proposal", keyGenerator: addressOf };
  });
  await app.register(rateLimit, {
    // Counted by address, never by cookie: whoever makes cookies up would have a fresh count with each. Who is signed in is counted apart, or an
    // office behind one address would leave nothing to the colleague who comes in, and to the program that brings something.
    keyGenerator: (request) => `${hasSession(request, settings) ? "in" : "out"} ${request.ip}`,
    max: (request: FastifyRequest) => (hasSession(request, settings) ? rates.session : rates.address),
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) => tooMany(Math.ceil(ttl / 1000)),
  });
  const auth = createAuth(services);
  const tryAgainIn = createAttempts(attempts, services.clock.now);
  const takeAgainIn = createAttempts({ max: rates.source, milliseconds: 60_000 }, services.clock.now);
  const backtests = createBacktests();
  app.addHook("onClose", () => backtests.close());
  register(app, { services, auth, tryAgainIn, takeAgainIn, backtests }, handlers);
  addProbes(app, services);
  addSheetStyle(app);
  addCalendarFeed(app, services, { max: rates.proposal });
  addLinks(app, services, { max: rates.links, session: sessionCookie(settings) });
  await serveEditor(app, { trouble: options.trouble ?? null });
  await app.ready();
  return app;
}

/** What may be guessed at is counted by address alone. */
const addressOf = ({ ip }: FastifyRequest): string => ip;

function hasSession(request: FastifyRequest, settings: Services["settings"]): boolean {
  const name = `${sessionCookie(settings)}=`;
  return request.headers.cookie?.split("; ").some((part) => part.startsWith(name)) ?? false;
}

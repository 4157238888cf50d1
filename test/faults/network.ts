import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { CallResult, Manner, Network, NetworkContext, Seen } from "#engine/network.ts";
import { toyCard } from "#test/support/network.ts";

export const manners: readonly Manner[] = ["key", "record", "container", "readable", "blind"];

/** A post that the test network took. */
export type Taken = { id: string; manner: string; account: string; text: string; key: string; at: number };

/** What happens to one request. `accept`: whether the post is taken before it happens. Times in milliseconds. */
export type Fault =
  | { kind: "none"; latency?: number }
  | { kind: "cut"; when: "before" | "after" | "headers" | "body" }
  | { kind: "hang"; accept: boolean }
  | { kind: "late"; latency: number }
  | { kind: "status"; status: number; accept: boolean; headers?: Record<string, string>; body?: string };

export type Request = { manner: string; account: string; text: string; key: string };
export type TestNetwork = Awaited<ReturnType<typeof startNetwork>>;

/**
 * A network on loopback that plays all five manners and records every post that it takes. `fault` is asked once per request;
 * `arrived` is told when a request is read, and `taken` when its post is recorded, both before anything is answered.
 */
export async function startNetwork(
  hooks: {
    fault?: (request: Request) => Fault;
    arrived?: (request: Request) => void;
    taken?: (post: Taken) => void;
  } = {},
) {
  const posts: Taken[] = [];
  /** Key → post, as far as the manner knows keys; the network's memory survives its clients. */
  const known = new Map<string, Taken>();
  const calls: (Request & { at: number })[] = [];
  const sockets = new Set<Socket>();
  const state = { fault: hooks.fault ?? ((): Fault => ({ kind: "none" })), arrived: hooks.arrived, taken: hooks.taken };

  function take(request: Request): Taken {
    const keyed = request.manner === "key" || request.manner === "record" || request.manner === "container";
    const name = `${request.manner} ${request.account} ${request.key}`;
    const before = keyed ? known.get(name) : undefined;
    if (before !== undefined) return before;
    const post: Taken = { ...request, id: `p${posts.length + 1}`, at: Date.now() };
    posts.push(post);
    known.set(name, post);
    state.taken?.(post);
    return post;
  }

  async function publish(request: Request, response: ServerResponse): Promise<void> {
    calls.push({ ...request, at: Date.now() });
    state.arrived?.(request);
    const fault = state.fault(request);
    const answer = (post: Taken): string => JSON.stringify({ id: post.id, padding: "x".repeat(2000) });
    switch (fault.kind) {
      case "cut": {
        if (fault.when === "before") return void response.socket?.destroy();
        const body = answer(take(request));
        if (fault.when === "after") return void response.socket?.destroy();
        response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
        response.flushHeaders();
        if (fault.when === "body") response.write(body.slice(0, 1000));
        setTimeout(() => response.socket?.destroy(), 20);
        return;
      }
      case "hang":
        if (fault.accept) take(request);
        return;
      case "status":
        if (fault.accept) take(request);
        response.writeHead(fault.status, fault.headers ?? {});
        response.end(fault.body ?? "{}");
        return;
      case "late":
      case "none": {
        const post = take(request);
        if (fault.latency !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.latency));
        response.writeHead(200, { "content-type": "application/json" });
        response.end(answer(post));
      }
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, manner = "", account = ""] = (request.url ?? "").split("?")[0]!.split("/");
    if (request.method === "GET") {
      const seen: Seen[] = posts
        .filter((post) => post.manner === manner && post.account === account)
        .map(({ id, text, at }) => ({ remoteId: id, url: null, text, links: [], at }));
      response.end(JSON.stringify(seen.toReversed()));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { text } = JSON.parse(Buffer.concat(chunks).toString()) as { text: string };
    await publish({ manner, account, text, key: String(request.headers["idempotency-key"]) }, response);
  }

  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    posts,
    calls,
    hooks: state,
    close: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const text = { en: "test", fr: "test" };

/** The five networks as connectors: they classify as RELIABILITY.md tables it. `timeout` in milliseconds. */
export function networksAt(base: string, timeout: number): ReadonlyMap<string, Network> {
  const make = (manner: Manner): Network => ({
    card: toyCard(manner),
    manner,
    apiBase: base,
    webBase: base,
    budget: { account: { calls: 100_000, seconds: 900 }, app: null },
    connections: { account: { accounts: async () => ({ subject: "", accounts: [] }) } },
    publish: (_context, login, { part, key }) =>
      publish(`${base}/${manner}/${login.remoteId}`, part.text, key, timeout),
    ...(manner === "blind"
      ? {}
      : {
          recent: (_context: NetworkContext, login: { remoteId: string }) =>
            recent(`${base}/${manner}/${login.remoteId}`),
        }),
  });
  return new Map(manners.map((manner) => [manner, make(manner)]));
}

async function recent(url: string): Promise<{ seen: Seen[]; full: boolean }> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
  return { seen: (await answer.json()) as Seen[], full: true };
}

async function publish(url: string, words: string, key: string, timeout: number): Promise<CallResult> {
  const none = { status: null, raw: "", reason: text };
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify({ text: words }),
      signal: AbortSignal.timeout(timeout),
    });
    const { status } = answer;
    const body = await answer.text();
    const told = { status, raw: body.slice(0, 200), reason: text };
    if (status === 429)
      return { ...told, kind: "limited", until: Number(answer.headers.get("x-reset")) * 1000 || null };
    if (status === 401) return { ...told, kind: "unauthorised" };
    if (status >= 500) return { ...told, kind: "unknown" };
    if (status >= 400) return { ...told, kind: "rejected" };
    const parsed = JSON.parse(body) as { id?: unknown };
    return typeof parsed.id === "string"
      ? { status, raw: "", kind: "published", remoteId: parsed.id, url: null }
      : { ...told, kind: "unknown" };
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error && "code" in error.cause ? error.cause.code : null;
    return cause === "ECONNREFUSED" ? { ...none, kind: "not_sent" } : { ...none, kind: "unknown" };
  }
}

/** An address on loopback where nobody listens. */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

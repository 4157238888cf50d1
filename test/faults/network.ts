import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { z } from "zod";
import { unprepared } from "#engine/answer.ts";
import type { CallResult, Manner, Network, NetworkContext, Prepared, Seen, Sending } from "#engine/network.ts";
import { toyCard } from "#test/support/network.ts";

export const manners: readonly Manner[] = ["key", "record", "container", "readable", "blind"];

/** A post that the test network took. `pictures` as they were uploaded for it. */
export type Taken = {
  id: string;
  manner: string;
  account: string;
  text: string;
  pictures: string[];
  key: string;
  at: number;
};

/** What happens to one request. `accept`: whether the post is taken before it happens. Times in milliseconds. */
export type Fault =
  | { kind: "none"; latency?: number }
  | { kind: "cut"; when: "before" | "after" | "headers" | "body" }
  | { kind: "hang"; accept: boolean }
  | { kind: "late"; latency: number }
  | { kind: "status"; status: number; accept: boolean; headers?: Record<string, string>; body?: string };

export type Request = { manner: string; account: string; text: string; media: string[]; key: string };
/** A picture on its way to the network. */
export type Upload = { manner: string; account: string; picture: string };
export type TestNetwork = Awaited<ReturnType<typeof startNetwork>>;

type Hooks = {
  fault: (request: Request) => Fault;
  arrived?: ((request: Request) => void) | undefined;
  taken?: ((post: Taken) => void) | undefined;
  uploadFault?: ((upload: Upload) => Fault) | undefined;
  uploadArrived?: ((upload: Upload) => Promise<unknown> | void) | undefined;
  uploadTaken?: ((upload: Upload) => void) | undefined;
};

/**
 * A network on loopback that plays all five manners and records every post that it takes. `fault` is asked once per request;
 * `arrived` is told when a request is read, and `taken` when its post is recorded, both before anything is answered. So it is with
 * pictures, which are uploaded before the post that names them; each goes into one post.
 */
export async function startNetwork(hooks: Partial<Hooks> = {}) {
  const posts: Taken[] = [];
  /** Key → post, as far as the manner knows keys; the network's memory survives its clients. */
  const known = new Map<string, Taken>();
  const calls: (Request & { at: number })[] = [];
  const sockets = new Set<Socket>();
  const state: Hooks = { fault: (): Fault => ({ kind: "none" }), ...hooks };
  /** What was uploaded and is not forgotten. */
  const media = new Map<string, Upload & { used: boolean }>();
  const uploads: Upload[] = [];

  const before = ({ manner, account, key }: Request): Taken | undefined =>
    ["key", "record", "container"].includes(manner) ? known.get(`${manner} ${account} ${key}`) : undefined;

  function take(request: Request): Taken {
    const there = before(request);
    if (there !== undefined) return there;
    const { media: ids, ...rest } = request;
    const pictures = ids.map((id) => media.get(id)!.picture);
    for (const id of ids) media.get(id)!.used = true;
    const post: Taken = { ...rest, pictures, id: `p${posts.length + 1}`, at: Date.now() };
    posts.push(post);
    known.set(`${request.manner} ${request.account} ${request.key}`, post);
    state.taken?.(post);
    return post;
  }

  async function publish(request: Request, response: ServerResponse): Promise<void> {
    calls.push({ ...request, at: Date.now() });
    state.arrived?.(request);
    const usable = request.media.every((id) => media.get(id)?.account === request.account && !media.get(id)?.used);
    if (!usable && before(request) === undefined) {
      response.writeHead(422);
      return void response.end(JSON.stringify({ error: "media not found or already used" }));
    }
    await answer(state.fault(request), response, () => take(request));
  }

  async function upload(one: Upload, response: ServerResponse): Promise<void> {
    uploads.push(one);
    await state.uploadArrived?.(one);
    await answer(state.uploadFault?.(one) ?? { kind: "none" }, response, () => {
      const id = `m${uploads.length}-${media.size + 1}`;
      media.set(id, { ...one, used: false });
      state.uploadTaken?.(one);
      return { id };
    });
  }

  async function answer(fault: Fault, response: ServerResponse, accept: () => { id: string }): Promise<void> {
    const spell = ({ id }: { id: string }): string => JSON.stringify({ id, padding: "x".repeat(2000) });
    switch (fault.kind) {
      case "cut": {
        if (fault.when === "before") return void response.socket?.destroy();
        const body = spell(accept());
        if (fault.when === "after") return void response.socket?.destroy();
        response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
        response.flushHeaders();
        if (fault.when === "body") response.write(body.slice(0, 1000));
        setTimeout(() => response.socket?.destroy(), 20);
        return;
      }
      case "hang":
        if (fault.accept) accept();
        return;
      case "status":
        if (fault.accept) accept();
        response.writeHead(fault.status, fault.headers ?? {});
        response.end(fault.body ?? "{}");
        return;
      case "late":
      case "none": {
        const taken = accept();
        if (fault.latency !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.latency));
        response.writeHead(200, { "content-type": "application/json" });
        response.end(spell(taken));
      }
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, manner = "", account = "", what] = (request.url ?? "").split("?")[0]!.split("/");
    if (request.method === "GET") {
      const seen: Seen[] = posts
        .filter((post) => post.manner === manner && post.account === account)
        .map(({ id, text, at }) => ({ remoteId: id, url: null, text, links: [], at }));
      response.end(JSON.stringify(seen.toReversed()));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Body.parse(JSON.parse(Buffer.concat(chunks).toString()));
    if (what === "media") return await upload({ manner, account, picture: body.text }, response);
    await publish({ manner, account, ...body, key: String(request.headers["idempotency-key"]) }, response);
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
    media,
    uploads,
    hooks: state,
    close: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const text = { en: "test", fr: "test" };
const Body = z.object({ text: z.string(), media: z.array(z.string()).default([]) });
/** The pictures that are there so far, by the network's own numbers. */
const Uploaded = z.array(z.string());

/** The five networks as connectors: they classify as RELIABILITY.md tables it. `timeout` in milliseconds. */
export function networksAt(base: string, timeout: number): ReadonlyMap<string, Network> {
  const make = (manner: Manner): Network => ({
    card: toyCard(manner),
    manner,
    apiBase: base,
    webBase: base,
    budget: { account: { calls: 100_000, seconds: 900 }, app: null },
    connections: { account: { accounts: async () => ({ subject: "", accounts: [] }) } },
    prepares: ({ media }) => media !== undefined,
    prepare: (_context, login, sending, soFar) =>
      prepare(`${base}/${manner}/${login.remoteId}/media`, sending, soFar, timeout),
    publish: (_context, login, { part, key, prepared = [] }) => {
      const body = { text: part.text, media: Uploaded.parse(prepared) };
      return publish(`${base}/${manner}/${login.remoteId}`, body, key, timeout);
    },
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

/** One picture at a step, so that what is there stays there. */
async function prepare(url: string, { part }: Sending, soFar: unknown, timeout: number): Promise<Prepared> {
  const ids = Uploaded.parse(soFar ?? []);
  const media = part.media ?? [];
  const sent = await publish(url, { text: media[ids.length]!.id }, "", timeout);
  if (sent.kind !== "published") return unprepared(sent);
  const data = [...ids, sent.remoteId];
  const { status, raw } = sent;
  if (data.length < media.length) return { status, raw, kind: "waiting", data, again: 0 };
  return { status, raw, kind: "prepared", data, until: Date.now() + 3_600_000 };
}

async function publish(
  url: string,
  body: { text: string; media?: string[] },
  key: string,
  timeout: number,
): Promise<CallResult> {
  const none = { status: null, raw: "", reason: text };
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
    });
    const { status } = answer;
    const said = await answer.text();
    const told = { status, raw: said.slice(0, 200), reason: text };
    if (status === 429)
      return { ...told, kind: "limited", until: Number(answer.headers.get("x-reset")) * 1000 || null };
    if (status === 401) return { ...told, kind: "unauthorised" };
    if (status >= 500) return { ...told, kind: "unknown" };
    if (status >= 400) return { ...told, kind: "rejected" };
    const parsed = JSON.parse(said) as { id?: unknown };
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

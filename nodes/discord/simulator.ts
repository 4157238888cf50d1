import { createHash } from "node:crypto";
import { html, preferredLanguage } from "#engine/markup.ts";
import type { Simulator, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { addressPage, createHooks } from "#engine/simulator/hooks.ts";
import { createShelf, Shelved } from "#engine/simulator/shelf.ts";
import { createPosts, createRemovals } from "#engine/simulator/posts.ts";
import { createSite } from "#engine/simulator/site.ts";
import { card } from "./card.ts";
import { createMessages, Entry } from "./messages.ts";
import { guild, manner, titles } from "./page.ts";

const usual = { calls: 30, seconds: 60 };
const digest = (seed: string): string => createHash("sha256").update(`discord ${seed}`).digest("base64url");
const numberOf = (seed: string): string =>
  `118${createHash("sha256").update(`discord ${seed}`).digest().readBigUInt64BE(0).toString().slice(0, 16).padStart(16, "0")}`;

/** The webhooks of a server of Discord, one channel for each person; Hugo's channel is a forum. */
export const simulator: Simulator = {
  name: card.name,
  maxBody: 20_000_000,
  create: (stage) => {
    const hooks = createHooks(stage, (seed) => digest(`secret ${seed}`).padEnd(68, "x"));
    const shelf = createShelf();
    const posts = createPosts<Entry>({ ids: { epoch: Date.UTC(2015, 0), bits: 22 } });
    const journal = stage.journal<Entry>("messages", {
      parse: (value) => Entry.parse(value),
      replay: posts.replay,
      snapshot: () => [...posts.ever()],
    });
    const shelves = stage.journal("media", {
      parse: (value) => Shelved.parse(value),
      replay: shelf.replay,
      snapshot: shelf.snapshot,
    });
    const takeBack = createRemovals(stage, posts);
    const messages = createMessages({ posts, journal, shelf, shelves, takeBack, now: stage.now });
    const isForum = (handle: string): boolean => stage.people[1]?.handle === handle;
    const addressOf = (handle: string): string =>
      `${stage.base}/api/webhooks/${numberOf(`hook ${handle}`)}/${hooks.secretOf(handle)}`;
    const site = createSite(manner, { base: stage.base, people: stage.people, posts, shelf });

    function api(request: SimulatorRequest): SimulatorReply {
      const [, id = "", secret = "", message] =
        /^\/api\/webhooks\/(\d+)\/([\w-]+)(?:\/messages\/(\d+))?$/u.exec(request.path) ?? [];
      const handle = stage.people.find((person) => numberOf(`hook ${person.handle}`) === id)?.handle;
      if (handle === undefined || !hooks.isOpen(handle)) return json(404, { message: "Unknown Webhook", code: 10015 });
      if (secret !== hooks.secretOf(handle)) return json(401, { message: "Invalid Webhook Token", code: 50027 });
      const channel = numberOf(`channel ${handle}`);
      if (request.method === "GET")
        return json(200, {
          type: 1,
          id,
          name: "Relaymap",
          avatar: null,
          channel_id: channel,
          guild_id: guild,
          token: secret,
        });
      if (request.method === "DELETE") return messages.remove(handle, message ?? "");
      const { over, limit, remaining, reset } = stage.spend(handle, usual);
      const wait = Math.max(0, (reset - stage.now()) / 1000);
      const limits = {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(remaining),
        "x-ratelimit-reset-after": wait.toFixed(3),
      };
      const reply = over
        ? json(429, { message: "You are being rate limited.", retry_after: Number(wait.toFixed(3)), global: false })
        : messages.take(request, { handle, channel, forum: isForum(handle) });
      const retry: Record<string, string> = over ? { "retry-after": String(Math.ceil(wait)) } : {};
      return { ...reply, headers: { ...reply.headers, ...limits, ...retry } };
    }

    function list({ headers }: SimulatorRequest): SimulatorReply {
      const language = preferredLanguage(headers["accept-language"]);
      const lines = stage.people.map(({ handle }) => [`#${handle}`, html`<code>${addressOf(handle)}</code>`]);
      return addressPage(stage, { title: titles.hooks[language], language, lines });
    }

    /** `/channels/GUILD/CHANNEL/ID`, as Discord writes the address of a message; in a forum the discussion stands for the channel. */
    function asRead(request: SimulatorRequest): SimulatorRequest {
      const [, id = ""] = /^\/channels\/\d+\/\d+\/(\d+)$/u.exec(request.path) ?? [];
      const handle = posts.find(id)?.handle;
      return handle === undefined ? request : { ...request, path: `/channels/${handle}/${id}` };
    }

    return {
      server: "",
      authority: {
        issue: (handle) => ({
          access: `${numberOf(`hook ${handle}`)}/${hooks.secretOf(handle)}`,
          refresh: null,
          expiresAt: null,
        }),
        end: hooks.end,
      },
      credentials: (handle) => {
        hooks.reopen(handle);
        return { name: handle, address: addressOf(handle) };
      },
      posts: () => [...posts.ever()],
      identity: (handle) => ({ remoteId: handle, handle, name: handle, avatar: null, url: null }),
      handle: (request) => {
        if (request.path.startsWith("/api/")) return api(request);
        return request.path === "/channels/@me" ? list(request) : site(asRead(request));
      },
    };
  },
};

const json = (status: number, body: unknown): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

import { createHash } from "node:crypto";
import { z } from "zod";
import { preferredLanguage } from "#engine/markup.ts";
import type { Simulator, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { demoPosts, page } from "./demo.ts";
import { publicPage, stylesheet, type Shown } from "./page.ts";

const usual = { calls: 200, seconds: 3600 };
const most = 10_000;

const Link = z.strictObject({ url: z.string(), title: z.string() });
const Entry = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("opened"), at: z.number() }),
  z.strictObject({
    kind: z.literal("post"),
    id: z.string(),
    message: z.string(),
    at: z.number(),
    link: Link.nullable(),
  }),
]);
type Entry = z.infer<typeof Entry>;

/** What an admin of the demo enters; worth nothing anywhere else. */
const demoPage = { page: page.username, token: "demo-page-token-atelier-lumen" };

/** The Graph API of one company's page, as NETWORKS.md records it, and the page as a visitor sees it. */
export const simulator: Simulator = {
  name: "facebook",
  create: (stage) => {
    let opened: number | null = null;
    const written: Shown[] = [];
    const replay = (entry: Entry): void => {
      if (entry.kind === "opened") opened = entry.at;
      else written.push({ id: entry.id, message: entry.message, at: entry.at, link: entry.link });
      if (written.length > most) written.shift();
    };
    const journal = stage.journal("page", {
      parse: (value) => Entry.parse(value),
      replay,
      snapshot: (): Entry[] => [
        { kind: "opened", at: opened ?? stage.now() },
        ...written.map((post) => ({ kind: "post" as const, ...post })),
      ],
    });
    const record = (entry: Entry): void => {
      journal.append(entry);
      replay(entry);
    };
    // The demo's posts lie around the first start, and stay where they are afterwards.
    const origin = opened ?? stage.now();
    if (opened === null) record({ kind: "opened", at: origin });
    const staged = demoPosts.map(({ hours, message, link }, index): Shown => ({
      id: String(7_000_000 + index),
      message,
      at: origin - hours * 3_600_000,
      link: link ?? null,
    }));

    /** Newest first; a demo post of the future is not there yet. */
    const visible = (): Shown[] =>
      [...staged, ...written].filter(({ at }) => at <= stage.now()).sort((a, b) => b.at - a.at);

    function api(request: SimulatorRequest, name: string, edge: string): SimulatorReply {
      const token =
        /^(?:Bearer|OAuth) (\S+)$/iu.exec(request.headers["authorization"] ?? "")?.[1] ??
        request.query.get("access_token");
      if (token === null) return failure(104, "An access token is required to request this resource.");
      if (token !== demoPage.token)
        return failure(190, "Error validating access token: Session has expired or is malformed.", 463);
      const { over, used } = spend();
      const usage = { "x-app-usage": JSON.stringify({ call_count: used, total_cputime: 1, total_time: 1 }) };
      if (over) {
        const regain = JSON.stringify({
          [page.id]: [
            { type: "pages", call_count: 100, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 12 },
          ],
        });
        return withHeaders(failure(32, "(#32) Page request limit reached"), {
          ...usage,
          "x-business-use-case-usage": regain,
        });
      }
      if (name !== page.id && name !== page.username && name !== "me") {
        return withHeaders(
          failure(
            100,
            `Unsupported get request. Object with ID '${name}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
            33,
          ),
          usage,
        );
      }
      return withHeaders(request.method === "POST" && edge === "feed" ? write(request) : list(request.query), usage);
    }
    function spend() {
      const { over, limit, remaining } = stage.spend("page", usual);
      return { over, used: Math.round(((limit - remaining) / limit) * 100) };
    }
    function write(request: SimulatorRequest): SimulatorReply {
      const form = new URLSearchParams(request.body);
      const [message, url] = [form.get("message") ?? "", form.get("link")];
      if (message === "" && url === null) return failure(100, "(#100) The message or link is missing");
      if (visible()[0]?.message === message) return failure(506, "Duplicate status message");
      const id = String(8_000_000 + written.length);
      record({ kind: "post", id, message, at: stage.now(), link: url === null ? null : { url, title: url } });
      return json(200, { id: `${page.id}_${id}` });
    }
    function list(query: URLSearchParams): SimulatorReply {
      const size = Math.min(100, Math.max(1, Number(query.get("limit") ?? "25") || 25));
      const since = Number(query.get("since") ?? "0") * 1000;
      const all = visible().filter(({ at }) => at >= since);
      const from = query.has("after") ? all.findIndex(({ id }) => cursorOf(id) === query.get("after")) + 1 : 0;
      const found = all.slice(from, from + size);
      const [before, after] = [found[0]?.id, found.at(-1)?.id];
      if (before === undefined || after === undefined) return json(200, { data: [] });
      const next = `${stage.base}/${page.id}/posts?limit=${size}&after=${cursorOf(after)}&access_token=hidden`;
      const paging = {
        cursors: { before: cursorOf(before), after: cursorOf(after) },
        ...(all.length > from + size ? { next } : {}),
      };
      return json(200, { data: found.map((post) => graphPost(stage.base, post)), paging });
    }

    return {
      server: "",
      authority: null,
      demoPage,
      posts: () => written.map(({ id, message, at }) => ({ id, handle: page.username, text: message, at, key: null })),
      identity: () => ({
        remoteId: page.id,
        handle: page.username,
        name: page.name,
        avatar: null,
        url: `${stage.base}/${page.username}`,
      }),
      handle: (request) => {
        if (request.path === "/style.css")
          return { status: 200, headers: { "content-type": "text/css; charset=utf-8" }, body: stylesheet };
        const [, name = "", edge = ""] = /^(?:\/v\d+\.\d+)?\/([^/]+)\/(posts|feed)$/u.exec(request.path) ?? [];
        if (name !== "") return api(request, name, edge);
        const id = /^\/[^/]+\/posts\/(\d+)$/u.exec(request.path)?.[1];
        const posts = visible().filter((post) => id === undefined || post.id === id);
        return {
          ...publicPage(
            { base: stage.base, page, language: preferredLanguage(request.headers["accept-language"]) },
            posts,
          ),
          status: posts.length === 0 ? 404 : 200,
        };
      },
    };
  },
};

function graphPost(base: string, { id, message, at, link }: Shown) {
  const created = new Date(at).toISOString().replace(/\.\d+Z$/u, "+0000");
  const attachment =
    link === null
      ? null
      : {
          media_type: "link",
          title: link.title,
          url: `https://l.facebook.com/l.php?u=${encodeURIComponent(link.url)}`,
          unshimmed_url: link.url,
          target: { url: link.url },
        };
  return {
    id: `${page.id}_${id}`,
    message,
    created_time: created,
    permalink_url: `${base}/${page.username}/posts/${id}`,
    ...(attachment === null ? {} : { attachments: { data: [attachment] } }),
  };
}

const cursorOf = (id: string): string => createHash("sha256").update(`cursor/${id}`).digest("base64url");
const withHeaders = (reply: SimulatorReply, headers: Record<string, string>): SimulatorReply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});
const json = (status: number, body: unknown): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json; charset=UTF-8" },
  body: JSON.stringify(body),
});
const failure = (code: number, message: string, subcode?: number): SimulatorReply =>
  json(400, {
    error: {
      message,
      type: "OAuthException",
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      fbtrace_id: "AsimulatedTrace",
    },
  });

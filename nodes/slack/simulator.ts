import { createHash } from "node:crypto";
import { z } from "zod";
import { readJson } from "#engine/json.ts";
import { html, preferredLanguage } from "#engine/markup.ts";
import type { Simulator, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { addressPage, createHooks } from "#engine/simulator/hooks.ts";
import { createPosts } from "#engine/simulator/posts.ts";
import { createSite } from "#engine/simulator/site.ts";
import { card } from "./card.ts";
import { manner, titles } from "./page.ts";

const Entry = z.strictObject({
  id: z.string(),
  handle: z.string(),
  at: z.number(),
  text: z.string(),
  key: z.null(),
  pictures: z.array(z.strictObject({ url: z.string(), alt: z.string() })).optional(),
});
type Entry = z.infer<typeof Entry>;

const Image = z.strictObject({
  type: z.literal("image"),
  image_url: z.url({ protocol: /^https?$/u }).max(3000),
  alt_text: z.string().min(1).max(2000),
});
const Message = z.object({
  text: z.string().optional(),
  attachments: z.array(z.object({ fallback: z.string().optional(), blocks: z.array(z.unknown()).max(50) })).optional(),
});
const usual = { calls: 30, seconds: 30 };
/** Slack cuts what is longer, without a word. */
const longest = 40_000;
const team = "T0LUMEN01";

const digest = (seed: string, length: number): string =>
  createHash("sha256").update(`slack ${seed}`).digest("hex").slice(0, length);
const hookId = (handle: string): string => `B0${digest(`hook ${handle}`, 9).toUpperCase()}`;

/** The incoming webhooks of a workspace of Slack, one channel for each person; it answers in Slack's plain words. */
export const simulator: Simulator = {
  name: card.name,
  create: (stage) => {
    const hooks = createHooks(stage, (seed) => digest(`secret ${seed}`, 24));
    const posts = createPosts<Entry>({ ids: { epoch: Date.UTC(2020, 0), bits: 12 } });
    const journal = stage.journal<Entry>("messages", {
      parse: (value) => Entry.parse(value),
      replay: posts.replay,
      snapshot: () => [...posts.all()],
    });
    const hookOf = (handle: string): string => `${team}/${hookId(handle)}/${hooks.secretOf(handle)}`;
    const addressOf = (handle: string): string => `${stage.base}/services/${hookOf(handle)}`;
    const site = createSite(manner, { base: stage.base, people: stage.people, posts });

    function take({ path, headers, body }: SimulatorRequest): SimulatorReply {
      const [, asked = "", hook = "", secret = ""] = /^\/services\/(\w+)\/(\w+)\/(\w+)$/u.exec(path) ?? [];
      if (asked !== team) return said(404, "no_team");
      const handle = stage.people.find((person) => hookId(person.handle) === hook)?.handle;
      if (handle === undefined || !hooks.isOpen(handle)) return said(404, "no_service");
      if (secret !== hooks.secretOf(handle)) return said(403, "invalid_token");
      const message = Message.safeParse((headers["content-type"] ?? "").includes("json") ? readJson(body) : undefined);
      if (!message.success) return said(400, "invalid_payload");
      const text = read(message.data.text ?? "");
      if (text.trim() === "") return said(400, "no_text");
      const blocks = (message.data.attachments ?? []).flatMap((attached) => attached.blocks);
      const images = z.array(Image).safeParse(blocks);
      if (!images.success) return said(400, "invalid_blocks");
      const { over, reset } = stage.spend(handle, usual);
      if (over) {
        const seconds = Math.ceil((reset - stage.now()) / 1000);
        return { ...said(429, "rate_limited"), headers: { "content-type": "text/html", "retry-after": `${seconds}` } };
      }
      const at = stage.now();
      const pictures = images.data.map(({ image_url: url, alt_text: alt }) => ({ url, alt }));
      posts.accept(journal, at, (id) => ({
        ...{ id, handle, at, text: text.slice(0, longest), key: null },
        ...(pictures.length === 0 ? {} : { pictures }),
      }));
      return said(200, "ok");
    }

    function apps({ headers }: SimulatorRequest): SimulatorReply {
      const language = preferredLanguage(headers["accept-language"]);
      const lines = stage.people.map(({ handle }) => [`#${handle}`, html`<code>${addressOf(handle)}</code>`]);
      return addressPage(stage, { title: titles.apps[language], language, lines });
    }

    return {
      server: "",
      authority: {
        issue: (handle) => ({ access: hookOf(handle), refresh: null, expiresAt: null }),
        end: hooks.end,
      },
      credentials: (handle) => {
        hooks.reopen(handle);
        return { name: handle, address: addressOf(handle) };
      },
      posts: () => [...posts.all()],
      identity: (handle) => ({ remoteId: handle, handle, name: handle, avatar: null, url: null }),
      handle: (request) => {
        if (request.method === "POST") return take(request);
        return request.path === "/apps" ? apps(request) : site(request);
      },
    };
  },
};

/** A message as Slack's readers see it: `<!channel>` calls everybody, `<address|label>` is a link, three signs come as entities. */
function read(text: string): string {
  return text
    .replace(/<!(channel|here|everyone)>/gu, "🔔@$1")
    .replace(/<@(\w+)>/gu, "🔔@$1")
    .replace(/<([^<>|]+)(?:\|[^<>]*)?>/gu, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

const said = (status: number, word: string): SimulatorReply => ({
  status,
  headers: { "content-type": "text/html" },
  body: word,
});

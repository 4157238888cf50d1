import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { readJson } from "#engine/json.ts";
import { html, page, preferredLanguage } from "#engine/markup.ts";
import { readSecret, type Signing, verify, writeSecret } from "#engine/signature.ts";
import type { Simulator, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { createHooks } from "#engine/simulator/hooks.ts";
import { createPosts } from "#engine/simulator/posts.ts";
import { createSite } from "#engine/simulator/site.ts";
import { card } from "./card.ts";
import { manner, titles } from "./page.ts";

const Entry = z.strictObject({
  id: z.string(),
  handle: z.string(),
  at: z.number(),
  text: z.string(),
  key: z.string(),
  pictures: z.array(z.strictObject({ url: z.string(), alt: z.string() })).optional(),
});
type Entry = z.infer<typeof Entry>;

const Medium = z.object({ url: z.url({ protocol: /^https?$/u }), type: z.string(), alt: z.string().default("") });
const Message = z.object({
  type: z.string(),
  data: z.object({ text: z.string().optional(), media: z.array(Medium).max(4).default([]) }),
});
const usual = { calls: 60, seconds: 60 };
const signing: Signing = {
  hmac: (secret, text) => createHmac("sha256", secret).update(text).digest(),
  same: (a, b) => a.length === b.length && timingSafeEqual(a, b),
};

/**
 * A receiver for everybody, as a program at the other end would be: it verifies each signature, remembers each id, and shows what
 * came. `/hooks/NAME` takes messages; `/hooks/NAME/202`, `/410`, `/301` and `/never` play what receivers do.
 */
export const simulator: Simulator = {
  name: card.name,
  create: (stage) => {
    const seen = new Map<string, Entry>();
    const posts = createPosts<Entry>({
      ids: { epoch: Date.UTC(2020, 0), bits: 12 },
      added: (entry) => void seen.set(`${entry.handle} ${entry.key}`, entry),
      forgotten: (entry) => void seen.delete(`${entry.handle} ${entry.key}`),
    });
    const journal = stage.journal<Entry>("messages", {
      parse: (value) => Entry.parse(value),
      replay: posts.replay,
      snapshot: () => [...posts.all()],
    });
    const hooks = createHooks(stage, (seed) => writeSecret(createHash("sha256").update(`receiver ${seed}`).digest()));
    const { secretOf } = hooks;
    const addressOf = (handle: string): string => `${stage.base}/hooks/${handle}`;
    const site = createSite(manner, { base: stage.base, people: stage.people, posts });

    function take(request: SimulatorRequest, handle: string, play: string): SimulatorReply | Promise<SimulatorReply> {
      if (play === "410" || !hooks.isOpen(handle)) return json(410, { error: "gone" });
      if (play === "301") return { status: 301, headers: { location: `${stage.base}/moved` } };
      const secret = readSecret(secretOf(handle));
      const message = { headers: request.headers, body: request.bytes, now: stage.now() };
      const verified = verify(signing, secret === null ? [] : [secret], message);
      if ("unproven" in verified) return json(401, { error: `signature: ${verified.unproven}` });
      const parsed = Message.safeParse(readJson(request.body));
      if (!parsed.success) return json(400, { error: "no message" });
      const { type, data } = parsed.data;
      if (type === "relaymap.ping") return json(200, {});
      const { over, reset } = stage.spend(handle, usual);
      if (over)
        return { ...json(429, { error: "too fast" }), headers: { "retry-after": new Date(reset).toUTCString() } };
      const text = data.text ?? "";
      if (card.count(text, card.limits) > card.limits.text) return json(422, { error: "the text is too long" });
      const at = stage.now();
      const entry =
        seen.get(`${handle} ${verified.id}`) ??
        posts.accept(journal, at, (id) => ({
          ...{ id, handle, at, text, key: verified.id },
          ...(data.media.length === 0 ? {} : { pictures: data.media.map(({ url, alt }) => ({ url, alt })) }),
        }));
      if (play === "never") return new Promise(() => undefined);
      return json(play === "202" ? 202 : 201, { id: entry.id, url: `${addressOf(handle)}/${entry.id}` });
    }

    function secrets({ headers }: SimulatorRequest): SimulatorReply {
      const language = preferredLanguage(headers["accept-language"]);
      const rows = stage.people.map(
        ({ handle, name }) =>
          html`<tr>
            <td>${name}</td>
            <td><code>${addressOf(handle)}</code></td>
            <td><code>${secretOf(handle)}</code></td>
          </tr>`,
      );
      const body = html`<div class="column">
        <h1>${titles.secrets[language]}</h1>
        <table>
          ${rows}
        </table>
      </div>`;
      return page({ title: titles.secrets[language], stylesheet: `${stage.base}/style.css`, body, language });
    }

    return {
      server: "",
      authority: {
        issue: (handle) => ({ access: secretOf(handle), refresh: null, expiresAt: null }),
        end: hooks.end,
      },
      credentials: (handle) => {
        hooks.reopen(handle);
        return { name: handle, address: addressOf(handle), secret: secretOf(handle) };
      },
      posts: () => [...posts.all()],
      identity: (handle) => ({
        remoteId: handle,
        handle,
        name: stage.people.find((person) => person.handle === handle)?.name ?? handle,
        avatar: null,
        url: null,
      }),
      handle: (request) => {
        const [, handle = "", play = ""] =
          /^\/hooks\/([a-z0-9_]+)(?:\/(202|410|301|never))?$/u.exec(request.path) ?? [];
        if (request.method === "POST")
          return stage.people.some((person) => person.handle === handle)
            ? take(request, handle, play)
            : json(404, { error: "nobody receives here" });
        return request.path === "/secrets" ? secrets(request) : site(request);
      },
    };
  },
};

const json = (status: number, body: unknown): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(body),
});

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

const Run = z.object({ type: z.literal("TextRun"), text: z.string() });
const Block = z.discriminatedUnion("type", [
  z.object({ type: z.literal("RichTextBlock"), inlines: z.array(z.union([z.string(), Run])).min(1) }),
  z.object({ type: z.literal("TextBlock"), text: z.string() }),
  // What Teams cannot fetch it shows as a broken picture; an address without https it does not try.
  z.object({ type: z.literal("Image"), url: z.url({ protocol: /^https?$/u }), altText: z.string().optional() }),
]);
/** The envelope that the flow's template posts; anything else it takes, and drops. */
const Message = z.object({
  type: z.literal("message"),
  attachments: z
    .array(
      z.object({
        contentType: z.literal("application/vnd.microsoft.card.adaptive"),
        content: z.object({
          type: z.literal("AdaptiveCard"),
          version: z.enum(["1.0", "1.1", "1.2", "1.3", "1.4"]),
          body: z.array(Block).min(1),
        }),
      }),
    )
    .length(1),
});

const usual = { calls: 60, seconds: 60 };
/** Bytes of a message that a channel shows. */
const most = 28 * 1024;

const digest = (seed: string): string => createHash("sha256").update(`teams ${seed}`).digest("base64url");
const flowId = (handle: string): string => createHash("md5").update(`flow ${handle}`).digest("hex");

/** Flows that post to channels, one for each person. They answer 202 to nearly everything, and show only what is right. */
export const simulator: Simulator = {
  name: card.name,
  create: (stage) => {
    const hooks = createHooks(stage, (seed) => digest(`signature ${seed}`));
    const posts = createPosts<Entry>({ ids: { epoch: Date.UTC(2020, 0), bits: 12 } });
    const journal = stage.journal<Entry>("messages", {
      parse: (value) => Entry.parse(value),
      replay: posts.replay,
      snapshot: () => [...posts.all()],
    });
    /** What was taken and is not shown, by channel, since the start: only the owner of a flow sees that it failed. */
    const dropped = new Map<string, number>();
    const addressOf = (handle: string): string =>
      `${stage.base}/powerautomate/automations/direct/workflows/${flowId(handle)}/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${hooks.secretOf(handle)}`;
    const site = createSite(manner, { base: stage.base, people: stage.people, posts });

    function take({ path, query, headers, body, bytes }: SimulatorRequest): SimulatorReply {
      const [, id = ""] = /\/workflows\/([0-9a-f]{32})\/triggers\/manual\/paths\/invoke$/u.exec(path) ?? [];
      const handle = stage.people.find((person) => flowId(person.handle) === id)?.handle;
      if (handle === undefined) return fault(404, "WorkflowNotFound", `The workflow '${id}' could not be found.`);
      if (query.get("sp") !== "/triggers/manual/run" || query.get("sig") !== hooks.secretOf(handle))
        return fault(401, "DirectApiInvalidAuthorizationScheme", "The provided authentication signature is not valid.");
      if (!hooks.isOpen(handle))
        return fault(
          400,
          "WorkflowTriggerIsNotEnabled",
          "Could not execute workflow trigger 'manual': the workflow is disabled.",
        );
      const { over, reset } = stage.spend(handle, usual);
      if (over) {
        const seconds = Math.ceil((reset - stage.now()) / 1000);
        const reply = fault(
          429,
          "WorkflowTriggerRequestsThrottled",
          `Rate limit is exceeded. Try again in ${seconds} seconds.`,
        );
        return { ...reply, headers: { ...reply.headers, "retry-after": String(seconds) } };
      }
      const message = Message.safeParse((headers["content-type"] ?? "").includes("json") ? readJson(body) : undefined);
      if (!message.success || bytes.length > most) {
        dropped.set(handle, (dropped.get(handle) ?? 0) + 1);
        return { status: 202 };
      }
      const at = stage.now();
      const blocks = message.data.attachments[0]!.content.body;
      const text = blocks.flatMap((block) => (block.type === "Image" ? [] : [read(block)])).join("\n");
      const pictures = blocks.flatMap((block) =>
        block.type === "Image" ? [{ url: block.url, alt: block.altText ?? "" }] : [],
      );
      posts.accept(journal, at, (entry) => ({
        ...{ id: entry, handle, at, text, key: null },
        ...(pictures.length === 0 ? {} : { pictures }),
      }));
      return { status: 202 };
    }

    function flows({ headers }: SimulatorRequest): SimulatorReply {
      const language = preferredLanguage(headers["accept-language"]);
      const lines = stage.people.map(({ handle }) => [
        handle,
        html`<code>${addressOf(handle)}</code>`,
        `${dropped.get(handle) ?? 0} ${titles.dropped[language]}`,
      ]);
      return addressPage(stage, { title: titles.flows[language], language, lines });
    }

    return {
      server: "",
      authority: {
        issue: (handle) => ({ access: addressOf(handle), refresh: null, expiresAt: null }),
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
        return request.path === "/l/app/workflows" ? flows(request) : site(request);
      },
    };
  },
};

const read = (block: Exclude<z.infer<typeof Block>, { type: "Image" }>): string =>
  block.type === "TextBlock"
    ? block.text
    : block.inlines.map((run) => (typeof run === "string" ? run : run.text)).join("");

const fault = (status: number, code: string, message: string): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify({ error: { code, message } }),
});

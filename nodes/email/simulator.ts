import { z } from "zod";
import { preferredLanguage } from "#engine/markup.ts";
import type { Simulator, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { createPosts } from "#engine/simulator/posts.ts";
import { card } from "./card.ts";
import { boxPage, mailDocument, mailPage, missingPage, stylesheet } from "./page.ts";

const Entry = z.strictObject({
  id: z.string(),
  /** Whose mailbox: the address. */
  handle: z.string(),
  at: z.number(),
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  key: z.string(),
});
type Entry = z.infer<typeof Entry>;

/** A mail as it is brought here instead of to a server. */
const Mail = z.object({
  from: z.object({ name: z.string(), address: z.string() }),
  to: z.object({ address: z.string().min(3) }),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  messageId: z.string().min(1),
});

/** Mails on one page, at most. */
const most = 200;

/**
 * The demo's mailboxes, one for each address that anything is mailed to. A mail comes once, however often it is brought. Sign-in links
 * stand here: only a page that was asked for at this very host is given, so that no other site can read it through the browser.
 */
export const simulator: Simulator = {
  name: card.name,
  takesMails: true,
  create: (stage) => {
    const seen = new Map<string, Entry>();
    const posts = createPosts<Entry>({
      ids: { epoch: Date.UTC(2020, 0), bits: 12 },
      added: (entry) => void seen.set(entry.key, entry),
      forgotten: (entry) => void seen.delete(entry.key),
    });
    const journal = stage.journal<Entry>("mails", {
      parse: (value) => Entry.parse(value),
      replay: posts.replay,
      snapshot: () => [...posts.all()],
    });
    const addressOf = (handle: string): string => `${handle.replaceAll("_", ".")}@atelier-lumen.example`;
    const newest = (entries: readonly Entry[]) =>
      entries
        .slice(-most)
        .toReversed()
        .map(({ handle, ...entry }) => ({ ...entry, to: handle }));
    const { host } = new URL(stage.base);

    function take({ body }: SimulatorRequest): SimulatorReply {
      const parsed = Mail.safeParse(readJson(body));
      if (!parsed.success) return { status: 400 };
      const { from, to, subject, text, html, messageId: key } = parsed.data;
      const at = stage.now();
      if (!seen.has(key))
        posts.accept(journal, at, (id) => ({
          ...{ id, handle: to.address, at, subject, text, html, key },
          from: `${from.name} <${from.address}>`,
        }));
      return { status: 201 };
    }

    function show({ path, query, headers }: SimulatorRequest): SimulatorReply {
      const place = { base: stage.base, language: preferredLanguage(headers["accept-language"]) };
      if (path === "/style.css") return { status: 200, headers: { "content-type": "text/css" }, body: stylesheet };
      if (path === "/" || path === "/home") return boxPage(place, newest(posts.all()), null);
      const box = /^\/box\/([^/]+)$/u.exec(path)?.[1];
      if (box !== undefined) {
        const address = decoded(box);
        return boxPage(place, newest(posts.of(address)), address);
      }
      const word = query.get("q") ?? "";
      const [, id = "", whole] = /^\/mails\/(\d{1,20})(\/html)?$/u.exec(path) ?? [];
      const entry = path === "/search" ? posts.all().findLast(({ text }) => text.includes(word)) : posts.find(id);
      if (entry === null || entry === undefined) return missingPage(place);
      const { handle: to, ...rest } = entry;
      return whole === undefined ? mailPage(place, { ...rest, to }) : mailDocument({ ...rest, to });
    }

    return {
      server: "",
      authority: null,
      credentials: (handle) => ({ name: handle, recipients: addressOf(handle) }),
      posts: () => [...posts.all()],
      identity: (handle) => ({ remoteId: handle, handle, name: handle, avatar: null, url: null }),
      handle: (request) => {
        if (request.headers["host"] !== host) return { status: 421 };
        if (request.method === "POST") return request.path === "/mails" ? take(request) : { status: 404 };
        return show(request);
      },
    };
  },
};

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

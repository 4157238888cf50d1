import { z } from "zod";
import { followersOf, reactionsTo } from "#engine/simulator/crowd.ts";
import { tagsIn } from "#engine/posted.ts";
import { escapeText } from "#engine/markup.ts";
import type { DemoPerson } from "#engine/simulator.ts";
import { createPosts } from "#engine/simulator/posts.ts";

export const Entry = z.strictObject({
  id: z.string(),
  handle: z.string(),
  text: z.string(),
  at: z.number(),
  key: z.string().nullable(),
  media: z.array(z.string()).optional(),
  /** What its words wait behind, and who sees it; absent: everybody. */
  warning: z.string().optional(),
  visibility: z.enum(["unlisted", "private"]).optional(),
  /** The status that it answers. */
  above: z.string().optional(),
  /** The status that it boosts; it has no words of its own. */
  of: z.string().optional(),
  /** Its address on the server that it is from, where that is another. */
  from: z.string().optional(),
});
export type Entry = z.infer<typeof Entry>;

/** How long Mastodon remembers an Idempotency-Key, in milliseconds. */
const keyKept = 3_600_000;

/** The simulated instance's memory of statuses. */
export function createStatuses() {
  const byKey = new Map<string, Entry>();
  const statuses = createPosts<Entry>({
    ids: { epoch: 0, bits: 16 },
    added: (entry) => void (entry.key !== null && byKey.set(`${entry.handle}/${entry.key}`, entry)),
    forgotten: ({ handle, key }) => void (key !== null && byKey.delete(`${handle}/${key}`)),
  });
  return {
    ...statuses,
    /** The status that the same person made with the same key within the last hour. */
    replayed: (handle: string, key: string | null, now: number): Entry | null => {
      const found = key === null ? undefined : byKey.get(`${handle}/${key}`);
      return found !== undefined && found.at > now - keyKept ? found : null;
    },
  };
}

/** A status's markup: paragraphs, breaks, and addresses shown without scheme and shortened, whole only in the markup. */
export function contentOf(text: string): string {
  const paragraphs = text.split(/\n{2,}/u).map((paragraph) => {
    const parts = paragraph.split(/(https?:\/\/[^\s<>"]+)/u);
    const marked = parts.map((part, index) =>
      index % 2 === 1 ? anchor(part) : escapeText(part).replaceAll("\n", "<br />"),
    );
    return `<p>${marked.join("")}</p>`;
  });
  return paragraphs.join("");
}

function anchor(url: string): string {
  const [scheme = "", rest = ""] = [url.slice(0, url.indexOf("//") + 2), url.slice(url.indexOf("//") + 2)];
  const [shown, hidden] = [escapeText(rest.slice(0, 30)), escapeText(rest.slice(30))];
  const visible = hidden === "" ? `<span class="">${shown}</span>` : `<span class="ellipsis">${shown}</span>`;
  return `<a href="${escapeText(url)}" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">${scheme}</span>${visible}<span class="invisible">${hidden}</span></a>`;
}

/** An account as the API gives it. */
export function apiAccount(base: string, id: string, person: DemoPerson) {
  const url = `${base}/@${person.handle}`;
  return {
    id,
    username: person.handle,
    acct: person.handle,
    followers_count: followersOf(person.handle),
    display_name: person.name,
    note: `<p>${escapeText(person.about)}</p>`,
    url,
    uri: url,
    avatar: "",
    locked: false,
    bot: false,
  };
}

/** A status as the API gives it. */
export function apiStatus(base: string, entry: Entry, account: ReturnType<typeof apiAccount>, now = entry.at) {
  return {
    id: entry.id,
    created_at: new Date(entry.at).toISOString(),
    visibility: entry.visibility ?? "public",
    in_reply_to_id: entry.above ?? null,
    language: null,
    uri: `${base}/users/${entry.handle}/statuses/${entry.id}`,
    url: `${base}/@${entry.handle}/${entry.id}`,
    content: contentOf(entry.text),
    spoiler_text: entry.warning ?? "",
    sensitive: entry.warning !== undefined,
    edited_at: null,
    in_reply_to_account_id: null,
    reblog: null,
    mentions: [],
    tags: tagsIn(entry.text).map((name) => ({ name: name.toLowerCase(), url: `${base}/tags/${name.toLowerCase()}` })),
    ...countsOf(entry, now),
    account,
  };
}

function countsOf({ id, at }: Entry, now: number) {
  const { likes, reposts, replies } = reactionsTo(id, now - at);
  return { favourites_count: likes, reblogs_count: reposts, replies_count: replies };
}

import { z } from "zod";
import type { Item } from "#engine/item.ts";
import { itemOfPost, mediumOf, timeRead } from "#engine/posted.ts";
import { readContent } from "./wire.ts";

/** What is read of a status; relatives of Mastodon say less, and other things in other words. Ids are text. */
const Attachment = z.object({
  type: z.string().catch("unknown"),
  url: z.string().nullish().catch(null),
  remote_url: z.string().nullish().catch(null),
  description: z.string().nullish().catch(null),
  meta: z
    .object({ original: z.object({ width: z.unknown().optional(), height: z.unknown().optional() }).nullish() })
    .nullish()
    .catch(null),
});
const Account = z.object({
  acct: z.string().min(1).max(500),
  display_name: z.string().nullish(),
  url: z.string().nullish(),
});
const Card = z.object({ url: z.string(), title: z.string().nullish() });
const Status = z.object({
  id: z.string().min(1).max(200),
  uri: z.string().max(2000).nullish(),
  url: z.string().max(2000).nullish(),
  content: z.string().catch(""),
  spoiler_text: z.string().nullish().catch(null),
  sensitive: z.boolean().nullish().catch(null),
  visibility: z.string().nullish(),
  language: z.string().nullish().catch(null),
  created_at: z.string().nullish(),
  edited_at: z.string().nullish(),
  in_reply_to_id: z.string().nullish().catch(null),
  in_reply_to_account_id: z.string().nullish().catch(null),
  account: Account.extend({ id: z.string().nullish().catch(null) }),
  media_attachments: z.array(Attachment).catch([]),
  tags: z.array(z.object({ name: z.string() })).catch([]),
  mentions: z.array(z.object({ url: z.string().nullish(), acct: z.string() })).catch([]),
  card: Card.nullish().catch(null),
});
export const ReadStatus = Status.extend({ reblog: Status.nullish().catch(null) });
export type ReadStatus = z.infer<typeof ReadStatus>;
type Own = z.infer<typeof Status>;

export type Wanted = { replies: boolean; boosts: boolean; unlisted: boolean; sensitive: boolean };

/** What a status brings: an item, or nothing where it was not asked for. What only followers see never does. */
export function itemOf(status: ReadStatus, wanted: Wanted, from: { host: string; source: string }): Item | null {
  const { reblog } = status;
  if (reblog != null && !wanted.boosts) return null;
  const own: Own = reblog ?? status;
  if (own.visibility === "unlisted" ? !wanted.unlisted : (own.visibility ?? "public") !== "public") return null;
  // What somebody adds to a thread of their own is no answer to others.
  const answers = own.in_reply_to_id != null && own.in_reply_to_account_id !== own.account.id;
  if (answers && reblog == null && !wanted.replies) return null;
  const warning = (own.spoiler_text ?? "").trim();
  if ((warning !== "" || own.sensitive === true) && !wanted.sensitive) return null;
  const { text, links } = readContent(withoutQuote(own.content));
  const said = new Set([...own.mentions.map(({ url }) => url), own.url, own.uri]);
  const shared = own.card?.url ?? links.find((link) => !said.has(link) && !isTag(link)) ?? null;
  return itemOfPost({
    network: "mastodon",
    remoteId: own.uri || own.url || `${from.host}/${own.id}`,
    url: own.url || own.uri || null,
    account: handleOf(own.account.acct, from.host),
    source: from.source,
    author: own.account.display_name || own.account.acct,
    text,
    ...(warning === "" ? {} : { warning }),
    shared: shared === null ? null : { url: shared, ...(own.card?.title ? { title: own.card.title } : {}) },
    tags: own.tags.map(({ name }) => name),
    media: own.media_attachments.flatMap(readMedium),
    language: own.language ?? null,
    published: timeRead(own.created_at),
    updated: timeRead(own.edited_at),
  });
}

/** An account as people of other servers write it. */
export const handleOf = (acct: string, host: string): string => (acct.includes("@") ? acct : `${acct}@${host}`);

/** The paragraph that stands for a quote where a program does not know quotes: it was not written. */
const withoutQuote = (content: string): string =>
  content.replace(/<p\b[^>]*\bclass="[^"]*\bquote-inline\b[^"]*"[^>]*>[\s\S]*?<\/p>/giu, "");

const isTag = (link: string): boolean => /\/tags?\/[^/]+$/iu.test(link);

const kinds: Record<string, "picture" | "video" | "audio"> = {
  image: "picture",
  video: "video",
  gifv: "video",
  audio: "audio",
};

function readMedium({ type, url, remote_url, description, meta }: z.infer<typeof Attachment>) {
  const kind = kinds[type];
  const address = url || remote_url;
  if (kind === undefined || !address) return [];
  const { width, height } = meta?.original ?? {};
  return [mediumOf(kind, address, { alt: description, width, height })];
}

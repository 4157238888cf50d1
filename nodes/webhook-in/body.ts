import { hash } from "node:crypto";
import { z } from "zod";
import { ellipsis } from "#engine/cut.ts";
import { type Item, type ItemMedium, itemKinds, mostMedia, unsaid } from "#engine/item.ts";
import { itemKey, webAddress } from "#engine/key.ts";
import { receivedAtOnce, type Refusal } from "#engine/receive.ts";

/** Letters of a text that stand for its title where none is given. */
const titleFromText = 200;
/** Places that an answer names at most: enough to mend one item, and the others have the same fault. */
const mostPlaces = 20;

const web = (what: string) =>
  z
    .string()
    .max(4000)
    .refine((address) => webAddress(address) !== null, `${what} is an address that begins with https:// or http://`);
const time = z
  .string()
  .max(40)
  .refine((text) => readTime(text) !== null, "a time is written like 2026-03-01T08:00:00Z or 2026-03-01");
const Picture = z.preprocess(
  (given) => (typeof given === "string" ? { url: given } : given),
  z.object({ url: web("a picture"), alt: z.string().max(4000).optional() }),
);

/** One item as a sender writes it. What is not known is ignored: senders have fields of their own. */
const Entry = z
  .object({
    id: z.union([z.string().trim().min(1).max(500), z.int()]).optional(),
    title: z.string().max(2000).default(""),
    text: z.string().max(20_000).default(""),
    summary: z.string().max(20_000).default(""),
    link: web("a link").nullish(),
    author: z.string().max(300).nullish(),
    tags: z.array(z.string().max(200)).max(50).default([]),
    image: Picture.nullish(),
    images: z.array(Picture).max(mostMedia).default([]),
    kind: z.enum(itemKinds).default("article"),
    language: z.string().max(35).nullish(),
    published: time.nullish(),
    updated: time.nullish(),
  })
  .refine(({ title, text, link }) => title.trim() !== "" || text.trim() !== "" || link != null, {
    message: "a title, a text or a link is needed",
  });
type Entry = z.infer<typeof Entry>;

export type Read = { items: Item[] } | { refusal: Refusal };

/** Reads a message: one item, a list of them, or a list under `items`. Every fault is named with its place. */
export function readBody(body: Uint8Array, source: { id: string; title: string }): Read {
  const json = parse(body);
  if (json === undefined) return { refusal: notJson };
  const { list, at } = listed(json);
  if (list.length > receivedAtOnce) return { refusal: tooMany(list.length) };
  const places: { place: string; message: string }[] = [];
  const items = list.flatMap((value, index) => {
    const entry = Entry.safeParse(value);
    if (entry.success) return [readEntry(entry.data, source)];
    for (const { path, message } of entry.error.issues)
      places.push({ place: [...at(index), ...path.map(String)].join("."), message });
    return [];
  });
  return places.length > 0 ? { refusal: misfit(places.slice(0, mostPlaces)) } : { items };
}

/** undefined where it is no JSON in UTF-8. */
function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

function listed(json: unknown): { list: unknown[]; at: (index: number) => string[] } {
  if (Array.isArray(json)) return { list: json, at: (index) => ["body", String(index)] };
  const items: unknown = typeof json === "object" && json !== null ? Reflect.get(json, "items") : undefined;
  if (Array.isArray(items)) return { list: items, at: (index) => ["body", "items", String(index)] };
  return { list: [json], at: () => ["body"] };
}

function readEntry(entry: Entry, source: { id: string; title: string }): Item {
  const text = entry.text.trim();
  const link = entry.link ?? null;
  const title = entry.title.trim() || ellipsis(text.split("\n", 1)[0] ?? "", titleFromText) || (link ?? "");
  const summary = entry.summary.trim() || text;
  const id = entry.id === undefined ? null : String(entry.id);
  return {
    ...unsaid,
    key: itemKey({ id, link, title, summary }, source.id, (words) => hash("sha256", words)),
    source: source.title,
    title,
    text: text || title,
    link,
    summary,
    author: entry.author ?? null,
    tags: entry.tags,
    media: [...(entry.image == null ? [] : [entry.image]), ...entry.images].slice(0, mostMedia).map(pictureOf),
    kind: entry.kind,
    language: entry.language ?? null,
    published: readTime(entry.published),
    updated: readTime(entry.updated),
  };
}

const pictureOf = ({ url, alt }: z.infer<typeof Picture>): ItemMedium =>
  alt === undefined || alt.trim() === "" ? { url, kind: "picture" } : { url, kind: "picture", alt: alt.trim() };

/** A year comes first: `Date` reads much that nobody means as a time. */
function readTime(text: string | null | undefined): string | null {
  if (text == null || !/^\d{4}-\d\d-\d\d/u.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

const notJson: Refusal = {
  code: "not_json",
  why: "content",
  text: {
    en: "The body is no JSON in UTF-8. Send one item, or a list of items.",
    fr: "Le corps n’est pas du JSON en UTF-8. Envoyez un élément ou une liste d’éléments.",
  },
};
const misfit = (places: Refusal["places"] & object): Refusal => ({
  code: "misfit",
  why: "content",
  text: {
    en: "Some fields do not fit; nothing of this message was taken.",
    fr: "Des champs ne conviennent pas ; rien de ce message n’a été pris.",
  },
  places,
});
const tooMany = (count: number): Refusal => ({
  code: "too_many_items",
  why: "content",
  text: {
    en: `The message has ${count} items; ${receivedAtOnce} at once are taken. Send several messages.`,
    fr: `Le message contient ${count} éléments ; ${receivedAtOnce} au plus sont pris à la fois. Envoyez plusieurs messages.`,
  },
});

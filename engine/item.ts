import { z } from "zod";
import { Again } from "./again.ts";
import { MachineMarks } from "./machine.ts";
import { Disclosure, mostDisclosures } from "./disclosure.ts";
import { Wordings } from "./wordings.ts";
import { Aim } from "./written.ts";

export const mediumKinds = ["picture", "video", "audio", "file"] as const;

/** A picture, video, sound or file that an item carries, as its source tells of it: nothing here was looked at. Absent: not known. */
export const ItemMedium = z.strictObject({
  url: z.string().max(4000),
  kind: z.enum(mediumKinds),
  /** Media type, as the source names it; a store finds the true one by content. */
  type: z.string().max(100).exactOptional(),
  /** Pixels. */
  width: z.int().min(1).exactOptional(),
  height: z.int().min(1).exactOptional(),
  bytes: z.int().min(1).exactOptional(),
  /** What somebody hears who does not see it. */
  alt: z.string().max(4000).exactOptional(),
});
export type ItemMedium = z.infer<typeof ItemMedium>;

export const itemKinds = ["post", "article", "video", "podcast", "event"] as const;
export type ItemKind = (typeof itemKinds)[number];

/** Media of one item at most. */
export const mostMedia = 10;

/**
 * One piece of content as it travels through a plan. Items are plain, frozen-by-convention data:
 * a node never changes the item it was given, it returns a copy.
 *
 * `text` is the post as it would be written so far; it begins as the title, rewrites change it.
 * `link` is the address the post points to; a target adds it to the text when the text lacks it.
 */
export const Item = z.strictObject({
  /** Identity inside the workspace: the source's guid, else the canonical URL, else a content hash. Never a date alone. */
  key: z.string().min(1).max(600),
  /** Title of the source it came from, for people. */
  source: z.string().max(300),
  kind: z.enum(itemKinds),
  title: z.string().max(2000),
  text: z.string().max(20_000),
  link: z.string().max(4000).nullable(),
  /** The part of its address behind `#` tells it from others of its source (engine/address.ts). */
  anchored: z.literal(true).exactOptional(),
  /** Plain text, without markup. */
  summary: z.string().max(20_000),
  author: z.string().max(300).nullable(),
  tags: z.array(z.string().max(200)).max(50),
  /** The most telling first. */
  media: z.array(ItemMedium).max(mostMedia),
  /** BCP 47, e.g. `fr`; null where the source does not say. */
  language: z.string().max(35).nullable(),
  /** ISO 8601 in UTC, or null where the source gave no date that could be read. */
  published: z.string().nullable(),
  updated: z.string().nullable(),
  /** Which event it reports: those of other sources that report the same one have the same (engine/event.ts). Not stored: found when a map asks. */
  event: z.string().max(40).exactOptional(),
  /** What its author put before it, to be shown until a reader asks for the rest; its title is the same. */
  warning: z.string().max(500).exactOptional(),
  /** Where it can be reposted: the post on a network that it is. null for what stands on a site of its own. */
  origin: z
    .strictObject({
      network: z.string().max(40),
      remoteId: z.string().min(1).max(500),
      url: z.string().max(4000).nullable(),
      /** Whose post it is, by handle or by the network's own id. */
      account: z.string().min(1).max(500).exactOptional(),
    })
    .nullable(),
  /** What steps have asked for beside words; a source never says it. */
  wordings: Wordings.exactOptional(),
  disclosures: z.array(Disclosure).min(1).max(mostDisclosures).exactOptional(),
  /** Machines made its words: it waits for a person's yes wherever it goes. */
  machine: MachineMarks.exactOptional(),
  /** Its link is made short, or is not, whatever the map says. */
  short: z.boolean().exactOptional(),
  /** It went this way before, and goes once more. */
  again: Again.exactOptional(),
  /** Somebody here wrote it by hand: where it goes, and when. */
  written: Aim.exactOptional(),
});
export type Item = z.infer<typeof Item>;

/** Whose posts are meant: an account of a network, by its handle or by the network's own id. */
export type Author = { readonly network: string; readonly account: string };

/** What an item has of which its source says nothing. */
export const unsaid = {
  kind: "article",
  media: [],
  language: null,
  updated: null,
  origin: null,
} as const satisfies Partial<Item>;

/** The fields of an item that a person can search, filter or place in a template. */
export const itemFields = ["title", "summary", "text", "link", "author", "tags", "source", "published"] as const;
export type ItemField = (typeof itemFields)[number];

/** Of the stored form, counting up from 1; `upgrades[n]` turns an item of version n into one of n + 1. */
const version = 2;
type Stored = Record<string, unknown>;
const upgrades: Record<number, (stored: Stored) => Stored> = {
  // The first form had no number, and one picture by its address.
  1: ({ image, ...rest }) => ({
    ...rest,
    ...(typeof image === "string" ? { media: [{ url: image, kind: "picture" }] } : {}),
  }),
};

/** What a stored item has where it says nothing. */
const absent = { link: null, author: null, tags: [], published: null, ...unsaid };

/** An item as it is stored: what is null or empty is left out. */
export function writeItem(item: Item): Record<string, unknown> {
  const stored: Stored = { version };
  for (const [name, value] of Object.entries(item))
    if (value !== null && !(Array.isArray(value) && value.length === 0)) stored[name] = value;
  return stored;
}

/**
 * A stored item of any version there was, in today's form. What we stored is trusted: only its version is looked at. Throws
 * for one of a newer Relaymap.
 */
export function readItem(stored: unknown): Item {
  const { version: number = 1, ...given } = stored as { version?: number };
  let item: Stored = given;
  for (let at = number; at !== version; at += 1) {
    const step = upgrades[at];
    if (step === undefined)
      throw new Error(`This item was stored by a newer Relaymap (version ${number}, known up to ${version}).`);
    item = step(item);
  }
  return { ...absent, ...item } as unknown as Item;
}

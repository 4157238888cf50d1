import { z } from "zod";
import { visibilities } from "./card.ts";
import { languages } from "./text.ts";

/**
 * What a person writes by hand: an entry. Stored as versioned JSON; the browser, the API and the database have this one schema. Nothing here
 * says when it goes out: that is the entry's own.
 */

/** Letters and pieces at most. */
export const writtenMost = {
  text: 20_000,
  words: 20,
  thread: 9,
  comment: 5000,
  media: 10,
  accounts: 200,
  alt: 1000,
} as const;

const text = z.string().max(writtenMost.text);
const network = z.string().regex(/^[a-z][a-z0-9]{0,39}$/);
const names = z.array(z.string().trim().min(1).max(80)).max(50).default([]);

/** Words, for one network or (null) for all that have none of their own. Several for the same are dealt out over its accounts. */
export const Words = z.strictObject({ text, for: network.nullable().default(null) });
export type Words = z.infer<typeof Words>;

/** Ambassadors, picked as the step of that name picks them. */
export const People = z.strictObject({
  networks: z.array(network).max(20).default([]),
  topics: names,
  teams: names,
  languages: z.array(z.enum(languages)).max(languages.length).default([]),
  /** Minutes between two people's posts, so that colleagues do not post at once. */
  spread: z.int().min(0).max(1440).default(10),
  /** Hours before its time at which they are asked. */
  ahead: z.int().min(0).max(168).default(24),
});
export type People = z.infer<typeof People>;

export const Written = z.strictObject({
  version: z.literal(1),
  words: z
    .array(Words)
    .min(1)
    .max(writtenMost.words)
    .refine(([first]) => first?.for === null, { message: "the first words are for every network (for: null)" }),
  /** What follows in a thread, where the network can. */
  thread: z.array(text).max(writtenMost.thread).default([]),
  /** The first comment, where the network can; empty: none. */
  comment: z.string().max(writtenMost.comment).default(""),
  link: z.string().max(4000).nullable().default(null),
  linkIn: z.enum(["post", "comment"]).default("post"),
  long: z.enum(["cut", "thread"]).default("cut"),
  card: z.enum(["network", "ours", "none"]).default("ours"),
  /** null: as the workspace says. */
  short: z.boolean().nullable().default(null),
  visibility: z.enum(["account", ...visibilities]).default("account"),
  media: z
    .array(z.strictObject({ id: z.uuid(), alt: z.string().max(writtenMost.alt).default("") }))
    .max(writtenMost.media)
    .default([]),
  /** BCP 47; null: not said. */
  language: z.string().max(35).nullable().default(null),
  accounts: z
    .array(
      z
        .string()
        .max(900)
        .regex(/^[a-z0-9]+:.{1,850}$/),
    )
    .max(writtenMost.accounts)
    .default([]),
  people: People.nullable().default(null),
});
export type Written = z.infer<typeof Written>;

/** A stored one of any version there was. */
export const readWritten = (stored: unknown): Written => Written.parse(stored);

/** What lists call it: its first line. */
export const titleOf = ({ words }: Pick<Written, "words">): string =>
  (words[0]?.text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .find((line) => line !== "")
    ?.slice(0, 300) ?? "";

/** How its item is called in the ledger: what was taken back and planned anew is another item. */
export const entryKey = (id: string, round: number): string => `${byHand}${id}:${round}`;
/** How all of them begin. */
export const byHand = "entry:";

/** Which entry an item is of; null: of none. */
export function entryOf(itemKey: string): string | null {
  const [kind, id, round] = itemKey.split(":");
  return `${kind}:` === byHand && id !== undefined && round !== undefined ? id : null;
}

/**
 * What an entry's item carries besides its words, for the step that sends it as it was written. Only our own pages make it: what strangers send is
 * stored without (server/inbox/capped.ts).
 */
export const Aim = z.strictObject({
  accounts: z.array(z.string().max(900)).max(writtenMost.accounts),
  people: People.nullable(),
  /** Under which consent is asked; "": any. */
  topic: z.string().max(200),
  /** When it goes out, and until when it may, ISO 8601. */
  from: z.string().max(40),
  until: z.string().max(40),
  /** Who wrote it: their yes to their own accounts, as long as the words stay theirs. null: they left. */
  by: z.string().max(40).nullable(),
  /** Their yes counts for the company's accounts as well. */
  admin: z.boolean(),
  /** It goes to their own accounts and to no others. */
  own: z.boolean(),
  /** Accounts that had it in an earlier round, by their ids. */
  except: z.array(z.string().max(40)).max(5000),
  /** Of people these accounts alone, by their ids; absent: all that `people` picks. */
  only: z.array(z.string().max(40)).max(20_000).exactOptional(),
  /** It comes back: each account says each of its wordings once. */
  returns: z.literal(true).exactOptional(),
  /** All that it says, by which is seen whether a map said something else. */
  said: z.array(text).max(writtenMost.words),
  linkIn: Written.shape.linkIn.unwrap(),
  long: Written.shape.long.unwrap(),
  card: Written.shape.card.unwrap(),
  visibility: Written.shape.visibility.unwrap(),
  thread: z.array(text).max(writtenMost.thread),
  comment: z.string().max(writtenMost.comment),
});
export type Aim = z.infer<typeof Aim>;

/** A post that somebody wrote for a time: the ledger keeps to it, and takes it for no double of another story. Milliseconds. */
export type Timed = {
  from: number;
  until: number;
  /** Minutes between two people's posts. */
  spread: number;
  /** Whoever decides for the account wrote it, and so said yes. null: it is asked. */
  yes: string | null;
};

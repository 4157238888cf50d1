import { hash } from "node:crypto";
import { sql } from "kysely";
import { pageOf } from "#engine/address.ts";
import { fingerprint, nearIdentical, quartersOf, toBigint } from "#engine/fingerprint.ts";
import { headlineOf, isInner } from "#engine/identity.ts";
import { canonicalUrl } from "#engine/key.ts";
import type { StoryRule } from "#engine/story.ts";
import type { Db, Trx } from "../ports.ts";

/**
 * What a story is recognised by. `link` in hex, `was` as it was made of the same address before pages were compared; `print` and `head`
 * 16 hex digits; null where it says too little. `source`: null where nobody knows.
 */
export type Story = {
  link: string | null;
  was: string | null;
  print: string | null;
  head: string;
  source: string | null;
};

/** What a story is told by: an item, as far as it is compared. */
export type Told = { link: string | null; title: string; source?: string | null; anchored?: true };

/** The page (unless it is a mere home page, which every item of some feeds points to) and the title's words. */
export function storyOf({ link, title, source = null, anchored }: Told): Story {
  const page = link === null ? null : pageOf(link, anchored);
  const inner = page !== null && isInner(page);
  const print = fingerprint(title);
  return {
    link: inner ? short(page) : null,
    was: inner ? short(canonicalUrl(link!) ?? "") : null,
    print: print === "" ? null : print,
    head: headHash(title),
    source,
  };
}

const short = (text: string): string => hash("sha256", text).slice(0, 32);
const headHash = (title: string): string => short(headlineOf(title)).slice(0, 16);
export const hashColumn = (digits: string | null): string | null => (digits === null ? null : toBigint(digits));

/** Why one story is another: by which of its marks, and what the other one was called. */
export type Likeness = { by: "address" | "headline"; title: string };

/** The stories an account has, found by equal address or near-identical words without comparing all with all. */
export type Shelf = {
  /** `own`: the key of an item that goes out once more, which is no other story than itself. `since` (milliseconds): what is older counts no more. */
  find: (story: Story, by: StoryRule["by"], own?: string, since?: number) => Likeness | null;
  /** `at`: when the account was given it; absent: it counts as long as the shelf stands. */
  add: (story: Story, title: string, key?: string, at?: number) => void;
};
type Kept = { story: Story; title: string; key: string; at: number; turn: number };

/** Which stories have an address, or a quarter of their words, in common; of any number of accounts, for most of them have the same ones. */
function makeIndex() {
  const places = new Map<string, Story[]>();
  const there = new Set<Story>();
  let last: { story: Story; of: number; near: readonly Story[] } | null = null;
  const at = (place: string | null): readonly Story[] => (place === null ? [] : (places.get(place) ?? []));
  return {
    add: (story: Story): void => {
      if (there.has(story)) return;
      there.add(story);
      for (const place of story.link === null ? bandsOf(story) : [story.link, ...bandsOf(story)]) {
        const known = places.get(place);
        if (known === undefined) places.set(place, [story]);
        else known.push(story);
      }
    },
    /** Those that may be this one. One story is mostly asked about for one account after the other. */
    near: (story: Story): readonly Story[] => {
      if (last?.story === story && last.of === there.size) return last.near;
      const places = [story.link, story.was, ...bandsOf(story)];
      last = { story, of: there.size, near: [...new Set(places.flatMap(at))] };
      return last.near;
    },
  };
}

/** `index`: of several shelves, which are asked about the same stories. */
export function makeShelf(index = makeIndex()): Shelf {
  const own = new Map<Story, Kept[]>();
  let turns = 0;
  return {
    find: (story, by, key, since = -Infinity) => {
      if (by === "off" || own.size === 0) return null;
      const near = index.near(story).filter((one) => own.has(one));
      if (near.length === 0) return null;
      const { link, was, print } = story;
      const kept = near.flatMap((one) => own.get(one)!).toSorted((a, b) => a.turn - b.turn);
      const counts = kept.filter((one) => one.key !== key && one.at > since);
      const sameAddress = (address: string | null) =>
        counts.find((one) => address !== null && one.story.link === address && oneAddress(story, one.story));
      const same = sameAddress(link) ?? sameAddress(was);
      if (same !== undefined) return { by: "address", title: same.title };
      if (by === "address" || print === null) return null;
      for (const band of bandsOf(story)) {
        const like = counts.find((one) => bandsOf(one.story).includes(band) && oneHeadline(story, one.story));
        if (like !== undefined) return { by: "headline", title: like.title };
      }
      return null;
    },
    add: (story, title, key = "", at = Infinity) => {
      index.add(story);
      const kept = { story, title, key, at, turn: (turns += 1) };
      const before = own.get(story);
      if (before === undefined) own.set(story, [kept]);
      else before.push(kept);
    },
  };
}

/** One for each account. */
export function makeShelves(accounts: Iterable<string>): Map<string, Shelf> {
  const index = makeIndex();
  return new Map([...accounts].map((id) => [id, makeShelf(index)]));
}

const ofOneSource = (one: Story, other: Story): boolean => one.source !== null && one.source === other.source;
/** A source gives one address several headlines, and one headline several addresses, and means several stories. */
const oneAddress = (one: Story, other: Story): boolean => !ofOneSource(one, other) || one.head === other.head;
const oneHeadline = (one: Story, other: Story): boolean =>
  !ofOneSource(one, other) && nearIdentical(one.print ?? "", other.print ?? "");

/** Whether two are one story under a rule; what has one key is one anyway. */
export function isOneStory(one: Story, other: Story, by: StoryRule["by"]): boolean {
  if (by === "off") return false;
  if (one.link !== null && one.link === other.link) return oneAddress(one, other);
  return by === "both" && one.print !== null && other.print !== null && oneHeadline(one, other);
}

/** Taken apart once for all the accounts that are asked. */
const quarters = new WeakMap<Story, readonly string[]>();
function bandsOf(story: Story): readonly string[] {
  const known = quarters.get(story);
  if (known !== undefined) return known;
  const made = story.print === null ? [] : quartersOf(story.print);
  quarters.set(story, made);
  return made;
}

/** The same bands as the database computes them of its signed integers. */
const bandNumbers = (stories: readonly Story[], band: number): number[] => [
  ...new Set(
    stories.flatMap(({ print }) => (print === null ? [] : [Number.parseInt(print.slice(band * 4, band * 4 + 4), 16)])),
  ),
];

type Row = {
  account_id: string;
  link: string | null;
  print: string | null;
  head: string | null;
  source: string | null;
  title: string;
  key: string;
};

/**
 * The shelves of the accounts with what they have of the rule's days that may be one of these stories: the database sorts out by
 * address and bands what cannot be, so that an account's month need not be read whole. What was refused or cancelled counts no more.
 */
export async function loadShelves(
  db: Db | Trx,
  workspaceId: string,
  accounts: string[],
  { now, rule }: { now: string; rule: StoryRule },
  stories: readonly Story[],
): Promise<Map<string, Shelf>> {
  const shelves = makeShelves(accounts);
  if (rule.by === "off") return shelves;
  const links = [...new Set(stories.flatMap(({ link, was }) => [link, was]).filter((each) => each !== null))];
  const inBand = (band: number) =>
    sql`(s.text_hash >> ${sql.lit(48 - 16 * band)}) & 65535 = any(${bandNumbers(stories, band)}::bigint[])`;
  // A story of before source and headline were kept has them of its delivery.
  const { rows } = await sql<Row>`
    select s.account_id, encode(s.link_hash, 'hex') as link, lpad(to_hex(s.text_hash), 16, '0') as print, lpad(to_hex(s.head), 16, '0') as head,
      coalesce(s.source_id, case when s.head is null then
        (select i.source_id from item i where i.workspace_id = s.workspace_id and i.seq = d.item_seq) end) as source, d.item_title as title, d.item_key as key
    from story s cross join lateral (
      select item_seq, item_title, item_key, state from delivery d where d.workspace_id = s.workspace_id and d.id = s.delivery_id limit 1) d
    where s.workspace_id = ${workspaceId} and s.account_id = any(${accounts})
      and s.created_at > ${now}::timestamptz - make_interval(days => ${rule.days})
      and (encode(s.link_hash, 'hex') = any(${links}::text[]) or ${inBand(0)} or ${inBand(1)} or ${inBand(2)} or ${inBand(3)})
      and d.state not in ('rejected', 'cancelled', 'expired')`.execute(db);
  const met = new Map<string, Story>();
  for (const { account_id, head, title, key, ...row } of rows) {
    const made: Story = { ...row, was: null, head: head ?? headHash(title) };
    const name = `${made.link} ${made.print} ${made.head} ${made.source}`;
    const story = met.get(name) ?? made;
    met.set(name, story);
    shelves.get(account_id)?.add(story, title, key);
  }
  return shelves;
}

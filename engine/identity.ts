import { anchorOf, pageOf } from "./address.ts";
import { fingerprint, nearIdentical } from "./fingerprint.ts";
import type { Item } from "./item.ts";
import { canonicalUrl } from "./key.ts";

/** A stored item of the source, as far as it is compared. */
export type Stored = {
  seq: number;
  key: string;
  title: string;
  link: string | null;
  published: string | null;
  /** Of a post of a network: all its words. Of the rest only headline and address are compared: sites touch up their texts all day. */
  words?: string | null;
};

/** What a source remembers: of the names asked for, whose they are and whether several entries have carried them in one document. */
export type Memory = {
  /** The part of its addresses behind `#` tells its entries apart. */
  anchored: boolean;
  names: ReadonlyMap<string, { seq: number; shared: boolean }>;
  items: ReadonlyMap<number, Stored>;
  /** Keys of its items, of those that the entries might be given. */
  keys: ReadonlySet<string>;
};
export const noMemory: Memory = { anchored: false, names: new Map(), items: new Map(), keys: new Set() };

/** What a document's entries are. Each entry is in one of the lists: new, known, or the same entry once more. */
export type Recognised = {
  /** In the order of the document: `entry` as it was given, `item` with its key; `names`: all that it is called. */
  fresh: { entry: Item; item: Item; names: string[] }[];
  /** `names`: those that it did not have; `changed`: its source corrected title or address since it was stored. */
  known: { seq: number; item: Item; names: string[]; changed: boolean }[];
  doubled: Item[];
  /** Names that several entries have carried. */
  shared: string[];
  anchored: boolean;
};

type Spelled = {
  page: string | null;
  headline: string;
  /** What it is called, from the shortest name to the longest. */
  ladder: string[];
  /** Its address and headline: within a source one item, whatever its ids. null where one of them says too little. */
  same: string | null;
  /** Two entries under one name are different where this differs. */
  told: string;
};

/** Headlines that a reader takes for one: but for spaces and capitals. Part of names that are kept: it never changes. */
export const headlineOf = (title: string): string => title.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();

/** A page that is more than a site's home, to which all items of some feeds point. */
export const isInner = (page: string): boolean => /[/?#]/u.test(page);

const name = (...parts: string[]): string => JSON.stringify(parts);

/** True where the key was made of the link, for want of an id. */
const byLink = ({ key, link }: Pick<Item, "key" | "link">): boolean => link !== null && canonicalUrl(link) === key;

function spell(item: Item, anchored: boolean): Spelled {
  const page = item.link === null ? null : pageOf(item.link, anchored);
  const headline = headlineOf(item.title);
  const words = name(item.title, item.summary);
  const whole = page !== null && headline !== "";
  // A network's own ids can be relied on, and so can ours of what people write here: two posts may well say the same.
  const sure = item.origin !== null || item.written !== undefined;
  const same = whole && isInner(page) && !sure ? name("same", page, headline) : null;
  const own = page !== null && byLink(item) ? name("page", page) : name("id", pageOf(item.key, true) ?? item.key);
  const ladder = [own];
  if (!byLink(item) && page !== null) ladder.push(name("at", own, page));
  ladder.push(same ?? name("headline", own, page ?? "", headline));
  if (!whole) ladder.push(name("words", own, page ?? "", words));
  return { page, headline, ladder, same, told: name(page ?? "", headline, whole ? "" : words) };
}

/** Everything that an entry may be called in its source, as long as nobody knows whether parts behind `#` count there. */
export function namesOf(item: Item, anchored: boolean): string[] {
  const spellings = [spell(item, anchored)];
  if (!anchored && item.link !== null && anchorOf(item.link) !== "") spellings.push(spell(item, true));
  return [...new Set(spellings.flatMap(({ ladder, same }) => (same === null ? ladder : [...ladder, same])))];
}

/**
 * Which of a document's entries are new, known, or listed twice. An entry is known by its id until two different entries have carried
 * that id in one document of its source; from then on by id and address, else by id, address and headline, else by its words. What has
 * no id is known by its address in the same manner, where another headline that is not nearly the same is another entry. Entries with
 * one address and one headline are one whatever their ids.
 * `sha256` gives hex digits.
 */
export function recognise(entries: readonly Item[], memory: Memory, sha256: (text: string) => string): Recognised {
  const anchored = memory.anchored || entriesAnchored(entries) || anchoredSince(entries, memory);
  const spelled = entries.map((item) => spell(item, anchored));
  const shared = learnShared(spelled, memory);
  const known: Recognised["known"] = [];
  const fresh: Recognised["fresh"] = [];
  const doubled: Item[] = [];
  // Whose a name and a stored item are in this document: an entry that is listed twice gives what it is called to the one before it.
  const claimed = new Map<number, { names: string[] }>();
  const said = new Map<string, { names: string[] }>();
  for (const [index, entry] of entries.entries()) {
    const { ladder, same } = spelled[index]!;
    let step = ladder.findIndex((each) => !shared.has(each));
    if (step === -1) step = ladder.length - 1;
    let stored = storedAs(memory, ladder[step]!);
    if (stored !== undefined && step === 0 && byLink(entry) && isAnother(entry, stored, spelled[index]!)) {
      shared.add(ladder[0]!);
      stored = undefined;
      step = 1;
    }
    stored ??= storedAs(memory, ladder[step]!) ?? (same === null ? undefined : storedAs(memory, same));
    const called = [ladder[step]!, ...(same === null ? [] : [same])];
    const before = called.map((each) => said.get(each)).find(Boolean) ?? claimed.get(stored?.seq ?? -1);
    const item: Item = anchored && anchorOf(entry.link ?? "") !== "" ? { ...entry, anchored: true } : entry;
    const names = namesOf(entry, anchored).filter((each) => stored === undefined || !memory.names.has(each));
    let holder = before;
    if (before !== undefined) {
      doubled.push(item);
      before.names.push(...names.filter((each) => !before.names.includes(each)));
    } else if (stored === undefined) {
      const key = keyOf(item, ladder[step]!, step, memory.keys, sha256);
      fresh.push({ entry, item: { ...item, key }, names });
      holder = fresh.at(-1)!;
    } else {
      known.push({ seq: stored.seq, item, names, changed: isChanged(item, stored) });
      holder = known.at(-1)!;
      claimed.set(stored.seq, holder);
    }
    for (const each of called) said.set(each, said.get(each) ?? holder!);
  }
  const learned = [...shared].filter((each) => memory.names.get(each)?.shared !== true);
  return { fresh, known, doubled, shared: learned, anchored };
}

function storedAs(memory: Memory, called: string): Stored | undefined {
  const seq = memory.names.get(called)?.seq;
  return seq === undefined ? undefined : memory.items.get(seq);
}

/** The names that were shared before, and those that two different entries of this document carry. */
function learnShared(spelled: readonly Spelled[], memory: Memory): Set<string> {
  const shared = new Set<string>();
  const carried = new Map<string, string>();
  for (const { ladder, told } of spelled) {
    for (const each of ladder) {
      const before = carried.get(each);
      if (before === undefined) carried.set(each, told);
      else if (before !== told) shared.add(each);
      if (memory.names.get(each)?.shared === true) shared.add(each);
    }
  }
  return shared;
}

/**
 * Whether the document tells entries of one page apart by what stands behind `#`. A page beside one of its parts may be one entry
 * listed twice: then both have one headline.
 */
function entriesAnchored(entries: readonly Item[]): boolean {
  const pages = new Map<string, { anchor: string; plain: string | null; headline: string | null }>();
  for (const { link, title } of entries) {
    const page = link === null ? null : pageOf(link);
    if (page === null) continue;
    const anchor = anchorOf(link ?? "");
    const headline = headlineOf(title);
    const before = pages.get(page) ?? { anchor: "", plain: null, headline: null };
    pages.set(page, before);
    if (anchor === "") {
      if (before.headline !== null && before.headline !== headline) return true;
      before.plain ??= headline;
    } else {
      if (before.anchor !== "" && before.anchor !== anchor) return true;
      if (before.plain !== null && before.plain !== headline) return true;
      before.anchor = anchor;
      before.headline ??= headline;
    }
  }
  return false;
}

/** Whether an entry is told by its anchor from what the source listed before, and not by an id that says that it is the same. */
function anchoredSince(entries: readonly Item[], memory: Memory): boolean {
  return entries.some((item) => {
    const anchor = anchorOf(item.link ?? "");
    if (anchor === "") return false;
    const { ladder, same, page, headline } = spell(item, false);
    const differs = (stored: Stored | undefined): boolean => {
      const before = anchorOf(stored?.link ?? "");
      return before !== "" && before !== anchor;
    };
    const own = storedAs(memory, ladder[0]!);
    if (byLink(item) && own !== undefined && byLink(own) && differs(own)) return true;
    const like = same === null || (own !== undefined && !byLink(item)) ? undefined : storedAs(memory, same);
    // It may have had the name by a correction: what it was stored as says no more then.
    const asStored = headlineOf(like?.title ?? "") === headline && pageOf(like?.link ?? "") === page;
    return asStored && differs(like);
  });
}

/** Whether an entry without id is another one than what its page held before, and no correction of it. */
function isAnother(entry: Item, stored: Stored, { headline }: Spelled): boolean {
  const before = headlineOf(stored.title);
  if (headline === before || headline === "" || before === "") return false;
  if (nearIdentical(fingerprint(entry.title), fingerprint(stored.title)) || isSlip(headline, before)) return false;
  return entry.published === null || entry.published !== stored.published;
}

/** Whether two headlines differ by a slip of the pen: in one word of four letters or more, by two of them at most, and in no figure. */
function isSlip(one: string, other: string): boolean {
  const [words, others] = [one.split(" "), other.split(" ")];
  if (words.length !== others.length || words.length < 3) return false;
  const pairs = words.map((word, at) => [word, others[at]!] as const).filter(([a, b]) => a !== b);
  return (
    pairs.length === 1 && pairs.every(([a, b]) => Math.min(a.length, b.length) >= 4 && !/\d/u.test(a + b) && near(a, b))
  );
}

/** At most two letters put in, left out or changed. */
function near(a: string, b: string): boolean {
  if (Math.max(a.length, b.length) > 60) return false;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]! <= 2;
}

function isChanged(item: Item, stored: Stored): boolean {
  const page = (link: string | null) => (link === null ? null : (pageOf(link, item.anchored) ?? link));
  const reworded = item.origin !== null && stored.words != null && stored.words !== item.summary;
  return headlineOf(item.title) !== headlineOf(stored.title) || page(item.link) !== page(stored.link) || reworded;
}

/** The key as the source's node made it, as long as that is the entry's own; then made of all that tells it apart. */
function keyOf(
  item: Item,
  called: string,
  step: number,
  taken: ReadonlySet<string>,
  sha256: (text: string) => string,
): string {
  const anchor = byLink(item) && item.anchored === true ? `#${anchorOf(item.link ?? "")}` : "";
  const plain = `${item.key}${anchor}`;
  if (step === 0 && plain.length <= maxKey && !taken.has(plain)) return plain;
  return `${item.key.slice(0, maxKey)} ${sha256(called).slice(0, 32)}`;
}

const maxKey = 500;

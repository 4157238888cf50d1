import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { madeKey } from "#engine/kept.ts";
import { reasonText } from "#engine/reasons.ts";
import type { StoryRule } from "#engine/story.ts";
import type { Text } from "#engine/text.ts";
import type { Timed } from "#engine/written.ts";
import type { Db, Trx } from "../ports.ts";
import { addTo, asGiven, mayRepeat, type Past, type PastRow, type Refusal, type Repeat } from "./repeat.ts";
import { type Likeness, loadShelves, makeShelves, type Shelf, type Story, storyOf } from "./story.ts";

/** One item for one account, as far as it is compared with what the account has. `link` and `itemTitle` are what the story is recognised by. */
export type Asked = {
  accountId: string;
  itemKey: string;
  itemTitle: string;
  link: string | null;
  /** Of which source it is; absent: nobody knows. */
  source?: string | null;
  /** The part of its link behind `#` counts. */
  anchored?: true;
  /** It is to go out once more, and is not its own double. */
  again?: Repeat;
  /** Somebody wrote it by hand for a time, whatever the account says of the story besides. */
  timed?: Timed;
};
export type Sifted<Each> = {
  /** `from`: of what goes out once more, when it may at the earliest (milliseconds). */
  kept: { wanted: Each; story: Story; from?: number }[];
  drops: { wanted: Each; code: "same_story" | "no_account" | Refusal["code"]; reason: Text }[];
};

/** What is known of the accounts: which there are, what they were given of the items, which stories they have. `stories`: what was asked about so far. */
export type Known = {
  accounts: ReadonlySet<string>;
  taken: Map<string, Past>;
  shelves: Map<string, Shelf>;
  stories: Stories;
};
/** By how they are spelled. */
type Stories = Map<string, Story>;

export const identityOf = ({ accountId, itemKey }: Pick<Asked, "accountId" | "itemKey">): string =>
  `${accountId} ${clean(itemKey)}`;

/** The story of an item, made once however many accounts it goes to: that takes two hashes and a fingerprint. */
function storyIn(stories: Stories, one: Asked): Story {
  // No address and no source has a zero in it.
  const place = `${one.anchored === true ? 1 : 0}${one.link ?? ""}\u0000${one.source ?? ""}\u0000${one.itemTitle}`;
  const known = stories.get(place);
  if (known !== undefined) return known;
  const made = storyOf({ ...one, title: one.itemTitle });
  stories.set(place, made);
  return made;
}

/** Where nothing was ever sent. */
export function nothingKnown(accounts: ReadonlySet<string>): Known {
  return { accounts, taken: new Map(), shelves: makeShelves(accounts), stories: new Map() };
}

/** What the ledger knows of these accounts, as far as it has to do with what is wanted. `now` ISO 8601. */
export async function loadKnown(
  db: Db | Trx,
  input: { workspaceId: string; now: string; rule: StoryRule; accounts: ReadonlySet<string> },
  wanted: readonly Asked[],
): Promise<Known> {
  const { workspaceId, now, rule, accounts } = input;
  const ids = [...new Set(wanted.map(({ accountId }) => accountId))];
  const stories: Stories = new Map();
  for (const one of wanted) storyIn(stories, one);
  const shelves = await loadShelves(db, workspaceId, ids, { now, rule }, [...stories.values()]);
  return { accounts, taken: await existing(db, workspaceId, ids, wanted), shelves, stories };
}

/**
 * What the accounts were given of the wanted, whatever the occasion: looked up first, so that an item that came before is `already` and not
 * its own double.
 */
async function existing(
  db: Db | Trx,
  workspaceId: string,
  ids: string[],
  wanted: readonly Asked[],
): Promise<Map<string, Past>> {
  const keys = [...new Set(wanted.map(({ itemKey }) => clean(itemKey)))];
  const rows = await db
    .selectFrom("delivery")
    .select(["account_id", "item_key", "occasion", "state", "reason_code as code", "published_at as publishedAt"])
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", sql<string>`any(${ids}::uuid[])`)
    .where("item_key", "=", sql<string>`any(${keys}::text[])`)
    .execute();
  const taken = new Map<string, Past>();
  for (const { account_id: account, item_key: key, ...row } of rows)
    taken.set(`${account} ${key}`, addTo(taken.get(`${account} ${key}`), row satisfies PastRow));
  return taken;
}

/**
 * Takes out what needs no delivery: what an account was given, doubles among the wanted, and stories that the account has. What is kept
 * is known from then on. One code for runs and for previews. `overruled`: a person said “all the same”, so that whether the account has
 * it does not matter. What goes out once more keeps its distance from what the account had of it (repeat.ts), and from other items of its
 * story as any does; `now` (milliseconds) and `hours`: when it is given, and how long it may wait. A digest is told by its key alone: it leads where its first item does, and next week’s begins with the same words.
 */
export function sift<Each extends Asked>(
  wanted: readonly Each[],
  known: Known,
  {
    rule,
    overruled = false,
    now,
    hours,
  }: { rule: StoryRule; overruled?: boolean; now: (one: Each) => number; hours: number },
): Sifted<Each> {
  const sifted: Sifted<Each> = { kept: [], drops: [] };
  for (const one of wanted) {
    const name = identityOf(one);
    const story = storyIn(known.stories, one);
    const shelf = known.shelves.get(one.accountId);
    const own = one.again === undefined ? undefined : one.itemKey;
    const at = now(one);
    const since = at - rule.days * 86_400_000;
    const like =
      overruled || one.timed !== undefined || one.itemKey.startsWith(madeKey)
        ? null
        : (shelf?.find(story, rule.by, own, since) ?? null);
    const repeat =
      one.again === undefined
        ? null
        : mayRepeat(one.again, known.taken.get(name), { now: at, until: at + hours * 3_600_000 });
    if (!known.accounts.has(one.accountId)) sifted.drops.push(drop(one, "no_account"));
    else if (repeat !== null && "code" in repeat) sifted.drops.push({ wanted: one, ...repeat });
    else if (repeat === null && !overruled && known.taken.has(name)) sifted.drops.push(drop(one, "already"));
    else if (like !== null) sifted.drops.push({ wanted: one, code: "same_story", reason: sameStory(like, rule) });
    else {
      const from = repeat?.from ?? at;
      know(known, one, story, { at, from });
      sifted.kept.push(repeat === null ? { wanted: one, story } : { wanted: one, story, from });
    }
  }
  return sifted;
}

/** An account is given it. */
export function know(
  { taken, shelves }: Known,
  one: Asked,
  story: Story,
  { at, from = at }: { at: number; from?: number },
): void {
  shelves.get(one.accountId)?.add(story, one.itemTitle, one.itemKey, at);
  const name = identityOf(one);
  taken.set(name, asGiven(taken.get(name), from, one.again?.occasion ?? ""));
}

export const drop = <Each>(wanted: Each, code: "already" | "no_account") => ({
  wanted,
  code,
  reason: reasonText(code)!,
});

/** Names the rule and the other story: a person can see whether it is right, and where to change it. */
function sameStory({ by, title }: Likeness, { days }: StoryRule): Text {
  const other = title.length > 120 ? `${title.slice(0, 119)}…` : title;
  const since = {
    en: days === 1 ? "within one day" : `within ${days} days`,
    fr: days === 1 ? "il y a moins d’un jour" : `il y a moins de ${days} jours`,
  };
  return by === "address"
    ? {
        en: `A story with the same address already goes to this account, or went to it ${since.en}: “${other}”.`,
        fr: `Une information à la même adresse part déjà vers ce compte, ou y est partie ${since.fr} : « ${other} ».`,
      }
    : {
        en: `A story of another source with nearly the same headline already goes to this account, or went to it ${since.en}: “${other}”.`,
        fr: `Une information d’une autre source au titre presque identique part déjà vers ce compte, ou y est partie ${since.fr} : « ${other} ».`,
      };
}

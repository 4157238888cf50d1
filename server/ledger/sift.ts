import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { madeKey } from "#engine/kept.ts";
import { reasonText } from "#engine/reasons.ts";
import type { StoryRule } from "#engine/story.ts";
import type { Text } from "#engine/text.ts";
import type { Db, Trx } from "../ports.ts";
import { type Likeness, loadShelves, makeShelf, type Shelf, type Story, storyOf } from "./story.ts";

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
};
export type Sifted<Each> = {
  kept: { wanted: Each; story: Story }[];
  drops: { wanted: Each; code: "already" | "same_story" | "no_account"; reason: Text }[];
};

/** What is known of the accounts: which there are, which of the items they were given, which stories they have. */
export type Known = { accounts: ReadonlySet<string>; taken: Set<string>; shelves: Map<string, Shelf> };

export const identityOf = ({ accountId, itemKey }: Pick<Asked, "accountId" | "itemKey">): string =>
  `${accountId} ${clean(itemKey)}`;

/** Of each item the story, spelled once however many accounts it goes to. */
function storiesOf(wanted: readonly Asked[]): Map<string, Story> {
  const stories = new Map<string, Story>();
  for (const one of wanted) {
    const place = spelling(one);
    if (!stories.has(place)) stories.set(place, storyOf({ ...one, title: one.itemTitle }));
  }
  return stories;
}
const spelling = ({ link, itemTitle, source, anchored }: Asked): string =>
  JSON.stringify([link, itemTitle, source ?? null, anchored ?? false]);

/** Where nothing was ever sent. */
export function nothingKnown(accounts: ReadonlySet<string>): Known {
  return { accounts, taken: new Set(), shelves: new Map([...accounts].map((id) => [id, makeShelf()])) };
}

/** What the ledger knows of these accounts, as far as it has to do with what is wanted. `now` ISO 8601. */
export async function loadKnown(
  db: Db | Trx,
  input: { workspaceId: string; now: string; rule: StoryRule; accounts: ReadonlySet<string> },
  wanted: readonly Asked[],
): Promise<Known> {
  const { workspaceId, now, rule, accounts } = input;
  const ids = [...new Set(wanted.map(({ accountId }) => accountId))];
  const shelves = await loadShelves(db, workspaceId, ids, { now, rule }, [...storiesOf(wanted).values()]);
  return { accounts, taken: await existing(db, workspaceId, ids, wanted), shelves };
}

/**
 * Which of the wanted exist already, whatever the occasion: looked up first, so that an item that came before is `already` and not its
 * own double.
 */
async function existing(
  db: Db | Trx,
  workspaceId: string,
  ids: string[],
  wanted: readonly Asked[],
): Promise<Set<string>> {
  const keys = [...new Set(wanted.map(({ itemKey }) => clean(itemKey)))];
  const rows = await db
    .selectFrom("delivery")
    .select(["account_id", "item_key"])
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", sql<string>`any(${ids}::uuid[])`)
    .where("item_key", "=", sql<string>`any(${keys}::text[])`)
    .execute();
  return new Set(rows.map((row) => `${row.account_id} ${row.item_key}`));
}

/**
 * Takes out what needs no delivery: what an account was given, doubles among the wanted, and stories that the account has. What is kept
 * is known from then on. One code for runs and for previews. `overruled`: a person said “all the same”, so that whether the account has
 * it does not matter. A digest is told by its key alone: it leads where its first item does, and next week’s begins with the same words.
 */
export function sift<Each extends Asked>(
  wanted: readonly Each[],
  known: Known,
  { rule, overruled = false }: { rule: StoryRule; overruled?: boolean },
): Sifted<Each> {
  const stories = storiesOf(wanted);
  const sifted: Sifted<Each> = { kept: [], drops: [] };
  for (const one of wanted) {
    const name = identityOf(one);
    const story = stories.get(spelling(one))!;
    const shelf = known.shelves.get(one.accountId);
    const like = overruled || one.itemKey.startsWith(madeKey) ? null : (shelf?.find(story, rule.by) ?? null);
    if (!known.accounts.has(one.accountId)) sifted.drops.push(drop(one, "no_account"));
    else if (!overruled && known.taken.has(name)) sifted.drops.push(drop(one, "already"));
    else if (like !== null) sifted.drops.push({ wanted: one, code: "same_story", reason: sameStory(like, rule) });
    else {
      shelf?.add(story, one.itemTitle);
      known.taken.add(name);
      sifted.kept.push({ wanted: one, story });
    }
  }
  return sifted;
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

import { z } from "zod";
import { Item, readItem } from "./item.ts";

export const mostCases = 50;
/** Characters of an item in a case: maps are saved with each stroke. */
export const mostItem = 8000;

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** What an item of a case may leave out. */
const usual = { key: "case", source: "", title: "", summary: "" };

/** The item that a case keeps. Throws for one that a newer Relaymap stored. */
export function itemOf({ id: key, item }: Pick<Case, "id" | "item">): Item {
  const title = typeof item["title"] === "string" ? item["title"] : "";
  return readItem({ ...usual, key: `case:${key}`, text: title, ...item });
}

function isItem(item: Record<string, unknown>): boolean {
  try {
    return Item.safeParse(itemOf({ id: "case", item })).success;
  } catch {
    return false;
  }
}

/** What must become of an item, or must not. */
export const Case = z.strictObject({
  id,
  name: z.string().trim().min(1).max(200).describe("What it says, in words."),
  from: id.describe("The source by which the item comes in."),
  on: z.iso
    .datetime()
    .describe("The time of the run, so that what depends on days gives the same today and in a year."),
  item: z
    .record(z.string(), z.unknown())
    .refine((item) => JSON.stringify(item).length <= mostItem, {
      params: {
        text: {
          en: `it is longer than ${mostItem} characters; shorten its text.`,
          fr: `dépasse ${mostItem} caractères ; raccourcissez son texte.`,
        },
      },
    })
    .refine(isItem, {
      params: {
        text: {
          en: "this is no item: a title is the least, and its fields are those of an item.",
          fr: "ce n’est pas une nouvelle : il faut au moins un titre, et les champs d’une nouvelle.",
        },
      },
    })
    .describe("The item, as it is stored. The least is a title."),
  to: id.describe("The step that it must come to, or must not."),
  account: z.string().max(900).optional().describe("Of a target: the account, as its reference."),
  goes: z.boolean().default(true).describe("false: it must not come there."),
  text: z.string().max(20_000).optional().describe("What it says there: of a target the post's words."),
});
export type Case = z.infer<typeof Case>;

/** Tests of a map. They run whenever it is checked; `failing`: whether one that fails forbids publishing. */
export const Cases = z.strictObject({
  failing: z.enum(["warn", "refuse"]).default("warn").describe("What publishing does where one fails."),
  list: z
    .array(Case)
    .max(mostCases)
    .refine((list) => new Set(list.map((one) => one.id)).size === list.length, {
      params: {
        text: {
          en: "two of them have the same id; give one of them another.",
          fr: "deux ont le même identifiant ; changez-en un.",
        },
      },
    })
    .default([]),
});
export type Cases = z.infer<typeof Cases>;

import { z } from "zod";
import type { Card } from "./card.ts";
import type { Part } from "./post.ts";

/** What one call costs at a network that is paid for, in the card's currency. */
export const Price = z.strictObject({
  /** A post without an address in it. */
  post: z.number().min(0).max(1000),
  /** A post with one. */
  linked: z.number().min(0).max(1000),
  /** A post that is read. */
  read: z.number().min(0).max(1000),
});
export type Price = z.infer<typeof Price>;

/**
 * The rules that a workspace sets itself, beside those of the networks: they hold while a map is drawn and again at the gate. Stored as
 * JSON with the workspace; what is absent is as it was before there were any.
 */
export const HouseRules = z.strictObject({
  /** What has to stand in each post of a person, one of them: that they work for the company. None: nothing has to. */
  disclosure: z
    .strictObject({
      words: z.array(z.string().trim().min(2).max(80)).max(20),
      /** Without one it does not leave; else its owner is only told. */
      required: z.boolean(),
    })
    .default({ words: [], required: false }),
  /** Nearly the same words from several accounts, at networks that forbid it (`alike` of the card). */
  alike: z
    .strictObject({
      hours: z.int().min(1).max(720),
      /** The second does not leave; else its owner is only told. */
      hold: z.boolean(),
    })
    .default({ hours: 24, hold: false }),
  /** By network: what the operator pays, where it is not what the card says, and what a month of a map may cost. */
  costs: z
    .record(
      z.string().max(40),
      z.strictObject({ price: Price.nullable(), monthly: z.number().min(0).max(1_000_000).nullable() }),
    )
    .default({}),
});
export type HouseRules = z.infer<typeof HouseRules>;

export const noHouseRules: HouseRules = HouseRules.parse({});

/** What a network's calls cost here: as the operator pays, else as its card has it; null where it costs nothing. */
export const priceAt = ({ name, price }: Pick<Card, "name" | "price">, { costs }: HouseRules): Price | null =>
  costs[name]?.price ?? price ?? null;

/** What a post costs: each of its parts is a call, and one with an address in its text may cost more. */
export const costOf = ({ post, linked }: Price, parts: readonly Pick<Part, "text">[]): number =>
  parts.reduce((sum, { text }) => sum + (/https?:\/\//iu.test(text) ? linked : post), 0);

/** Whether an account's post has to say for whom its owner works, for `RuleFacts`. */
export const disclosureFor = ({ disclosure }: HouseRules) =>
  disclosure.words.length === 0 ? {} : { disclosure: { words: disclosure.words, required: disclosure.required } };

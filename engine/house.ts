import { z } from "zod";
import { Price } from "./price.ts";

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
      z.strictObject({
        // What others' posts cost to read stands with the month's limit of that; what is stored from before knows nothing of one's own.
        price: Price.omit({ read: true, own: true }).extend({ own: Price.shape.own.exactOptional() }).nullable(),
        monthly: z.number().min(0).max(1_000_000).nullable(),
      }),
    )
    .default({}),
});
export type HouseRules = z.infer<typeof HouseRules>;

export const noHouseRules: HouseRules = HouseRules.parse({});

/** Whether an account's post has to say for whom its owner works, for `RuleFacts`. */
export const disclosureFor = ({ disclosure }: HouseRules) =>
  disclosure.words.length === 0 ? {} : { disclosure: { words: disclosure.words, required: disclosure.required } };

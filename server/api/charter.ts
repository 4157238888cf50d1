import { z } from "zod";
import { CharterContent } from "#engine/charter.ts";
import { languages } from "#engine/text.ts";
import { done, editors, everyone, route, Text, when } from "./route.ts";

const Version = z.strictObject({
  number: z.number().int(),
  publishedAt: when,
  by: z.string().nullable(),
  /** What changed, in the publisher's words. */
  note: Text,
  /** False: the yes to the version before holds for it. */
  asks: z.boolean(),
});
const WithContent = Version.extend({ content: CharterContent });

export const CharterReceipt = z.strictObject({
  number: z.number().int(),
  acceptedAt: when,
  language: z.enum(languages),
  /** SHA-256 of the words. */
  hash: z.string(),
});
const WholeReceipt = CharterReceipt.extend({ company: z.string(), person: z.string(), words: z.string() });

const Accepted = z.union([
  z.strictObject({ kind: z.literal("none") }),
  /** Of fewer than five nothing is told. */
  z.strictObject({ kind: z.literal("few") }),
  z.strictObject({ kind: z.literal("some"), count: z.number().int() }),
]);

/** The charter: what people say yes to before anything is posted in their name. */
export const charter = {
  getCharter: route({
    method: "GET",
    path: "/api/charter",
    access: everyone,
    summary: "The charter in force, what oneself accepted of it, and whether one's yes is missing",
    reply: z.strictObject({
      current: WithContent.nullable(),
      /** One's own newest yes. */
      accepted: CharterReceipt.nullable(),
      /** Nothing new goes out in one's name before a yes. */
      due: z.boolean(),
      /** The version that one accepted, to read what changed since; null where it is the one in force, or there is none. */
      before: WithContent.nullable(),
      /** What the publishers wrote of each version since. */
      notes: z.array(Text),
    }),
  }),
  acceptCharter: route({
    method: "POST",
    path: "/api/charter/accept",
    access: everyone,
    summary: "Say yes to the charter in force; 409 `charter_changed` where it is another one by now",
    body: z.strictObject({ number: z.number().int().positive(), language: z.enum(languages) }),
    /** `mailed`: where to the receipt goes; null where no mail is set up. */
    reply: z.strictObject({ receipt: CharterReceipt, mailed: z.string().nullable() }),
  }),
  listCharterReceipts: route({
    method: "GET",
    path: "/api/charter/receipts",
    access: everyone,
    summary: "One's own receipts of accepted charters, with the words of each",
    reply: z.strictObject({ rows: z.array(WholeReceipt) }),
  }),
  getCharterDraft: route({
    method: "GET",
    path: "/api/charter/draft",
    access: editors,
    summary:
      "The charter as it is being written, and its versions, with how many accepted each (groups of five and more)",
    reply: z.strictObject({
      /** The draft; where nobody wrote one the version in force, or else a template. */
      content: CharterContent,
      revision: z.number().int(),
      saved: z.strictObject({ at: when, by: z.string().nullable() }).nullable(),
      current: z.number().int().nullable(),
      versions: z.array(Version.extend({ withdrawnAt: when.nullable(), accepted: Accepted, content: CharterContent })),
    }),
  }),
  saveCharterDraft: route({
    method: "PUT",
    path: "/api/charter/draft",
    access: editors,
    summary: "Keep the draft of the charter; 409 `charter_draft_changed` where somebody else saved one meanwhile",
    body: z.strictObject({ content: CharterContent, revision: z.number().int().min(0) }),
    reply: z.strictObject({ revision: z.number().int() }),
  }),
  publishCharter: route({
    method: "POST",
    path: "/api/charter/publish",
    access: editors,
    summary: "Put the draft in force as the next version; everybody is asked anew unless the change is small",
    body: z.strictObject({
      revision: z.number().int().positive(),
      /** What changed; shown to whoever accepted a version before. */
      note: z.strictObject({ en: z.string().max(400), fr: z.string().max(400) }),
      asks: z.boolean(),
    }),
    reply: z.strictObject({ number: z.number().int() }),
  }),
  withdrawCharter: route({
    method: "POST",
    path: "/api/charter/withdraw",
    access: editors,
    summary: "Put no charter in force: nobody is asked for one",
    reply: done,
  }),
} as const;

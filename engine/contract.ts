import { z } from "zod";
import { abilities, accountKinds, can, type Card, Limits, publishes, visibilities } from "./card.ts";
import type { Network, Site } from "./network.ts";

/** What a network's folder does not keep to: which rule, and a sentence for whoever wrote the folder. */
export type Fault = { rule: string; says: string };

const said = z.string().trim().min(1, "is empty");
const Words = z.object({ en: said, fr: said }, "needs words in English (`en`) and French (`fr`)");
/** Put into a page as markup: shapes and nothing else. */
const strokes = /^(?:<(?:path|circle|rect|line|polyline|polygon|ellipse)(?: [a-z0-9-]+="[^"<>]*")*\s*\/>)+$/u;
const Colour = z
  .string()
  .regex(/^#[\da-f]{6}$/iu, "is written as #rrggbb")
  .refine((colour) => contrast(colour) >= 4.5, "is too pale to be read on white (a contrast of 4.5 at least)");
const Kind = z.enum(accountKinds, `is one of ${accountKinds.join(", ")}`);
const unique = (list: readonly unknown[]): boolean => new Set(list).size === list.length;
/** What is called; what it does is shown by the suite. */
const code = z.custom<unknown>((value) => typeof value === "function", "is not a function");

const Connection = z.object({
  title: Words,
  help: Words,
  kinds: z.array(Kind).min(1, "opens no kind of account"),
  way: z.enum(["oauth", "fields", "none"], "is one of oauth, fields, none"),
  setUp: Words.optional(),
});

/** The shape of a card, as its first fault is told; the type says the same to whoever writes TypeScript. */
const Shape = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,39}$/u, "has small letters and digits only, begins with a letter, and 40 at most"),
  title: said,
  mark: z
    .string()
    .regex(strokes, "holds shapes of an SVG only (path, circle, …)")
    .refine((mark) => !/ on|href|style/u.test(mark), "holds nothing that runs, leads away or styles"),
  colour: Colour,
  look: z
    .object({
      link: Colour,
      round: z.number().min(0).max(40),
      acts: z.array(z.string()).min(1).refine(unique, "says one twice"),
    })
    .optional(),
  home: z.discriminatedUnion("federated", [
    z.object({ federated: z.literal(false) }),
    z.object({
      federated: z.literal(true),
      label: Words,
      example: z.string().regex(/^[a-z0-9.-]+\.[a-z]+$/u, "is a server’s name"),
    }),
  ]),
  here: z.literal(true).optional(),
  kinds: z
    .partialRecord(
      Kind,
      z.object({
        title: Words,
        can: z.array(z.enum(abilities, `is one of ${abilities.join(", ")}`)).refine(unique, "says one twice"),
        auto: z.literal("attested").optional(),
      }),
    )
    .refine((kinds) => Object.keys(kinds).length > 0, "names no kind of account"),
  attest: z.object({ text: Words, link: z.url({ protocol: /^https$/u }), readOn: z.iso.date() }).optional(),
  connections: z.record(z.string().regex(/^[a-z][a-z-]{0,39}$/u, "has a name of small letters"), Connection),
  limits: Limits.refine(({ text }) => text > 0, "has a `text` above 0")
    .refine(
      ({ pictures, picture }) => pictures === 0 || picture !== undefined,
      "allows pictures and says nothing of a `picture`",
    )
    .refine(({ videos, video }) => videos === 0 || video !== undefined, "allows videos and says nothing of a `video`"),
  share: z
    .string()
    .regex(/^\/[^\s]*\{link\}[^\s]*$/u, "begins with a slash, and says where {link} goes")
    .optional(),
  intent: z
    .string()
    .regex(/^\/[^\s]*\{text\}[^\s]*$/u, "begins with a slash, and says where {text} goes")
    .optional(),
  warns: z.literal(true).optional(),
  videoAlt: z.literal(true).optional(),
  visibilities: z.array(z.enum(visibilities)).min(1).refine(unique, "says one twice").optional(),
  cards: z
    .array(z.enum(["network", "ours", "none"]))
    .min(1)
    .refine(unique, "says one twice")
    .optional(),
  mentions: z.string().min(1).optional(),
  unrewarded: z.string().min(1).optional(),
  count: code,
  cut: code,
  rules: z
    .array(
      z.object({
        code: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/u, "is written like too-long"),
        version: z.int().min(1),
        severity: z.enum(["error", "warning"], "is error or warning"),
        check: code,
      }),
    )
    .refine((rules) => unique(rules.map((rule) => rule.code)), "has a code that stands twice"),
  readings: z
    .object({
      after: z.array(z.int().min(1)).min(1),
      paid: z.boolean(),
      keep: z.object({ posts: z.int().min(1), followers: z.int().min(1) }).optional(),
    })
    .nullable(),
});

/** The first rule of the contract that a card breaks; null where it keeps to all of them. */
export function cardFault(card: unknown): Fault | null {
  const [issue] = Shape.safeParse(card).error?.issues ?? [];
  if (issue === undefined) return connectionFault(card as Card);
  const [rule = "card", ...place] = issue.path.map(String);
  return { rule, says: `the card’s ${[rule, ...place].join(".")}: ${issue.message}` };
}

function connectionFault({ kinds, connections }: Card): Fault | null {
  const rule = "connections";
  for (const [name, connection] of Object.entries(connections)) {
    const stranger = connection.kinds.find((kind) => kinds[kind] === undefined);
    if (stranger !== undefined)
      return { rule, says: `connection "${name}" opens a ${stranger}, of which the card’s kinds know nothing` };
    if (connection.way === "oauth" && !["entered", "registered"].includes(connection.app))
      return { rule, says: `connection "${name}" does not say whether its app is entered or registered` };
    if (connection.way === "fields" && !(connection.fields instanceof z.ZodObject))
      return { rule, says: `connection "${name}" has no \`fields\`, a z.strictObject of what is entered` };
  }
  const opened = Object.values(connections).flatMap((connection) => connection.kinds);
  const shut = accountKinds.find((kind) => kinds[kind]?.can.includes("post") && !opened.includes(kind));
  return shut === undefined ? null : { rule, says: `a ${shut} can post, but no connection opens one` };
}

const manners = ["key", "record", "container", "readable", "blind"];

/** The first rule that a network breaks with what its card says of it. */
export function networkFault(site: Site): Fault | null {
  const { card } = site;
  for (const base of ["apiBase", "webBase"] as const)
    if (URL.parse(site[base]) === null || site[base].endsWith("/"))
      return { rule: base, says: `its ${base} is no address, or ends with a slash` };
  if (!publishes(card)) return null;
  const network = site as Partial<Network>;
  if (typeof network.publish !== "function")
    return { rule: "abilities", says: "the card says that accounts can post, and network.ts has no `publish`" };
  if (!manners.includes(network.manner ?? ""))
    return { rule: "manner", says: `its manner is one of ${manners.join(", ")}` };
  const { account, app } = network.budget ?? { account: { calls: 0, seconds: 0 }, app: null };
  if ([account, ...(app === null ? [] : [app])].some(({ calls, seconds }) => !(calls > 0 && seconds > 0)))
    return {
      rule: "budget",
      says: "its budget has calls and seconds above 0, for an account and for the app (or null)",
    };
  return wiresFault(card, network.connections ?? {}) ?? abilityFault(card, network);
}

function wiresFault(card: Card, made: Network["connections"]): Fault | null {
  const rule = "connections";
  const [lacking] = Object.keys(card.connections).filter((name) => made[name] === undefined);
  if (lacking !== undefined) return { rule, says: `the card’s connection "${lacking}" is not in network.ts` };
  for (const [name, connection] of Object.entries(made)) {
    const shown = card.connections[name];
    if (shown === undefined) return { rule, says: `the connection "${name}" of network.ts is not on the card` };
    const needs = shown.way === "oauth" ? "oauth" : "open";
    if (typeof connection[needs] !== "function")
      return { rule, says: `connection "${name}" is made by ${shown.way}, and network.ts gives it no \`${needs}\`` };
    if (shown.way === "oauth" && (shown.app === "registered") !== (typeof connection.register === "function"))
      return { rule, says: `connection "${name}" has a \`register\` exactly where its app is registered, not entered` };
    if (typeof connection.accounts !== "function") return { rule, says: `connection "${name}" has no \`accounts\`` };
  }
  return null;
}

/** Abilities that a function of network.ts stands for, one for one. */
const functions = { read: "recent", measure: "measure", remove: "remove" } as const;

function abilityFault(card: Card, network: Partial<Network>): Fault | null {
  const rule = "abilities";
  for (const [ability, name] of Object.entries(functions) as [keyof typeof functions, keyof Network][]) {
    const promised = accountKinds.some((kind) => can(card, kind, ability));
    if (promised === (typeof network[name] === "function")) continue;
    return promised
      ? { rule, says: `the card says that accounts can ${ability}, and network.ts has no \`${name}\`` }
      : { rule, says: `network.ts has a \`${name}\`, and no kind of account on the card can ${ability}` };
  }
  if (card.readings === null && typeof network.measure === "function")
    return { rule: "readings", says: "posts can be measured, and the card’s readings do not say when" };
  return null;
}

/** How well a colour is read on white, by WCAG 2: from 1 to 21. */
function contrast(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

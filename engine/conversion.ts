import { z } from "zod";

/**
 * What may come of a post, outside: somebody looked at the page that matters, wrote or called, signed up, applied, was taken on. In the order in
 * which they weigh.
 */
export const conversionKinds = ["visit", "contact", "registration", "entry", "hire"] as const;
export type ConversionKind = (typeof conversionKinds)[number];
/** Of one click by whoever has nothing but its token: nobody is taken on by a click. */
export const clickKinds = ["visit", "contact", "registration", "entry"] as const;

/** Where a kind is added up, by day (`result_day`). */
export const conversionColumns = {
  visit: "visits",
  contact: "contacts",
  registration: "registrations",
  entry: "entries",
  hire: "hires",
} as const satisfies Record<ConversionKind, string>;

/** Conversions of one message at most. */
export const toldAtOnce = 100;

/** One of them, as a site tells it. Other fields are ignored. */
export const Conversion = z.object({
  kind: z.enum(conversionKinds),
  /** The sender's own: what is told again under it counts once. */
  id: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/u)
    .optional(),
  /** What our short link gave the site's page (`rm_click`); or the short link itself. */
  click: z.string().max(200).optional(),
  link: z.string().max(4000).optional(),
  /** When it happened; without it, now. */
  at: z.iso.datetime({ offset: true }).optional(),
});
export type Conversion = z.infer<typeof Conversion>;

/** A message: one, a list, or a list by name. */
export const Conversions = z.union([
  Conversion.transform((one) => [one]),
  z.array(Conversion).min(1).max(toldAtOnce),
  z.object({ conversions: z.array(Conversion).min(1).max(toldAtOnce) }).transform(({ conversions }) => conversions),
]);

/** The name under which a page of the company's own gets to know by which click somebody came. */
export const clickMark = "rm_click";

/** An address with a click's token, in the place of any that it had. */
export function withClick(target: string, token: string): string {
  const url = new URL(target);
  url.searchParams.set(clickMark, token);
  return url.href;
}

/** The code of a short link of ours in an address, whatever stands before it; null where there is none. */
export const codeIn = (link: string): string | null => /\/l\/([A-Za-z0-9]{6,20})(?:[/?#]|$)/u.exec(link)?.[1] ?? null;

/** Milliseconds that a click can still lead to something, and that something may have happened before it is told. */
export const clickLife = 30 * 86_400_000;
export const longAgo = 90 * 86_400_000;

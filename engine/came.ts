import { type ConversionKind, conversionKinds } from "./conversion.ts";

type Sum = { sum: number };
type Counted = {
  posts: number;
  visits: { people: number };
  conversions: Record<ConversionKind, number>;
  figures: { likes?: Sum; reposts?: Sum; replies?: Sum };
};

/** Of the sums of some days what is told to those who took part: what a manager sees before is what they see after. */
export const cameOf = (
  { posts, visits, conversions, figures }: Counted,
  loose: Record<ConversionKind, number>,
): Record<string, number> => ({
  posts,
  visits: visits.people,
  reactions: (figures.likes?.sum ?? 0) + (figures.reposts?.sum ?? 0) + (figures.replies?.sum ?? 0),
  ...Object.fromEntries(conversionKinds.map((kind) => [kind, conversions[kind] + loose[kind]])),
});

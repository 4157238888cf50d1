import type { Reply } from "#server/api.ts";

export type Round = Reply<"listSurveys">["rows"][number];
type Result = NonNullable<Round["result"]>;
/** A round with enough answers to be told. */
export type Told = Round & { result: Result };
export type Group = "all" | "yes" | "no";
export type Objection = Reply<"listObjections">["rows"][number];

/** Of a closed round with enough answers: the sum of a group, the whole where that group is not told apart. */
export const sumOf = ({ all, apart }: Result, group: Group) =>
  group === "all" ? all : (apart?.[group] ?? { people: 0, fears: {}, wishes: {}, ease: {} });

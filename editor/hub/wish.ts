import type { Query, Reply } from "#server/api.ts";

export type Offer = Reply<"listOffers">["rows"][number];
export type Hub = Reply<"getContent">;
export type Detail = Reply<"getOffer">;

/** What was shared and has not left yet. */
export type Leaving = { delivery: number; network: string };

/** What is looked for; empty: the hub as it opens. */
export type Wish = Pick<Query<"listOffers">, "topic" | "network" | "kind"> & {
  days?: number | undefined;
  search: string;
  all: boolean;
};
export const nothingWished: Wish = { search: "", all: false };

export const isWished = ({ search, all, topic, network, kind, days }: Wish): boolean =>
  all || search !== "" || [topic, network, kind, days].some((one) => one !== undefined);

/** Whole days until it ends; 0 on the last. */
export const daysLeft = (expiresAt: string, now: number): number =>
  Math.max(0, Math.floor((Date.parse(expiresAt) - now) / 86_400_000));

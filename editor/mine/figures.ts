import type { Reply } from "#server/api.ts";

const order = ["views", "reach", "likes", "reposts", "quotes", "replies", "clicks", "saves"];

/** The three figures of a post that are shown first, as its network calls them; visits of its short link are always one of them. */
export function figuresOf({
  counts,
  visits,
}: Pick<Reply<"myPosts">["out"]["rows"][number], "counts" | "visits">): (readonly [name: string, count: number])[] {
  const told = order.flatMap((name) => (counts?.[name] === undefined ? [] : [[name, counts[name]] as const]));
  return visits === null ? told.slice(0, 3) : [...told.slice(0, 2), ["visits", visits] as const];
}

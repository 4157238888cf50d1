import { useMemo } from "react";
import { useSearchParams } from "wouter";
import { markOf, marks, type Mark } from "#engine/mark.ts";
import { useRows } from "../replies.ts";
import { states } from "./delivery-state.tsx";
import type { Story } from "./story-row.tsx";

/** A story whose deliveries lie in two parts of the list is one row: what each part counted is added up. */
export function joined(parts: readonly Story[]): Story[] {
  const found = new Map<string, Story>();
  for (const part of parts) {
    const known = found.get(part.key);
    if (!known) {
      found.set(part.key, part);
      continue;
    }
    const sums = { ...known.sums };
    for (const [mark, count] of Object.entries(part.sums) as [Mark, number][]) sums[mark] = (sums[mark] ?? 0) + count;
    found.set(part.key, { ...known, sums, posts: [...known.posts, ...part.posts] });
  }
  return [...found.values()];
}

const numberOf = (given: string | null): number | null =>
  given !== null && /^\d{1,15}$/u.test(given) ? Number(given) : null;

/** What is asked for, and what stands open beside the list: all of it in the address, so that going back goes back. */
export function useStories() {
  const [asked, ask] = useSearchParams();
  // Other pages lead here by a delivery's own state.
  const state = states.find((each) => each === asked.get("state"));
  const mark = marks.find((each) => each === asked.get("mark")) ?? (state ? markOf(state, null) : undefined);
  const [map, account, search] = [asked.get("map"), asked.get("account"), asked.get("search")?.trim() ?? ""];
  const { rows, query } = useRows(
    "listStories",
    { query: { ...(mark && { mark }), ...(map && { map }), ...(account && { account }), ...(search && { search }) } },
    { every: 10_000 },
  );
  const told = useMemo(() => joined(rows), [rows]);
  const addressOf = (changed: Record<string, string | number | null>): string => {
    const next = new URLSearchParams(asked);
    if ("mark" in changed) next.delete("state");
    for (const [name, value] of Object.entries(changed)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, String(value));
    }
    return next.size > 0 ? `/deliveries?${next}` : "/deliveries";
  };
  return {
    ...{ mark, map, account, search, told, query },
    /** The delivery whose story is open beside the list, and the one of its deliveries that is looked at. */
    open: numberOf(asked.get("open")),
    who: numberOf(asked.get("who")),
    addressOf,
    choose: (name: string, value: string | null) =>
      ask(new URL(addressOf({ [name]: value }), location.origin).searchParams, { replace: true }),
  };
}

import { rankOf, ranked } from "../ui/rank.ts";
import { groups, type Group, type Offer } from "./offer.ts";

/** So many of each kind are enough to know that the search wants another word. */
const some = 6;
/** Of what was used lately, before anything is typed. */
const fresh = 5;

export type Found = readonly [Group | "recent", readonly Offer[]];

/** Behind all that is called as was typed. */
const last = 6;

/** Before a word is typed, only what there is few of: maps, people, accounts and deliveries would bury it. */
const listed: readonly Group[] = ["canvas", "make", "place"];

/** What the launcher shows: what was used lately and what is usual; once something is typed, what it finds, the best first. */
export function found(offers: readonly Offer[], query: string, lately: readonly string[]): Found[] {
  const byGroup = new Map(groups.map((group) => [group, offers.filter((offer) => offer.group === group)] as const));
  if (query.trim() === "") {
    // Another row than the one among its like, which stays where it is.
    const recent = lately.flatMap((id) => {
      const known = offers.find((offer) => offer.id === id);
      return known ? [{ ...known }] : [];
    });
    const usual = [...byGroup].filter(([group, each]) => listed.includes(group) && each.length > 0);
    return recent.length > 0 ? [["recent", recent.slice(0, fresh)], ...usual] : usual;
  }
  const rank = ({ name, also = [], more, hit }: Offer) => {
    const place = rankOf(query, [name, ...also], more);
    return hit === true && place > last ? last : place;
  };
  return ranked(byGroup, rank).map(([group, each]) => [group, each.slice(0, some)]);
}

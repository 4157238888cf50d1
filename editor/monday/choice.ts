import { addDays, type Day, dayAt } from "#engine/days.ts";
import { instantAt, wallAt } from "#engine/wall.ts";
import type { Reply } from "#server/api.ts";

export type Monday = Reply<"monday">;
export type Draft = Reply<"listEntries">["rows"][number];

/** What a story says once it is written as an entry: its headline, and the link apart. */
export type Story = { key: string; title: string; link: string | null; topic: string | null };

/** Hours at which a week's posts stand by themselves, one after the other. */
const minutes = [9 * 60 + 30, 12 * 60 + 30, 17 * 60];

/** The moment at which clocks of a zone show a minute of a day, ISO 8601. */
export const momentOf = (day: Day, minute: number, zone: string): string =>
  new Date(instantAt(zone, Date.parse(`${day}T00:00:00Z`) + minute * 60_000)).toISOString();

/** A moment as a field for days and hours takes it, by clocks of a zone. */
export const localOf = (at: string, zone: string): string =>
  new Date(wallAt(zone, Date.parse(at))).toISOString().slice(0, 16);

/**
 * Where one more post of a week would stand: the working day that has least, at an hour that is still to come; once there is none, the weekend's. `taken`
 * are moments.
 */
export function nextPlace(
  { first, zone }: Pick<Monday, "first" | "zone">,
  taken: readonly string[],
  now: number,
): string {
  const places = minutes.flatMap((minute) =>
    Array.from({ length: 7 }, (_, n) => {
      const day = addDays(first, n);
      return { day, works: n < 5, at: momentOf(day, minute, zone) };
    }),
  );
  const counts = Map.groupBy(taken, (at) => dayAt(zone, Date.parse(at)));
  const open = places.filter(({ at }) => Date.parse(at) > now + 30 * 60_000 && !taken.includes(at));
  const count = (day: Day): number => counts.get(day)?.length ?? 0;
  const best = open.toSorted((a, b) => Number(b.works) - Number(a.works) || count(a.day) - count(b.day))[0];
  // A week that is full, or as good as over: an hour from now.
  return best?.at ?? new Date(Math.ceil((now + 3_600_000) / 900_000) * 900_000).toISOString();
}

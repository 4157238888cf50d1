import type { Reply } from "#server/api.ts";

export type Monday = Reply<"monday">;
export type Draft = Reply<"listEntries">["rows"][number];

/** What a story says once it is written as an entry: its headline, and the link apart. */
export type Story = { key: string; title: string; link: string | null; topic: string | null };

/** Hours at which a week's posts stand by themselves, one after the other. */
const minutes = [9 * 60 + 30, 12 * 60 + 30, 17 * 60];

/** The moment in a zone that a day and a minute of it are, ISO 8601; by trying the zone's own offset twice, since it may change between the guesses. */
export function momentOf(day: string, minute: number, zone: string): string {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  let at = wanted;
  for (let turn = 0; turn < 2; turn += 1) at = wanted - offsetAt(at, zone);
  return new Date(at).toISOString();
}

function offsetAt(at: number, zone: string): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en", {
      timeZone: zone,
      hourCycle: "h23",
      ...({
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      } as const),
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const shown = Date.UTC(
    parts["year"]!,
    parts["month"]! - 1,
    parts["day"],
    parts["hour"],
    parts["minute"],
    parts["second"],
  );
  return shown - Math.floor(at / 1000) * 1000;
}

/** Where one more post of a week would stand: the working day that has least, at an hour that is still to come. `taken` are moments. */
export function nextPlace(
  { first, zone }: Pick<Monday, "first" | "zone">,
  taken: readonly string[],
  now: number,
): string {
  const places = minutes.flatMap((minute) =>
    Array.from({ length: 5 }, (_, n) => {
      const day = new Date(Date.parse(first) + n * 86_400_000).toISOString().slice(0, 10);
      return { day, at: momentOf(day, minute, zone) };
    }),
  );
  const dayOf = (at: string): string =>
    new Date(Date.parse(at) + offsetAt(Date.parse(at), zone)).toISOString().slice(0, 10);
  const counts = Map.groupBy(taken, dayOf);
  const open = places.filter(({ at }) => Date.parse(at) > now + 30 * 60_000 && !taken.includes(at));
  const best = open.toSorted((a, b) => (counts.get(a.day)?.length ?? 0) - (counts.get(b.day)?.length ?? 0))[0];
  // A week that is full, or nearly over: an hour from now.
  return best?.at ?? new Date(Math.ceil((now + 3_600_000) / 900_000) * 900_000).toISOString();
}

/** A moment as a field for days and hours takes it, by clocks of a zone. */
export const localOf = (at: string, zone: string): string =>
  new Date(Date.parse(at) + offsetAt(Date.parse(at), zone)).toISOString().slice(0, 16);

import { addDays, type Day } from "#engine/days.ts";
import { instantAt } from "#engine/wall.ts";
import { isQuiet } from "#engine/window.ts";
import type { Card, Layer } from "./cards.ts";

/** Minutes that a card moves by: its own minute within them stays. */
export const step = 15;
const minute = 60_000;

export type Spot = { day: Day; minute: number };

/** The instant at which the reader's clock shows that; of a time that it leaves out the one as much later. Pure. */
export const instantOf = ({ day, minute: after }: Spot, zone: string): number =>
  instantAt(zone, Date.parse(`${day}T00:00:00Z`) + after * minute);

/** Minutes after midnight nearest to those given that keep the card's own minute within a step. Pure. */
export function snapped(minutes: number, own: number): number {
  const kept = own % step;
  const near = Math.round((minutes - kept) / step) * step + kept;
  return Math.min(1440 - step + kept, Math.max(kept, near));
}

/** Where keys take it: a step along its day, over midnight to the next one; or a day. Pure. */
export function stepped({ day, minute: at }: Spot, key: string, far: boolean): Spot | null {
  const along = far ? 60 : step;
  if (key === "ArrowUp")
    return at >= along ? { day, minute: at - along } : { day: addDays(day, -1), minute: at - along + 1440 };
  if (key === "ArrowDown")
    return at + along < 1440 ? { day, minute: at + along } : { day: addDays(day, 1), minute: at + along - 1440 };
  if (key === "ArrowLeft") return { day: addDays(day, -1), minute: at };
  if (key === "ArrowRight") return { day: addDays(day, 1), minute: at };
  return null;
}

export type Obstacle = "past" | "quiet" | "cap" | "near";

/** What forbids a spot, as far as can be told here; the server knows the rest, and has the last word. `near` warns only. Pure. */
export function obstacleAt(
  card: Card,
  spot: Spot,
  { zone, now, layers, cards }: { zone: string; now: number; layers: readonly Layer[]; cards: readonly Card[] },
): Obstacle | null {
  const at = instantOf(spot, zone);
  if (at <= now) return "past";
  const own = layers.filter(({ id }) => card.posts.some(({ account }) => account === id));
  if (
    own.some(({ zone: theirs, quietFrom, quietTo, daysOff }) =>
      isQuiet({ zone: theirs, quietFrom, quietTo, off: daysOff }, at),
    )
  )
    return "quiet";
  const beside = cards.filter(
    (other) => other !== card && other.day === spot.day && (other.state === "out" || other.state === "planned"),
  );
  const on = (id: string) => beside.filter(({ posts }) => posts.some(({ account }) => account === id));
  if (own.some(({ id, dailyCap }) => dailyCap !== null && on(id).length >= dailyCap)) return "cap";
  return own.some(({ id }) => on(id).some((other) => Math.abs(other.minute - spot.minute) < step)) ? "near" : null;
}

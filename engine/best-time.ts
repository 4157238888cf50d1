import { offsetAt } from "./window.ts";

/** A post that is out: when it left, milliseconds, and how many people did something with it. */
export type Fared = { at: number; gain: number };

/** Minutes after midnight at which a person's own posts fared best, by how much, and how a whole day looks. */
export type BestTime = {
  minute: number;
  /** How many posts that is told from. */
  posts: number;
  /** So many times the usual, at least and at most: one standard error to each side. */
  low: number;
  high: number;
  /** By hour from midnight, 0 to 1. */
  curve: number[];
};

/** From so many posts on there is something to tell. */
export const fewestPosts = 10;

const day = 1440;
/** How far posts tell of each other's time, minutes: who reads at 8:40 mostly reads at 9:00. */
const reach = 75;
/** So many posts of the usual kind are thought beside what was seen, so that one lucky post is no tendency. */
const caution = 2;
/** And fared so many times as well at least: less is noise. */
const clear = 1.1;
/** Around the best time there must have been so many posts. */
const around = 2;

/** A person's best time of day, from their own posts; null where there are too few, or where no time stands out. Pure. */
export function bestTime(posts: readonly Fared[], zone: string): BestTime | null {
  if (posts.length < fewestPosts) return null;
  const seen = posts.map(({ at, gain }) => ({ minute: minuteOf(at, zone), gain }));
  const usual = seen.reduce((sum, { gain }) => sum + gain, 0) / seen.length;
  if (usual <= 0) return null;
  const times = Array.from({ length: day / 20 }, (_, step) => faredAt(step * 20, seen, usual));
  const best = times.filter(({ weight }) => weight >= around).toSorted((a, b) => b.mean - a.mean)[0];
  if (best === undefined || best.mean - best.error < usual * clear) return null;
  const most = Math.max(...times.map(({ mean }) => mean));
  return {
    minute: best.minute,
    posts: posts.length,
    low: (best.mean - best.error) / usual,
    high: (best.mean + best.error) / usual,
    curve: Array.from({ length: 24 }, (_, hour) => times[hour * 3]!.mean / most),
  };
}

function faredAt(minute: number, seen: readonly { minute: number; gain: number }[], usual: number) {
  const weighed = seen.map((post) => ({ gain: post.gain, weight: near(minute, post.minute) }));
  const weight = weighed.reduce((sum, post) => sum + post.weight, 0);
  const mean = (weighed.reduce((sum, post) => sum + post.weight * post.gain, 0) + caution * usual) / (weight + caution);
  const spread = weighed.reduce((sum, post) => sum + post.weight * (post.gain - mean) ** 2, 0);
  const variance = (spread + caution * (usual - mean) ** 2) / (weight + caution);
  return { minute, weight, mean, error: Math.sqrt(variance / (weight + caution)) };
}

function near(one: number, other: number): number {
  const apart = Math.min(Math.abs(one - other), day - Math.abs(one - other));
  return Math.exp(-((apart / reach) ** 2));
}

export function minuteOf(at: number, zone: string): number {
  const wall = new Date(at + offsetAt(zone, at));
  return wall.getUTCHours() * 60 + wall.getUTCMinutes();
}

const hour = 3_600_000;

/** A stable number below 2^32 for a text (FNV-1a). */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** How many follow somebody on a simulated network: always the same. */
export const followersOf = (name: string): number => 40 + (numberOf(name) % 400);

/**
 * What the readers of a simulated network do with a post: they come over a few days and then no more. The same for the same post and
 * age (milliseconds), and never fewer than before.
 */
export function reactionsTo(
  id: string,
  age: number,
): { likes: number; reposts: number; replies: number; views: number } {
  // Who is there just now comes within minutes; the rest over some days.
  const past = Math.max(0, age);
  const reached = 0.25 * (1 - Math.exp(-past / (hour / 4))) + 0.75 * (1 - Math.exp(-past / (18 * hour)));
  const likes = Math.floor((2 + (numberOf(id) % 30)) * reached);
  return { likes, reposts: Math.floor(likes / 4), replies: Math.floor(likes / 7), views: likes * 23 };
}

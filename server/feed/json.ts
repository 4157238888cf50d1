/**
 * The JSON document at the beginning of a text: what follows it is left out, and one that breaks off is closed after the
 * last whole entry of a feed. Gives null where there is nothing to take.
 */
export function wholeJson(text: string): string | null {
  let depth = 0;
  let lastEntry = -1;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x22) {
      at = endOfString(text, at);
      if (at === -1) break;
    } else if (char === 0x7b || char === 0x5b) depth += 1;
    else if (char === 0x7d || char === 0x5d) {
      depth -= 1;
      // The root is one deep, its list of items two.
      if (depth === 2 && char === 0x7d) lastEntry = at;
      if (depth === 0) return text.slice(0, at + 1);
    }
  }
  return lastEntry === -1 ? null : `${text.slice(0, lastEntry + 1)}]}`;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x5c) at += 1;
    else if (char === 0x22) return at;
  }
  return -1;
}

/** The title of a JSON Feed that has no items, as a new one; null for anything else. */
export function titleOfEmpty(text: string): string | null {
  try {
    const feed: unknown = JSON.parse(text);
    if (typeof feed !== "object" || feed === null) return null;
    const { version, title, items } = feed as Record<string, unknown>;
    const called = typeof title === "string" ? title : null;
    const named = typeof version === "string" && /jsonfeed\.org/i.test(version);
    const empty =
      items === undefined ? named : Array.isArray(items) && items.length === 0 && (named || called !== null);
    return empty ? (called ?? "") : null;
  } catch {
    return null;
  }
}

import type { Item } from "./item.ts";
import type { Plan } from "./plan.ts";

/**
 * The ways that items took through a map in one run, as far as they cannot be worked out again: a version never changes and a step is pure, so
 * that what a step made of an item follows from both; but what steps remembered, what pages and machines said and who let a batch fill up is
 * gone afterwards. So a run writes down which wires each item went over, and a print of what steps made of it: whoever works it out again
 * (retrace.ts) knows whether that is what it said then.
 *
 * Of a thousand items few ways are different. A chunk has each way once, and of an item its number (as the distance to the one before), its
 * way, and four bytes more where a step changed what it says. `docs/why.md` has what that comes to.
 */
export type Way = {
  /** Places among the document's wires, in the order in which the plan has them. */
  wires: readonly number[];
  /** Of what it said on them; null where no step changed that. */
  print: number | null;
};
export type Passage = Way & { /** The item's number in the inbox. */ seq: number };

/** The form of a chunk, its first byte: one that is not known is not read. */
const form = 1;

/** The wires of a plan in its own order, with their places in the document. */
export function wiresOf({ document, nodes }: Plan): { id: string; place: number; from: string; to: string }[] {
  const places = new Map(document.edges.map(({ id }, place) => [id, place]));
  return nodes.flatMap(({ outputs, wires }) =>
    outputs.flatMap((port) =>
      (wires.get(port) ?? []).map(({ id, from, to }) => ({
        id,
        place: places.get(id) ?? 0,
        from: from.node,
        to: to.node,
      })),
    ),
  );
}

/** Follows one item: over which wires it goes, and what it says there. `item`: as it came. */
export function follow(item: Item) {
  const wires: number[] = [];
  let last = item;
  let print: number | null = null;
  return {
    over: (place: number, now: Item): void => {
      wires.push(place);
      if (now !== last && !saysTheSame(now, last)) print = printOf(now, print ?? seed);
      last = now;
    },
    way: (): Way => ({ wires, print }),
  };
}

/** The ways of what came (`given`, by key), from what a run carried over its wires (`Result.carried`). What steps made themselves has none. */
export function waysOf(
  plan: Plan,
  carried: ReadonlyMap<string, readonly Item[]>,
  given: ReadonlyMap<string, Item>,
): Map<string, Way> {
  const followed = new Map([...given].map(([key, item]) => [key, follow(item)]));
  for (const { id, place } of wiresOf(plan))
    for (const item of carried.get(id) ?? []) followed.get(item.key)?.over(place, item);
  return new Map([...followed].map(([key, one]) => [key, one.way()]));
}

const saysTheSame = (one: Item, other: Item): boolean =>
  one.text === other.text && one.title === other.title && one.link === other.link && one.wordings === other.wordings;

const seed = 0x811c9dc5;
/** FNV-1a over what an item says, in 32 bits: it tells a changed text from the same one, and needs to do no more. */
function printOf({ title, text, link, wordings }: Item, before: number): number {
  let hash = before;
  for (const part of [title, text, link ?? "", ...(wordings?.list.map((one) => one.text) ?? [])]) {
    for (let at = 0; at < part.length; at += 1) hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ 0xffff, 0x01000193);
  }
  return hash >>> 0;
}

/** Writes a chunk. Items in any order; one that passed twice stands twice. */
export function writeTrace(passages: readonly Passage[]): Uint8Array {
  const sorted = passages.toSorted((a, b) => a.seq - b.seq);
  const numbers = new Map<string, number>();
  const ways: (readonly number[])[] = [];
  const items = sorted.map(({ seq, wires, print }) => {
    const name = wires.join();
    let way = numbers.get(name);
    if (way === undefined) {
      numbers.set(name, (way = ways.length));
      ways.push(wires);
    }
    return { seq, way, print };
  });
  const bytes: number[] = [form];
  put(bytes, ways.length);
  for (const wires of ways) {
    put(bytes, wires.length);
    for (const wire of wires) put(bytes, wire);
  }
  let last = 0;
  for (const { seq, way, print } of items) {
    put(bytes, seq - last);
    last = seq;
    put(bytes, way * 2 + (print === null ? 0 : 1));
    if (print !== null) bytes.push(print & 255, (print >>> 8) & 255, (print >>> 16) & 255, print >>> 24);
  }
  return Uint8Array.from(bytes);
}

/** What a chunk has of an item, each time that it passed; nothing where its form is not known, or it was cut short. */
export function readTrace(bytes: Uint8Array, wanted: number): Way[] {
  if (bytes[0] !== form) return [];
  const found: Way[] = [];
  try {
    const reader = read(bytes, 1);
    const ways = Array.from({ length: reader.next() }, () => Array.from({ length: reader.next() }, reader.next));
    for (let seq = 0; !reader.done() && seq <= wanted;) {
      seq += reader.next();
      const mark = reader.next();
      const print = mark % 2 === 0 ? null : reader.word();
      const wires = ways[Math.floor(mark / 2)];
      if (seq === wanted && wires !== undefined) found.push({ wires, print });
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

/** Seven bits a byte, the lowest first. */
function put(bytes: number[], number: number): void {
  let rest = number;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function read(bytes: Uint8Array, from: number) {
  let at = from;
  const byte = (): number => {
    const one = bytes[at];
    if (one === undefined) throw new RangeError("a trace ends too soon");
    at += 1;
    return one;
  };
  const next = (): number => {
    let number = 0;
    for (let unit = 1; ; unit *= 128) {
      const one = byte();
      number += (one % 128) * unit;
      if (one < 128) return number;
    }
  };
  const word = (): number => byte() + byte() * 256 + byte() * 65_536 + byte() * 16_777_216;
  return { next, word, done: () => at >= bytes.length };
}

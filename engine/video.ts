import { latin1, uint32, uint64 } from "./bytes.ts";

/** What a video says of itself. Width and height as shown, before a rotation. */
export type VideoFacts = { width: number | null; height: number | null; seconds: number | null };

type Box = { name: string; from: number; to: number };

/** Boxes that are looked at, in all: an honest file has far fewer. */
const most = 1000;

/**
 * Reads length and size of an MP4 or QuickTime file (ISO/IEC 14496-12: `moov/mvhd`, `moov/trak/tkhd`). null where there is no
 * `moov` with a visible track: a sound, or no video at all.
 */
export function videoFacts(bytes: Uint8Array): VideoFacts | null {
  const budget = { left: most };
  const moov = boxes(bytes, 0, bytes.length, budget).find(({ name }) => name === "moov");
  if (moov === undefined) return null;
  const inside = boxes(bytes, moov.from, moov.to, budget);
  const sizes = inside
    .filter(({ name }) => name === "trak")
    .flatMap((track) => boxes(bytes, track.from, track.to, budget).filter(({ name }) => name === "tkhd"))
    .map((header) => sizeOf(bytes, header))
    .filter((size) => size !== null);
  const [size] = sizes.filter(({ width, height }) => width > 0 && height > 0);
  if (size === undefined) return null;
  const header = inside.find(({ name }) => name === "mvhd");
  return { ...size, seconds: header === undefined ? null : secondsOf(bytes, header) };
}

function boxes(bytes: Uint8Array, from: number, to: number, budget: { left: number }): Box[] {
  const found: Box[] = [];
  for (let at = from; at + 8 <= to && budget.left > 0; budget.left -= 1) {
    let size = uint32(bytes, at);
    let head = 8;
    if (size === 1 && at + 16 <= to) {
      size = uint64(bytes, at + 8);
      head = 16;
    } else if (size === 0) size = to - at;
    if (size < head || at + size > to) break;
    found.push({ name: latin1(bytes, at + 4, at + 8), from: at + head, to: at + size });
    at += size;
  }
  return found;
}

/** Version 1 has times of eight bytes, version 0 of four. */
function secondsOf(bytes: Uint8Array, { from, to }: Box): number | null {
  const wide = bytes[from] === 1;
  if (to - from < (wide ? 32 : 20)) return null;
  const scale = uint32(bytes, from + (wide ? 20 : 12));
  const length = wide ? uint64(bytes, from + 24) : uint32(bytes, from + 16);
  const seconds = length / scale;
  return Number.isFinite(seconds) && seconds > 0 && seconds < 1_000_000 ? seconds : null;
}

/** The last eight bytes: width and height, 16.16 fixed point. */
function sizeOf(bytes: Uint8Array, { from, to }: Box): { width: number; height: number } | null {
  if (to - from < 84) return null;
  return { width: uint32(bytes, to - 8) >>> 16, height: uint32(bytes, to - 4) >>> 16 };
}

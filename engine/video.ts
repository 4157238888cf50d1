import { latin1, uint32, uint64 } from "./bytes.ts";
import type { MediumLimits } from "./card.ts";
import type { Text } from "./text.ts";

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

/** What keeps a video off a network, as a code that is stored and a sentence with the numbers of both. */
export type Unfit = { code: "video_type" | "video_size" | "video_pixels" | "video_length" | "video_short"; text: Text };

/**
 * Why a network does not take a video as it is; null where it does. Nothing is converted here: a server that posts news is no studio,
 * and what a converter makes of somebody's film is for them to see first. So the sentence says what to change.
 */
export function whyUnfit(
  video: { type: string; bytes: number } & VideoFacts,
  limits: MediumLimits,
  title: string,
): Unfit | null {
  const { type, bytes, width, height, seconds } = video;
  if (!limits.types.includes(type)) {
    const [is, wanted] = [nameOf(type), limits.types.map(nameOf).join(", ")];
    return unfit(
      "video_type",
      `The video is a ${is} file, and ${title} takes ${wanted}.`,
      `La vidéo est un fichier ${is}, et ${title} accepte : ${wanted}.`,
    );
  }
  if (bytes > limits.bytes) {
    const [is, most] = [bytes, limits.bytes].map((size) => Math.round(size / 100_000) / 10) as [number, number];
    return unfit(
      "video_size",
      `The video has ${is} MB, and ${most} MB go to ${title} at most.`,
      `La vidéo fait ${decimal(is)} Mo, et ${title} en reçoit au plus ${decimal(most)}.`,
    );
  }
  const side = Math.max(width ?? 0, height ?? 0);
  if (limits.side !== undefined && side > limits.side)
    return unfit(
      "video_pixels",
      `The video is ${side} pixels wide or high, and ${title} takes ${limits.side} at most.`,
      `La vidéo fait ${side} pixels de large ou de haut, et ${title} en accepte au plus ${limits.side}.`,
    );
  if (seconds === null) {
    if (limits.seconds === undefined && limits.shortest === undefined) return null;
    return unfit(
      "video_length",
      `The video does not say how long it is, and ${title} has a limit.`,
      `La vidéo n’indique pas sa durée, et ${title} a une limite.`,
    );
  }
  if (limits.seconds !== undefined && seconds > limits.seconds)
    return unfit(
      "video_length",
      `The video lasts ${lasting(seconds)}, and ${title} takes ${lasting(limits.seconds)} at most.`,
      `La vidéo dure ${lasting(seconds)}, et ${title} accepte au plus ${lasting(limits.seconds)}.`,
    );
  if (limits.shortest !== undefined && seconds < limits.shortest)
    return unfit(
      "video_short",
      `The video lasts ${lasting(seconds)}, and ${title} takes none below ${lasting(limits.shortest)}.`,
      `La vidéo dure ${lasting(seconds)}, et ${title} n’en accepte pas de moins de ${lasting(limits.shortest)}.`,
    );
  return null;
}

const unfit = (code: Unfit["code"], en: string, fr: string): Unfit => ({ code, text: { en, fr } });
const decimal = (value: number): string => String(value).replace(".", ",");
const nameOf = (type: string): string =>
  ({ "video/mp4": "MP4", "video/quicktime": "QuickTime (MOV)", "video/webm": "WebM" })[type] ?? type;

/** The same in both languages, e.g. `2 min 5 s`. */
function lasting(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return [hours > 0 ? `${hours} h` : "", minutes > 0 ? `${minutes} min` : "", rest > 0 || whole < 60 ? `${rest} s` : ""]
    .filter((part) => part !== "")
    .join(" ");
}

import sharp, { type Metadata, type Sharp } from "sharp";
import type { MediumLimits } from "#engine/card.ts";

/**
 * What is done to pictures, by libvips. Runs in a process of its own (convert.ts): it takes hundreds of milliseconds, and what it reads
 * was made by strangers.
 */
export type Picture = { bytes: Uint8Array; type: string; width: number; height: number; frames: number };

/** Pixels of all frames together, and of one side: a decoded pixel takes three or four bytes. */
export const mostPixels = 50_000_000;
const longestSide = 30_000;
/** Pixels of the longer side that are kept: networks show no more. */
const keptSide = 2560;
/** Below this on both sides a picture shows nothing: counters, signs. */
const smallestSide = 32;
/** An animation with more frames is stored as its first one: networks take no longer ones. */
const mostFrames = 350;
const seconds = 15;

/** What a picture cannot be, by the codes of error.ts. */
export class PictureError extends Error {
  readonly code: "too_many_pixels" | "too_small" | "damaged" | "too_slow" | "does_not_fit";
  constructor(code: PictureError["code"], cause?: unknown) {
    super(code, { cause });
    this.name = "PictureError";
    this.code = code;
  }
}

// One picture at a time and nothing kept between two: the memory is bounded by one.
sharp.cache(false);
sharp.concurrency(1);

type Wanted = { animated: boolean };

function open(bytes: Uint8Array, { animated }: Wanted): Sharp {
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: "truncated", animated, sequentialRead: true }).timeout({
    seconds,
  });
}

async function look(bytes: Uint8Array): Promise<Metadata> {
  // Reads the head only.
  const head = await sharp(bytes, { limitInputPixels: false }).metadata();
  const { width, height, pages = 1 } = head;
  if (width > longestSide || height > longestSide || width * height > mostPixels)
    throw new PictureError("too_many_pixels");
  if (width < smallestSide && height < smallestSide) throw new PictureError("too_small");
  // Still an animation that would be too much is a picture: its first frame.
  return { ...head, pages: pages <= mostFrames && width * height * pages <= mostPixels ? pages : 1 };
}

/**
 * A picture as it is kept: decoded and written anew, upright, in sRGB, with nothing in it but pixels (no EXIF, no place, no
 * trailing data), at most 2560 pixels wide and high. GIFs stay animated, other animations are kept as their first frame. Throws PictureError.
 */
export async function clean(bytes: Uint8Array, type: string): Promise<Picture> {
  return guarded(async () => {
    const head = await look(bytes);
    const animated = type === "image/gif" && (head.pages ?? 1) > 1;
    const picture = shrunk(open(bytes, { animated }).autoOrient(), keptSide);
    if (animated) return write(picture, "image/gif", 100);
    if (head.hasAlpha) return write(picture, "image/png", 100);
    // A drawing stays sharp as PNG; a photograph as PNG is ten times what it has to be.
    const drawing = (type === "image/png" || type === "image/gif") && bytes.byteLength < 1_500_000;
    return write(picture, drawing ? "image/png" : "image/jpeg", 90);
  });
}

/** Tries to make a picture small enough as one type, and how much smaller than calculated each but the first is made. */
const tries = 5;
const margin = 0.92;

/** A kept picture as a network takes it: the same where it fits, else rewritten, smaller and smaller. Throws PictureError `does_not_fit`. */
export async function fit(bytes: Uint8Array, type: string, limits: MediumLimits): Promise<Picture> {
  return guarded(async () => {
    const { width, height, pages: frames = 1, hasAlpha } = await look(bytes);
    const most = Math.min(Math.max(width, height), limits.side ?? keptSide);
    if (limits.types.includes(type) && bytes.byteLength <= limits.bytes && most === Math.max(width, height))
      return { bytes, type, width, height, frames };
    for (const target of targets(limits.types, type, { transparent: hasAlpha, moving: frames > 1 })) {
      let side = most;
      for (let turn = 0; turn < tries && side >= smallestSide; turn += 1) {
        const picture = shrunk(open(bytes, { animated: target === "image/gif" }), side);
        if (target === "image/jpeg") picture.flatten({ background: "#ffffff" });
        const made = await write(picture, target, turn === 0 ? 88 : 78);
        if (made.bytes.byteLength <= limits.bytes) return made;
        // The second try is of less quality first, where the type has any to lose.
        const lossless = target === "image/png" || target === "image/gif";
        if (turn > 0 || lossless) side = Math.floor(side * Math.sqrt(limits.bytes / made.bytes.byteLength) * margin);
      }
    }
    throw new PictureError("does_not_fit");
  });
}

/** The types to try, in order: as it is where that is taken, one that keeps what is transparent, then what the network likes best. */
function targets(
  types: readonly string[],
  type: string,
  { transparent, moving }: { transparent: boolean; moving: boolean },
): string[] {
  const able = types.filter((one) => writers[one] !== undefined && (one !== "image/gif" || moving));
  const first = moving ? ["image/gif"] : transparent ? ["image/png", "image/webp"] : [type];
  const wanted = [...first.filter((one) => able.includes(one)), ...able.filter((one) => one !== "image/gif")];
  return [...new Set(wanted)].slice(0, 3);
}

function shrunk(picture: Sharp, side: number): Sharp {
  return picture.resize({ width: side, height: side, fit: "inside", withoutEnlargement: true });
}

const writers: Record<string, (picture: Sharp, quality: number) => Sharp> = {
  "image/jpeg": (picture, quality) => picture.jpeg({ quality, chromaSubsampling: quality >= 88 ? "4:4:4" : "4:2:0" }),
  "image/png": (picture) => picture.png({ compressionLevel: 8 }),
  "image/webp": (picture, quality) => picture.webp({ quality }),
  "image/gif": (picture) => picture.gif(),
};

/** Nothing of the original's metadata is asked for, so that none is written. */
async function write(picture: Sharp, type: string, quality: number): Promise<Picture> {
  const { data, info } = await writers[type]!(picture, quality).toBuffer({ resolveWithObject: true });
  // Of an animation libvips tells the height of all frames together.
  const frames = info.pages ?? 1;
  return { bytes: data, type, width: info.width, height: info.pageHeight ?? Math.round(info.height / frames), frames };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PictureError) throw error;
    const message = error instanceof Error ? error.message : "";
    if (/pixel limit|exceeds/i.test(message)) throw new PictureError("too_many_pixels", error);
    throw new PictureError(/timeout/i.test(message) ? "too_slow" : "damaged", error);
  }
}

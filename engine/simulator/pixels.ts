import { latin1, uint32 } from "../bytes.ts";
import { contentOf } from "../content.ts";

/** How large a picture is, and of how many frames it is made. */
export type Pixels = { width: number; height: number; frames: number };

/**
 * Reads it off a picture's head (PNG, JPEG), or off its blocks (GIF), as networks do that refuse what is too large before they decode anything.
 * null for other types, and where the bytes do not say. Linear in the number of bytes.
 */
export function pixelsOf(bytes: Uint8Array): Pixels | null {
  const content = contentOf(bytes);
  if (content.kind !== "picture") return null;
  if (content.type === "image/png") return { width: uint32(bytes, 16), height: uint32(bytes, 20), frames: 1 };
  if (content.type === "image/gif") return gif(bytes);
  return content.type === "image/jpeg" ? jpeg(bytes) : null;
}

const big16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0);
const little16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8);

/** The first frame header (SOF, ITU T.81): segments follow one another by their lengths. */
function jpeg(bytes: Uint8Array): Pixels | null {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + big16(bytes, at + 2)) {
    const mark = bytes[at + 1] ?? 0;
    const frame = mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc;
    if (frame) return { width: big16(bytes, at + 7), height: big16(bytes, at + 5), frames: 1 };
  }
  return null;
}

/** Every image block of it (GIF89a) is a frame. */
function gif(bytes: Uint8Array): Pixels {
  const colours = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  const behind = (start: number): number => {
    let at = start;
    while (at < bytes.length && bytes[at] !== 0) at += (bytes[at] ?? 0) + 1;
    return at + 1;
  };
  let frames = 0;
  let at = 13 + colours(bytes[10] ?? 0);
  for (; at < bytes.length;) {
    const sign = latin1(bytes, at, at + 1);
    if (sign === "!") at = behind(at + 2);
    else if (sign === ",") {
      frames += 1;
      at = behind(at + 11 + colours(bytes[at + 9] ?? 0));
    } else break;
  }
  return { width: little16(bytes, 6), height: little16(bytes, 8), frames };
}

import { videoFacts } from "./video.ts";

/** What bytes are, told by themselves: no name and no header is believed. */
export type Content =
  | { kind: "picture"; type: "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/avif" }
  | {
      kind: "video";
      type: "video/mp4" | "video/quicktime" | "video/webm";
      width: number | null;
      height: number | null;
      seconds: number | null;
    }
  | { kind: "refused"; code: "svg" | "heic" | "not_media" };

const other: Content = { kind: "refused", code: "not_media" };

export function contentOf(bytes: Buffer): Content {
  if (bytes.length < 12) return other;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return { kind: "picture", type: "image/jpeg" };
  const head = bytes.toString("latin1", 0, 12);
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return { kind: "picture", type: "image/png" };
  if (/^GIF8[79]a/.test(head)) return { kind: "picture", type: "image/gif" };
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return { kind: "picture", type: "image/webp" };
  if (head.slice(4, 8) === "ftyp") return ofBrand(bytes);
  if (bytes.readUInt32BE(0) === 0x1a45dfa3)
    return bytes.subarray(0, 100).includes("webm")
      ? { kind: "video", type: "video/webm", width: null, height: null, seconds: null }
      : other;
  // Text that begins as markup does, byte order marks and white space aside.
  const text = bytes.toString("utf8", 0, 1000).replace(/^[\ufeff\s]+/, "");
  return text.startsWith("<") && /<svg[\s>]/i.test(text) ? { kind: "refused", code: "svg" } : other;
}

/** ISO base media (ISO/IEC 14496-12): pictures and videos begin alike, the brands tell them apart. */
function ofBrand(bytes: Buffer): Content {
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 200);
  const brands = bytes.toString("latin1", 8, end);
  if (brands.startsWith("avi")) return { kind: "picture", type: "image/avif" };
  if (/^(?:hei|hev|mif1|msf1)/.test(brands))
    return brands.includes("avif") ? { kind: "picture", type: "image/avif" } : { kind: "refused", code: "heic" };
  const facts = videoFacts(bytes);
  if (facts === null) return other;
  return { kind: "video", type: brands.startsWith("qt") ? "video/quicktime" : "video/mp4", ...facts };
}

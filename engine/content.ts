import { latin1, uint32 } from "./bytes.ts";
import { videoFacts, type VideoFacts } from "./video.ts";

/** What bytes are, told by themselves: no name and no header is believed. */
export type Content =
  | { kind: "picture"; type: "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/avif" }
  | ({ kind: "video"; type: "video/mp4" | "video/quicktime" | "video/webm" } & VideoFacts)
  | { kind: "refused"; code: "svg" | "heic" | "not_media" };

const other: Content = { kind: "refused", code: "not_media" };

export function contentOf(bytes: Uint8Array): Content {
  if (bytes.length < 12) return other;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return { kind: "picture", type: "image/jpeg" };
  const head = latin1(bytes, 0, 12);
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return { kind: "picture", type: "image/png" };
  if (/^GIF8[79]a/.test(head)) return { kind: "picture", type: "image/gif" };
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return { kind: "picture", type: "image/webp" };
  if (head.slice(4, 8) === "ftyp") return ofBrand(bytes);
  // EBML (RFC 8794); the document type stands near the beginning.
  if (uint32(bytes, 0) === 0x1a45dfa3)
    return latin1(bytes, 0, 100).includes("webm")
      ? { kind: "video", type: "video/webm", width: null, height: null, seconds: null }
      : other;
  // Text that begins as markup does, a byte order mark and white space aside.
  const text = latin1(bytes, 0, 1000).replace(/^(?:\xef\xbb\xbf)?\s+|^\xef\xbb\xbf/, "");
  return text.startsWith("<") && /<svg[\s>]/i.test(text) ? { kind: "refused", code: "svg" } : other;
}

/** ISO base media (ISO/IEC 14496-12): pictures and videos begin alike, the brands tell them apart. */
function ofBrand(bytes: Uint8Array): Content {
  const brands = latin1(bytes, 8, Math.min(uint32(bytes, 0), 200));
  if (brands.startsWith("avi")) return { kind: "picture", type: "image/avif" };
  if (/^(?:hei|hev|mif1|msf1)/.test(brands))
    return brands.includes("avif") ? { kind: "picture", type: "image/avif" } : { kind: "refused", code: "heic" };
  const facts = videoFacts(bytes);
  if (facts === null) return other;
  return { kind: "video", type: brands.startsWith("qt") ? "video/quicktime" : "video/mp4", ...facts };
}

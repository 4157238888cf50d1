import { gunzipSync } from "node:zlib";
import iconv from "iconv-lite";

/** Bytes of a packed body that are unpacked at most. */
const maxUnpacked = 10_000_000;

/** Labels that mean another encoding in practice (WHATWG encoding standard), or that iconv-lite spells differently. */
const meant: Record<string, string> = {
  "iso-8859-1": "windows-1252",
  "iso8859-1": "windows-1252",
  iso88591: "windows-1252",
  latin1: "windows-1252",
  "latin-1": "windows-1252",
  "us-ascii": "windows-1252",
  ascii: "windows-1252",
  "iso-8859-9": "windows-1254",
  "iso-8859-11": "windows-874",
  gb2312: "gb18030",
  gbk: "gb18030",
  "ks_c_5601-1987": "cp949",
  "euc-kr": "cp949",
  "x-sjis": "shift_jis",
  "x-mac-cyrillic": "maccyrillic",
  "mac-cyrillic": "maccyrillic",
  unicode: "utf-16",
};

/**
 * Turns a feed's bytes into text. The order: byte order mark; the zero bytes of UTF-16 and UTF-32; UTF-8 where the bytes
 * are valid UTF-8 (no other encoding's text is, by accident); the HTTP charset; the XML declaration; then UTF-8 in
 * which every invalid byte is read as windows-1252. Never throws: there is always a text.
 */
export function decode(bytes: Buffer, contentType: string | null): string {
  const body = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(bytes) : bytes;
  const wide = wideEncoding(body);
  if (wide !== null) return strip(iconv.decode(body, wide));
  const declared = usable(declaredIn(body)) ?? null;
  if (declared !== null && /^(?:iso-2022|utf-?7|hz)/.test(declared)) return strip(iconv.decode(body, declared));
  const valid = validUtf8(body);
  if (valid !== null) return strip(valid);
  const charset = usable(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? "")?.[1]);
  for (const label of [charset, declared]) {
    if (label === null || label === undefined || /^utf-?(?:8|16|32)/.test(label)) continue;
    return strip(iconv.decode(body, label));
  }
  return strip(decodeMixed(body));
}

function unpack(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxUnpacked });
  } catch {
    return bytes;
  }
}

function strip(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function wideEncoding(body: Buffer): string | null {
  const [a, b, c, d] = body;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return "utf-32le";
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return "utf-32be";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (a === 0x3c && b === 0 && c === 0 && d === 0) return "utf-32le";
  if (a === 0 && b === 0 && c === 0 && d === 0x3c) return "utf-32be";
  if (a === 0x3c && b === 0) return "utf-16le";
  if (a === 0 && b === 0x3c) return "utf-16be";
  return null;
}

function declaredIn(body: Buffer): string | undefined {
  const head = body.toString("latin1", 0, 1024);
  return /<\?xml\s[^>]{0,300}?encoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head)?.[1];
}

function usable(label: string | undefined): string | null {
  if (label === undefined) return null;
  const name = label.toLowerCase();
  const known = meant[name] ?? name;
  return iconv.encodingExists(known) ? known : null;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function validUtf8(body: Buffer): string | null {
  try {
    return strict.decode(body);
  } catch {
    return null;
  }
}

/** UTF-8 with stray bytes of windows-1252 in it, as editors and databases leave it; all windows-1252 is the extreme case. */
function decodeMixed(body: Buffer): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < body.length;) {
    const length = sequenceLength(body, at);
    if (length > 0) at += length;
    else {
      let end = at + 1;
      while (end < body.length && sequenceLength(body, end) === 0) end += 1;
      parts.push(body.toString("utf8", from, at), iconv.decode(body.subarray(at, end), "windows-1252"));
      from = at = end;
    }
  }
  parts.push(body.toString("utf8", from));
  return parts.join("");
}

/** Bytes of the UTF-8 sequence that begins at `at`; 0 where none does. */
function sequenceLength(body: Buffer, at: number): number {
  const first = body[at] ?? 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  for (let next = 1; next < length; next += 1) if (((body[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = body[at + 1] ?? 0;
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0;
  if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0;
  return length;
}

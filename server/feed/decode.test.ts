import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { decode } from "./decode.ts";

const declared = (encoding: string, text = "Été à Nîmes") =>
  `<?xml version="1.0" encoding="${encoding}"?><rss>${text}</rss>`;

test.each([
  ["utf-8", "Été à Nîmes"],
  ["ISO-8859-1", "Été à Nîmes"],
  ["windows-1252", "l’été – « déjà » … €"],
  ["iso-8859-15", "cœur à 3 €"],
  ["windows-1251", "Привет, мир"],
  ["koi8-r", "Привет, мир"],
  ["shift_jis", "日本語のニュース"],
  ["euc-jp", "日本語のニュース"],
  ["gb2312", "中文新闻"],
  ["big5", "中文新聞"],
  ["euc-kr", "한국어 뉴스"],
  ["iso-8859-7", "Ελληνικά"],
  ["iso-8859-9", "Türkçe ığş"],
])("text in %s is read as its declaration says", (encoding, text) => {
  expect(decode(iconv.encode(declared(encoding, text), encoding), null)).toContain(text);
});

test.each(["utf-16le", "utf-16be", "utf-32le", "utf-32be"])("%s is known by its mark, and without one", (encoding) => {
  const text = declared("utf-16", "Été");
  expect(decode(iconv.encode(text, encoding, { addBOM: true }), null)).toBe(text);
  expect(decode(iconv.encode(text, encoding, { addBOM: false }), null)).toBe(text);
});

test("the charset of HTTP counts where the document does not declare one", () => {
  expect(decode(iconv.encode("<rss>Été</rss>", "iso-8859-1"), "text/xml; charset=ISO-8859-1")).toBe("<rss>Été</rss>");
  expect(decode(iconv.encode("<rss>Привет</rss>", "windows-1251"), 'text/xml; charset="windows-1251"')).toBe(
    "<rss>Привет</rss>",
  );
});

test("valid UTF-8 is UTF-8, whatever the server or the document says", () => {
  expect(decode(Buffer.from(declared("iso-8859-1")), "text/xml; charset=iso-8859-1")).toContain("Été à Nîmes");
});

test("single bytes of windows-1252 in UTF-8 are read as such, the rest stays", () => {
  const bytes = Buffer.concat([
    Buffer.from("été "),
    Buffer.from([0x93]),
    Buffer.from("bon"),
    Buffer.from([0x94, 0x85, 0xe9]),
    Buffer.from(" 日本"),
  ]);
  expect(decode(bytes, null)).toBe("été “bon”…é 日本");
});

test("undeclared text that is not UTF-8 is windows-1252", () => {
  expect(decode(iconv.encode("déjà l’été", "windows-1252"), null)).toBe("déjà l’été");
});

test("a mark at the beginning is no text, and packed bytes are unpacked", () => {
  expect(decode(Buffer.from("\ufeff<rss/>"), null)).toBe("<rss/>");
  expect(decode(gzipSync("<rss>é</rss>"), null)).toBe("<rss>é</rss>");
});

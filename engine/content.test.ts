import { expect, test } from "vitest";
import { animation, canvas, jpeg, movie, png } from "#test/support/pictures.ts";
import { contentOf } from "./content.ts";

test("pictures and videos are told by their bytes", async () => {
  expect(contentOf(await jpeg())).toEqual({ kind: "picture", type: "image/jpeg" });
  expect(contentOf(await png())).toEqual({ kind: "picture", type: "image/png" });
  expect(contentOf(await canvas().webp().toBuffer())).toEqual({ kind: "picture", type: "image/webp" });
  expect(contentOf(await canvas().avif({ effort: 0 }).toBuffer())).toEqual({ kind: "picture", type: "image/avif" });
  expect(contentOf(await animation(2))).toEqual({ kind: "picture", type: "image/gif" });
  expect(contentOf(movie({ seconds: 12 }))).toEqual({
    kind: "video",
    type: "video/mp4",
    width: 640,
    height: 360,
    seconds: 12,
  });
  expect(contentOf(movie({ brand: "qt  " }))).toMatchObject({ kind: "video", type: "video/quicktime" });
});

test.each([
  ["a page", "<!doctype html><html><body>not found</body></html>", "not_media"],
  [
    "a drawing",
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg",
  ],
  ["a drawing behind a byte order mark", '\ufeff  <svg onload="alert(1)"/>', "svg"],
  ["a program", "MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", "not_media"],
  ["a phone's picture", "\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"],
  ["a film without a picture", "\0\0\0\x18ftypisom\0\0\0\0isommp41", "not_media"],
  ["next to nothing", "GIF", "not_media"],
])("%s is not taken", (_, text, code) => {
  expect(contentOf(Buffer.from(text, text.startsWith("\ufeff") ? "utf8" : "latin1"))).toEqual({
    kind: "refused",
    code,
  });
});

test("boxes that lie about their length end the reading", () => {
  const film = movie();
  for (const [at, value] of [
    [24, 0xffffffff],
    [28, 0],
    [32, 1],
    [40, 7],
  ] as const) {
    const broken = Buffer.from(film);
    broken.writeUInt32BE(value, at);
    expect(() => contentOf(broken)).not.toThrow();
  }
  expect(contentOf(Buffer.concat([film.subarray(0, 28), Buffer.alloc(5000)]))).toMatchObject({ kind: "refused" });
});

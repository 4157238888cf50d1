import sharp from "sharp";
import { expect, test } from "vitest";
import { animation, canvas, jpeg, noise, photograph, png } from "#test/support/pictures.ts";
import { contentOf } from "#engine/content.ts";
import { clean, fit } from "./picture.ts";

/** The colour of one pixel, as the three numbers. */
async function pixel(bytes: Uint8Array, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}
const blue = (colour: number[]) => colour[2]! > 200 && colour[0]! < 60;

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "a photograph turned by EXIF %i is kept upright, and tells neither place nor owner",
  async (orientation) => {
    const bytes = await photograph(orientation);
    expect(bytes.includes("SECRET")).toBe(true);
    const kept = await clean(bytes, "image/jpeg");
    const turned = orientation >= 5;
    expect([kept.width, kept.height]).toEqual(turned ? [200, 320] : [320, 200]);
    const head = await sharp(kept.bytes).metadata();
    expect(head).toMatchObject({ format: "jpeg" });
    expect([head.exif, head.xmp, head.iptc, head.orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect(Buffer.from(kept.bytes).includes("SECRET")).toBe(false);
    // Where the blue corner of the pixels lies once the picture stands upright (TIFF 6.0, Orientation).
    const [right, bottom] = { 1: [0, 0], 2: [1, 0], 3: [1, 1], 4: [0, 1], 5: [0, 0], 6: [1, 0], 7: [1, 1], 8: [0, 1] }[
      orientation
    ]!;
    const [left, top] = [right === 1 ? kept.width - 10 : 10, bottom === 1 ? kept.height - 10 : 10];
    expect(blue(await pixel(kept.bytes, left, top))).toBe(true);
  },
);

test("a picture of a few bytes that would unfold to gigabytes is refused by its head", async () => {
  const bomb = await canvas({ width: 7200, height: 7200 }).png({ colours: 2 }).toBuffer();
  expect(bomb.length).toBeLessThan(100_000);
  await expect(clean(bomb, "image/png")).rejects.toMatchObject({ code: "too_many_pixels" });
  // A head that lies about its size is found out while it is read.
  const lying = Buffer.from(await png({ width: 64, height: 64 }));
  lying.writeUInt32BE(20_000, 16);
  lying.writeUInt32BE(2000, 20);
  await expect(clean(lying, "image/png")).rejects.toMatchObject({ code: "damaged" });
});

test("frames count: an animation that would be too much is its first frame", async () => {
  const moving = await clean(await animation(5), "image/gif");
  expect(moving).toMatchObject({ type: "image/gif", frames: 5, width: 80, height: 60 });
  const long = await clean(await animation(400, { width: 40, height: 40 }), "image/gif");
  expect(long).toMatchObject({ type: "image/png", frames: 1, width: 40, height: 40 });
});

test("counters and half a picture are none", async () => {
  await expect(clean(await png({ width: 1, height: 1 }), "image/png")).rejects.toMatchObject({ code: "too_small" });
  const half = await noise(400);
  await expect(clean(half.subarray(0, half.length >> 1), "image/jpeg")).rejects.toMatchObject({ code: "damaged" });
  await expect(clean(Buffer.alloc(5000, 255), "image/jpeg")).rejects.toMatchObject({ code: "damaged" });
});

test("CMYK and wide pictures become what every screen shows", async () => {
  const cmyk = await canvas().toColourspace("cmyk").jpeg().toBuffer();
  expect((await sharp(cmyk).metadata()).space).toBe("cmyk");
  expect((await sharp((await clean(cmyk, "image/jpeg")).bytes).metadata()).space).toBe("srgb");
  const wide = await clean(await jpeg({ width: 8000, height: 40 }), "image/jpeg");
  expect([wide.width, wide.height]).toEqual([2560, 13]);
});

test("what is transparent stays so where the network allows it, and is white where it does not", async () => {
  const clear = await sharp({
    create: { width: 300, height: 300, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .webp()
    .toBuffer();
  const kept = await clean(clear, "image/webp");
  expect(kept.type).toBe("image/png");
  const limits = { bytes: 100_000, types: ["image/jpeg", "image/png"], side: 200 };
  expect(await fit(kept.bytes, kept.type, limits)).toMatchObject({ type: "image/png", width: 200 });
  const flat = await fit(kept.bytes, kept.type, { ...limits, types: ["image/jpeg"] });
  expect(flat.type).toBe("image/jpeg");
  expect((await pixel(flat.bytes, 5, 5)).every((value) => value > 250)).toBe(true);
});

test("a picture is made to fit: type, size and bytes, and one that fits stays as it is", async () => {
  const bytes = await noise(1200);
  const kept = await clean(bytes, "image/jpeg");
  for (const most of [900_000, 200_000, 30_000]) {
    const made = await fit(kept.bytes, kept.type, { bytes: most, types: ["image/jpeg"], side: 1000 });
    expect(made.bytes.byteLength).toBeLessThanOrEqual(most);
    expect(Math.max(made.width, made.height)).toBeLessThanOrEqual(1000);
    expect(contentOf(Buffer.from(made.bytes))).toMatchObject({ type: "image/jpeg" });
  }
  const same = await fit(kept.bytes, kept.type, { bytes: 5_000_000, types: ["image/jpeg"] });
  expect(Buffer.from(same.bytes).equals(Buffer.from(kept.bytes))).toBe(true);
  expect(await fit(kept.bytes, kept.type, { bytes: 5_000_000, types: ["image/webp"], side: 500 })).toMatchObject({
    type: "image/webp",
    width: 500,
  });
  await expect(fit(kept.bytes, kept.type, { bytes: 100, types: ["image/jpeg"] })).rejects.toMatchObject({
    code: "does_not_fit",
  });
});

test("an animation goes on moving where GIFs are taken, and stands still elsewhere", async () => {
  const kept = await clean(await animation(4), "image/gif");
  expect(
    await fit(kept.bytes, kept.type, { bytes: 100_000, types: ["image/jpeg", "image/gif"], side: 40 }),
  ).toMatchObject({ type: "image/gif", frames: 4, width: 40, height: 30 });
  expect(
    await fit(kept.bytes, kept.type, { bytes: 100_000, types: ["image/jpeg", "image/png"], side: 40 }),
  ).toMatchObject({ type: "image/jpeg", frames: 1 });
});

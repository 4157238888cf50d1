import { expect, test } from "vitest";
import { animation, jpeg, png } from "#test/support/pictures.ts";
import { pixelsOf } from "./pixels.ts";

test("a picture's pixels and frames are read off its bytes, whoever made it", async () => {
  expect(pixelsOf(await png({ width: 321, height: 70 }))).toEqual({ width: 321, height: 70, frames: 1 });
  expect(pixelsOf(await jpeg({ width: 640, height: 33 }))).toEqual({ width: 640, height: 33, frames: 1 });
  expect(pixelsOf(await animation(7))).toEqual({ width: 80, height: 60, frames: 7 });
});

test("what is no picture, is of another type, or breaks off says nothing and ends", async () => {
  const whole = await jpeg();
  expect(pixelsOf(new TextEncoder().encode("<html>no picture</html>"))).toBeNull();
  expect(pixelsOf(whole.subarray(0, 20))).toBeNull();
  const gif = await animation(3);
  expect(pixelsOf(gif.subarray(0, gif.length - 40))?.frames).toBeLessThanOrEqual(3);
});

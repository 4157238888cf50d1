import { expect, test } from "vitest";
import { clearing } from "./camera.ts";
import { nearest } from "./sheet.tsx";

const room = { width: 1440, height: 900 };
const insets = { top: 64, right: 356, bottom: 68, left: 88 };

test("the camera does not move for a card that lies free", () => {
  expect(clearing({ x: 400, y: 300, width: 232, height: 88 }, room, insets)).toEqual({ x: 0, y: 0 });
});

test("a card under the settings, the bar or the tools moves out by as little as that takes", () => {
  const under = clearing({ x: 1100, y: 20, width: 232, height: 88 }, room, insets);
  expect(1100 + under.x + 232).toBe(1440 - 356 - 24);
  expect(20 + under.y).toBe(64 + 24);
  const below = clearing({ x: 10, y: 860, width: 232, height: 88 }, room, insets);
  expect(10 + below.x).toBe(88 + 24);
  expect(860 + below.y + 88).toBe(900 - 68 - 24);
});

test("of a card that is larger than what is free the upper left corner is shown", () => {
  const at = clearing({ x: 700, y: 300, width: 1400, height: 88 }, room, insets);
  expect(700 + at.x).toBe(88 + 24);
});

test("a sheet takes the height that is nearest to where the finger let go", () => {
  expect([0.1, 0.3, 0.5, 0.66, 0.9].map(nearest)).toEqual([0, 0, 1, 1, 2]);
});

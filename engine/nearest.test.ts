import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test("the nearest word is the one of fewest changes, and none is near what is another word altogether", () => {
  expect(nearest("prevew", ["check", "preview"])).toBe("preview");
  expect(nearest("dotcor", ["doctor", "import"])).toBe("doctor");
  expect(nearest("Google-Alert", ["google-alerts", "rss"])).toBe("google-alerts");
  expect(nearest("xyzzy", ["check", "preview"])).toBeNull();
  expect(nearest("", ["check"])).toBeNull();
});

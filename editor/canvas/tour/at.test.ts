import { expect, test } from "vitest";
import { tourAt } from "./at.ts";

const kinds = { rss: "source", template: "rewrite", account: "target" } as const;
const at = (types: (keyof typeof kinds)[], live = false) =>
  tourAt({ nodes: types.map((type) => ({ type })) as never }, live, (type) => kinds[type as keyof typeof kinds]);

test("The tour is where the map is: also after an undo, and where somebody drew in another order.", () => {
  expect(at([])).toBe("source");
  expect(at(["account"])).toBe("source");
  expect(at(["rss"])).toBe("words");
  expect(at(["rss", "template"])).toBe("target");
  expect(at(["rss", "account"])).toBe("publish");
  expect(at(["rss", "template", "account"])).toBe("publish");
  expect(at(["rss", "template", "account"], true)).toBe("posts");
});

import { expect, test } from "vitest";
import { createShelf, type Shelved } from "./shelf.ts";

test("the shelf holds 30 MB, in its memory as in its journal; older pictures are known by their words only", () => {
  const shelf = createShelf();
  const kept: Shelved[] = [];
  const journal = { append: (entry: Shelved) => void kept.push(entry) };
  const entry = {
    handle: "lea",
    type: "image/png",
    alt: "Un chat",
    at: 0,
    readyAt: 0,
    post: "9",
    bytes: "x".repeat(1_000_000),
  };
  for (let id = 1; id <= 40; id += 1) shelf.keep(journal, { ...entry, id: String(id) });
  const weight = (entries: readonly Shelved[]) => entries.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
  expect(kept).toHaveLength(40);
  expect(weight(shelf.snapshot())).toBeLessThanOrEqual(30_000_000);
  expect(shelf.serve({ path: "/media/1" })?.status).toBe(404);
  expect(shelf.serve({ path: "/media/40" })?.status).toBe(200);
  expect(shelf.shown("/n", ["1"])).toEqual([{ url: "/n/media/1", alt: "Un chat", video: false }]);
  const again = createShelf();
  for (const one of shelf.snapshot()) again.replay(one);
  expect(again.snapshot()).toEqual(shelf.snapshot());
});

test("a medium is its owner's, until a post shows it or a day has passed", () => {
  const shelf = createShelf();
  const entry = { id: "1", handle: "lea", type: "image/png", alt: null, at: 0, readyAt: 0, post: null, bytes: "" };
  shelf.replay(entry);
  expect(shelf.own("lea", "1", 1000)?.id).toBe("1");
  expect(shelf.own("hugo", "1", 1000)).toBeNull();
  expect(shelf.own("lea", "1", 25 * 3_600_000)).toBeNull();
  shelf.replay({ ...entry, post: "7" });
  expect(shelf.own("lea", "1", 1000)).toBeNull();
});

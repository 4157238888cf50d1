import { expect, test } from "vitest";
import { MapDocument } from "#engine/map.ts";
import { forgetUnsaved, keepUnsaved, lookUnsaved, type Owner } from "./unsaved.ts";

const named = (name: string): MapDocument => MapDocument.parse({ schema: 1, name });
const lea: Owner = { workspace: "w", member: "lea", map: "m" };
const start = Date.UTC(2026, 10, 26, 9, 42);
const day = 86_400_000;
const of = (document: MapDocument, at = start, tab = "tab") => ({
  revision: 3,
  at: new Date(at).toISOString(),
  tab,
  document,
});

/** A browser's store with room for so many letters. */
function browser(room = 5_000_000) {
  const kept = new Map<string, string>();
  const store: Storage = {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => {
      const used = [...kept].reduce((sum, [key, each]) => sum + (key === name ? 0 : each.length), 0);
      if (used + text.length > room) throw new DOMException("full", "QuotaExceededError");
      kept.set(name, text);
    },
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
  return { kept, store: () => store };
}

test("what was not saved is there again for whoever drew it, on that map, and for nobody else", () => {
  const { store } = browser();
  expect(keepUnsaved(lea, of(named("mine")), store)).toBe(true);
  expect(lookUnsaved(lea, start + day, store)).toEqual(of(named("mine")));
  for (const other of [{ member: "hugo" }, { workspace: "v" }, { map: "n" }])
    expect(lookUnsaved({ ...lea, ...other }, start, store)).toBeNull();
});

test("it is forgotten once it is saved, but not what another window keeps of the same map", () => {
  const { kept, store } = browser();
  keepUnsaved(lea, of(named("mine")), store);
  forgetUnsaved(lea, ["another"], store);
  expect(kept.size).toBe(1);
  forgetUnsaved(lea, ["another", "tab"], store);
  expect(kept.size).toBe(0);
});

test("after a month it is not shown, and is gone with the next that is kept; ten drawings are the most", () => {
  const { kept, store } = browser();
  keepUnsaved(lea, of(named("old")), store);
  expect(lookUnsaved(lea, start + 30 * day, store)).toBeNull();
  for (let n = 0; n < 12; n += 1)
    keepUnsaved({ ...lea, map: `m${n}` }, of(named("new"), start + (29 + n) * day), store);
  expect([...kept.keys()].map((key) => key.split(".").at(-1)).toSorted()).toEqual(
    Array.from({ length: 10 }, (_, n) => `m${n + 2}`).toSorted(),
  );
});

test("a browser without room, or that keeps nothing, says so instead of throwing; what cannot be read is nothing", () => {
  expect(keepUnsaved(lea, of(named("mine")), browser(20).store)).toBe(false);
  const closed = (): Storage => {
    throw new DOMException("denied", "SecurityError");
  };
  expect([keepUnsaved(lea, of(named("mine")), closed), lookUnsaved(lea, start, closed)]).toEqual([false, null]);
  forgetUnsaved(lea, ["tab"], closed);
  const { kept, store } = browser();
  keepUnsaved(lea, of(named("mine")), store);
  const [name] = kept.keys();
  for (const broken of [
    "{",
    "null",
    "7",
    '{"revision":"3"}',
    JSON.stringify({ ...of(named("x")), document: { schema: 9 } }),
  ]) {
    kept.set(name!, broken);
    expect(lookUnsaved(lea, start, store)).toBeNull();
  }
  // Larger than any map may be.
  const huge = { ...named("x"), description: "x".repeat(2_000_000) };
  expect(keepUnsaved(lea, of(huge), store)).toBe(false);
});

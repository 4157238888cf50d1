import { expect, test } from "vitest";
import { readPin, writePin } from "./pin.ts";

function shelf(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

test("Each map has one item that is followed, however long it is called; letting it go leaves nothing.", () => {
  const store = shelf();
  writePin("a", { key: "k", title: "x".repeat(1000) }, store);
  writePin("b", { key: "other", title: "Autre" }, store);
  expect(readPin("a", store)).toEqual({ key: "k", title: "x".repeat(200) });
  writePin("a", null, store);
  expect(readPin("a", store)).toBeNull();
  expect(readPin("b", store)?.key).toBe("other");
});

test("What somebody else put there is nothing, and many maps leave room for others.", () => {
  const store = shelf();
  for (const broken of ["{", "7", "null", '{"key":1,"title":""}', '{"key":"k"}']) {
    store.setItem("relaymap.pin.a", broken);
    expect(readPin("a", store)).toBeNull();
  }
  for (let map = 0; map < 80; map += 1) writePin(`m${map}`, { key: "k", title: "t" }, store);
  expect(store.length).toBe(50);
  expect(readPin("m79", store)).not.toBeNull();
  const full = {
    ...shelf(),
    setItem: () => {
      throw new Error("full");
    },
  };
  expect(() => writePin("a", { key: "k", title: "t" }, full)).not.toThrow();
});

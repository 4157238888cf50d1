import { beforeEach, expect, test, vi } from "vitest";
import { forgetKept, keepHub, keptHub } from "./kept.ts";
import type { Hub } from "./wish.ts";

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  const keep = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, text: string) => void stored.set(name, text),
    removeItem: (name: string) => void stored.delete(name),
  };
  vi.stubGlobal(
    "localStorage",
    new Proxy(keep, {
      ownKeys: () => [...stored.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    }),
  );
});

const now = Date.parse("2026-11-26T12:00:00Z");
const offer = (id: number, hours: number) => ({
  ...{ id, title: `Offer ${id}`, summary: "", link: null, topics: [{ name: "Projets", colour: 1 }] },
  expiresAt: new Date(now + hours * 3_600_000).toISOString(),
  mine: { state: "published", network: "x", at: "2026-11-20T12:00:00Z" },
  sharers: { faces: [{ name: "Noah Petit" }], more: 0 },
});
const hub = (...offers: ReturnType<typeof offer>[]) =>
  ({ lead: offers[0] ?? null, sections: [{ topic: null, count: 1, rows: offers.slice(1) }] }) as unknown as Hub;

test("What the hub showed is read without a network, but what is over, and nothing of people", () => {
  keepHub("lea", hub(offer(1, 5), offer(2, -1), offer(3, 48)), now);
  expect(keptHub(now)?.offers.map(({ id }) => id)).toEqual([1, 3]);
  expect([...stored.values()].join("")).not.toMatch(/Noah|published/u);
});

test("A device keeps one person's at a time, and none once they sign out", async () => {
  keepHub("lea", hub(offer(1, 5)), now);
  keepHub("noah", hub(offer(2, 5)), now);
  expect([...stored.keys()]).toEqual(["relaymap:hub:noah"]);
  await forgetKept();
  expect(keptHub(now)).toBeNull();
});

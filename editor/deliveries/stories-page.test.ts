import { expect, test } from "vitest";
import { wordsOf } from "../language.tsx";
import { deliveries } from "../messages/deliveries.ts";
import { speak } from "../messages/spoken.ts";
import { joined } from "./stories-page.tsx";
import { type Story, sumOf } from "./story-row.tsx";

speak(deliveries);
const story = (key: string, sums: Story["sums"]): Story => ({
  ...{ key, title: key, source: null, mapId: "m", mapName: "", picture: null, at: "2026-11-26T09:00:00Z", sums },
  posts: [{ id: 1, mark: "published", account: { id: "a", network: "n", name: "Léa", avatar: null, company: false } }],
});

test("a story that comes in two parts of the list is one row with the sum of both, told in words", () => {
  const rows = joined([
    story("a", { published: 2, asked: 1 }),
    story("b", { ended: 1 }),
    story("a", { published: 3, refused: 1 }),
  ]);
  expect(rows.map(({ key, sums, posts }) => [key, sums, posts.length])).toEqual([
    ["a", { published: 5, asked: 1, refused: 1 }, 2],
    ["b", { ended: 1 }, 1],
  ]);
  expect(sumOf(rows[0]!, wordsOf("fr"))).toBe("5 publiés · 1 demandé · 1 refusé");
  expect(sumOf(rows[1]!, wordsOf("en"))).toBe("1 not sent");
});

import { expect, test } from "vitest";
import { wordsOf } from "../language.tsx";
import { deliveries } from "../messages/deliveries.ts";
import { speak } from "../messages/spoken.ts";
import { answerOf } from "./story-panel.tsx";
import { type Story, sumOf } from "./story-row.tsx";
import { joined } from "./use-stories.ts";

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

test("the panel answers in one sentence, about all of a story or about one of its deliveries", () => {
  const now = Date.parse("2026-11-26T11:00:00Z");
  const [fr, en] = [wordsOf("fr"), wordsOf("en")];
  expect(answerOf({ sums: { published: 1, refused: 2 } }, undefined, fr, now)).toBe("1 envoi sur 3 est publié.");
  expect(answerOf({ sums: { held: 2 } }, undefined, en, now)).toBe("None of 2 is out yet.");
  expect(answerOf({ sums: { published: 4 } }, undefined, fr, now)).toBe("Les 4 envois sont publiés.");
  const post = {
    ...{ id: 1, reasonCode: null, reason: null, remoteUrl: null, mapId: "m", mapName: "", at: "2026-11-26T09:00:00Z" },
    account: { id: "a", network: "n", name: "Léa", avatar: null, company: false },
  };
  expect(answerOf({ sums: {} }, { ...post, mark: "published" }, fr, now)).toBe("Publié par Léa, il y a 2 heures.");
  expect(answerOf({ sums: {} }, { ...post, mark: "refused" }, en, now)).toBe("n refused it for Léa.");
});

import { expect, test } from "vitest";
import { matrixOf } from "./matrix.ts";

const topics = [
  { id: "1", key: "Emploi", name: "Recrutement", archived: false },
  { id: "2", key: "Design", name: "Design", archived: false },
  { id: "3", key: "Vieux", name: "Vieux", archived: true },
];
const weeks = ["2026-11-16", "2026-11-23"];
const cell = (topic: string, week: string, network: string, posts: number) => ({ topic, week, network, posts, own: 0 });
const cells = [
  cell("Emploi", weeks[0]!, "x", 2),
  cell("Emploi", weeks[0]!, "mastodon", 3),
  cell("Emploi", weeks[1]!, "x", 1),
  cell("", weeks[1]!, "x", 4),
  cell("Disparu", weeks[1]!, "x", 1),
];
const coverage = { weeks, cells, apart: 0 };
const all = { network: "", topics: null };

test("Posts are added up by topic and week over the networks; what has no topic, or one that is gone, comes last.", () => {
  expect(matrixOf(coverage, topics, all).rows).toEqual([
    { key: "Emploi", name: "Recrutement", cells: [5, 1], sum: 6 },
    { key: "Design", name: "Design", cells: [0, 0], sum: 0 },
    { key: "", name: null, cells: [0, 5], sum: 5 },
  ]);
});

test("A topic of which nothing went out is a gap; an archived one is none.", () => {
  expect(matrixOf(coverage, topics, all).silent).toEqual(["Design"]);
});

test("One network, and the topics of one audience, are shown alone.", () => {
  const { rows, sum } = matrixOf(coverage, topics, { network: "mastodon", topics: ["1"] });
  expect([rows, sum]).toEqual([[{ key: "Emploi", name: "Recrutement", cells: [3, 0], sum: 3 }], 3]);
});

test("A count is dark beside the largest, and never as light as none.", () => {
  const { levelOf } = matrixOf(coverage, topics, all);
  expect([0, 1, 3, 5].map(levelOf)).toEqual([0, 1, 2, 3]);
});

import { expect, test } from "vitest";
import type { Reply } from "#server/api.ts";
import { passedIn } from "./passed.ts";

const why = { en: "No word.", fr: "Aucun mot." };
const step = (node: string, items: string[], drops: string[] = []) =>
  ({
    node,
    items: items.map((title) => ({ title })),
    drops: drops.map((title) => ({ title, reason: why })),
  }) as Partial<Reply<"preview">["steps"][number]> as Reply<"preview">["steps"][number];
const wire = (from: string, to: string, port = "out") => ({
  id: `${from}-${to}-${port}`,
  from: { node: from, port },
  to: { node: to, port: "in" },
});

test("over a wire went what left the step before it; what the next step let go is said", () => {
  const steps = [step("a", ["one", "two"]), step("f", ["one"], ["two"])];
  expect(passedIn({ steps }, [wire("a", "f")], wire("a", "f"))).toEqual({
    rows: [
      { title: "one", drop: null },
      { title: "two", drop: why },
    ],
    among: false,
  });
});

test("where several ways lead out of a step, what arrived behind the wire is shown", () => {
  const steps = [step("s", ["one", "two", "three"]), step("x", ["one"], ["two"]), step("y", ["three"])];
  const edges = [wire("s", "x", "jobs"), wire("s", "y", "rest")];
  expect(passedIn({ steps }, edges, edges[0]!).rows.map(({ title }) => title)).toEqual(["one", "two"]);
  expect(passedIn({ steps }, [...edges, wire("q", "x")], edges[0]!).among).toBe(true);
});

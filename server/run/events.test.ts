import { expect, test } from "vitest";
import { eventsAmong } from "#engine/event.ts";

const from = (source: string, title: string, summary = "") => ({ from: source, title, summary });

test("reports of one event by several sources are one, whatever their headlines; one source means what it says twice", () => {
  const items = [
    from(
      "a",
      "Peru's Congress ousts interim President José Jerí",
      "Lawmakers in Lima voted to remove him after four months.",
    ),
    from("a", "Peru's Congress removed interim President José Jerí", "Lawmakers in Lima voted on Tuesday."),
    from(
      "b",
      "Peru's Congress removes interim President Jerí as he faces a corruption probe",
      "Lawmakers voted in Lima.",
    ),
    from("b", "Rescuers search for ten missing skiers after an avalanche", "Thirty inches of snow fell."),
    from("c", "Kenya's main airport resumes operations after two-day strike"),
  ];
  const [first, twice, other, skiers, airport] = eventsAmong(items);
  expect(twice).toBe(1);
  expect([first, twice]).toContain(other);
  expect([skiers, airport]).toEqual([3, 4]);
});

test("what is announced is told again when it has come, and what only comments is not the news", () => {
  const items = [
    from("a", "U.S. and Iran to hold a second round of nuclear talks in Geneva"),
    from("b", "U.S. and Iran wrap up second round of nuclear talks"),
    from("c", "What to know about a second round of U.S. Iran nuclear talks"),
  ];
  expect(eventsAmong(items)).toEqual([0, 1, 2]);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Company, createTeller, pauses } from "./teller.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const alone = {
  others: [],
  revision: 1,
  live: null,
  state: "draft",
  saved: { by: null, own: true, at: "2026-11-26T08:00:00Z" },
} as Company;
const guest = { tab: "a", name: "Camille", own: false, node: "words", editing: true };

function stand(answers: (Company | Error)[]) {
  const said: { node: string | null; gone: boolean }[] = [];
  const heard: Company[] = [];
  const teller = createTeller({
    say: (word) => {
      said.push(word);
      const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    here: () => ({ node: "feed", editing: false }),
    hear: (company) => void heard.push(company),
    hidden: () => false,
  });
  return { teller, said, heard };
}

test("A window says where it is, oftener in company, and goes on after a failure.", async () => {
  const { teller, said, heard } = stand([alone, new Error("offline"), { ...alone, others: [guest] }]);
  teller.begin();
  await vi.advanceTimersByTimeAsync(0);
  expect(said).toEqual([{ node: "feed", editing: false, gone: false }]);
  // Alone, what is chosen is nobody's business.
  teller.nudge();
  await vi.advanceTimersByTimeAsync(pauses.alone - 1);
  expect(said).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1 + pauses.alone);
  expect(heard).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(pauses.company);
  expect(said).toHaveLength(4);
  teller.nudge();
  await vi.advanceTimersByTimeAsync(600);
  expect(said).toHaveLength(5);
});

test("A window that closes says so once, and nothing after.", async () => {
  const { teller, said } = stand([alone]);
  teller.begin();
  await vi.advanceTimersByTimeAsync(0);
  teller.end();
  teller.end();
  teller.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said.map(({ gone }) => gone)).toEqual([false, true]);
});

import { expect, test } from "vitest";
import { capital, clockWords, dayWords, momentWords } from "./moment.ts";

const at = (day: number, hour: number, minute = 0) => new Date(2026, 2, day, hour, minute).getTime();
const now = at(4, 8, 12);

test("A time is said as people say it: today's by the hour, tomorrow, a weekday, then a date", () => {
  expect(clockWords(at(4, 9), "fr")).toBe("9\u00a0h");
  expect(momentWords(at(4, 18, 10), now, "fr")).toBe("18\u00a0h\u00a010");
  expect(capital(momentWords(at(5, 8, 40), now, "fr"))).toBe("Demain 8\u00a0h\u00a040");
  expect(dayWords(at(6, 8), now, "fr")).toBe("vendredi");
  expect(dayWords(at(20, 8), now, "fr")).toBe("20 mars");
  expect(momentWords(at(5, 8, 40), now, "en")).toBe("tomorrow 08:40");
});

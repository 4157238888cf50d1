import { expect, test } from "vitest";
import { differs, noSum, tellable, withAnswer } from "./survey.ts";

test("Before and after differ only by more than chance: small groups say nothing, however far apart they look", () => {
  const share = (count: number, people: number) => ({ count, people });
  expect(differs(share(2, 6), share(4, 6))).toBeNull();
  expect(differs(share(20, 60), share(22, 60))).toBeNull();
  expect(differs(share(20, 60), share(40, 60))).toBe("more");
  expect(differs(share(40, 60), share(20, 60))).toBe("less");
  expect(differs(share(0, 0), share(5, 5))).toBeNull();
});

test("Of four answers nothing is told, of five the whole, and groups apart only where no one of them is small", () => {
  const sum = (people: number) => {
    let all = noSum;
    for (let n = 0; n < people; n += 1) all = withAnswer(all, { fears: ["time", "time"], wishes: [], ease: 3 });
    return all;
  };
  const told = (yes: number, no: number, unsaid = 0) =>
    tellable({ yes: sum(yes), no: sum(no), unsaid: sum(unsaid) }, 5);
  expect(told(0, 4).all).toBeNull();
  expect(told(2, 3)).toMatchObject({ all: { people: 5, fears: { time: 5 } }, apart: false });
  expect(told(5, 9, 1).apart).toBe(false);
  expect(told(5, 9).apart).toBe(true);
  // One group alone is the whole.
  expect(told(0, 9).apart).toBe(false);
});

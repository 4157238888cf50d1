import { expect, test } from "vitest";
import { watchCrowd } from "./crowd.ts";

test("It is crowded while a lane that was handed out has not begun, for as long as it may still come.", () => {
  let now = 0;
  const crowd = watchCrowd(() => now);
  const end = crowd.began("a");
  crowd.handed("a");
  crowd.handed("b");
  expect(crowd.crowded()).toBe(false);
  now = 2_001;
  expect(crowd.crowded()).toBe(true);
  const endB = crowd.began("b");
  expect(crowd.crowded()).toBe(false);
  end();
  endB();
  crowd.handed("c");
  now += 2_001;
  expect(crowd.crowded()).toBe(true);
  now += 30_000;
  expect(crowd.crowded()).toBe(false);
});

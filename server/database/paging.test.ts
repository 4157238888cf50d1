import { expect, test } from "vitest";
import { cutRows, readMark, readNumber, writeMark } from "./paging.ts";

const mark = { at: "2026-01-02T03:04:05.678901Z", id: "0c9f1a52-6a53-4f7e-9d0c-0a7f3f1c2b11" };

test("A mark survives the way to the client and back, to the microsecond", () => {
  expect(readMark(writeMark(mark))).toEqual(mark);
  expect(writeMark(mark).length).toBeLessThanOrEqual(80);
  expect(readMark(undefined)).toBeNull();
});

test("A mark that is none of ours is refused", () => {
  for (const bad of ["", "x", `2026-13-45T00:00:00Z~${mark.id}`, `${mark.at}~'; drop table map`])
    expect(() => readMark(bad)).toThrow(expect.objectContaining({ status: 400 }));
  for (const bad of ["", "-1", "1.5", "9".repeat(30), "NaN"])
    expect(() => readNumber(bad)).toThrow(expect.objectContaining({ status: 400 }));
});

test("The one row too many becomes the mark of the next rows", () => {
  expect(cutRows([5, 4, 3], 2, String)).toEqual({ rows: [5, 4], next: "4" });
  expect(cutRows([5, 4], 2, String)).toEqual({ rows: [5, 4], next: null });
});

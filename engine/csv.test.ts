import { expect, test } from "vitest";
import { csvOf } from "./csv.ts";

test("no cell is a formula, whatever it begins with; numbers stay numbers, and quotes and lines stay inside their cell", () => {
  const rows = [
    ["=1+1", "+33", "-1", "@x", "\t=1", " =2", 'a "b"\nc', "é"],
    [-5, null],
  ];
  expect(csvOf(rows)).toBe(`\uFEFF"'=1+1","'+33","'-1","'@x","'\t=1","' =2","a ""b""\nc","é"\r\n"-5",""\r\n`);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { main } from "./main.ts";

let said = "";
beforeEach(() => {
  said = "";
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => {
      said += String(text);
      return true;
    });
  }
});
afterEach(() => vi.restoreAllMocks());

test("the help lists every command with its usage, and each command has more to say", async () => {
  expect(await main(["--help"])).toBe(0);
  const names = [...said.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1]!);
  expect(names).toEqual(expect.arrayContaining(["check", "doctor", "link", "migrate", "preview", "start"]));
  for (const name of names) {
    said = "";
    expect(await main([name, "--help"])).toBe(0);
    expect(said).toMatch(new RegExp(`^relaymap ${name}`));
  }
});

test("an unknown command suggests the nearest and lists the legal ones", async () => {
  expect(await main(["dotcor"])).toBe(2);
  expect(said).toMatch(/no command "dotcor"\. Did you mean doctor\?\nThe commands are: .*migrate/);
});

test.for([["../../start"], ["main"], ["command"], ["constructor"], [""]])("%j is no command", async ([word]) => {
  expect(await main([word!])).toBe(2);
});

test("a wrong option ends with its usage", async () => {
  expect(await main(["migrate", "--bogus"])).toBe(2);
  expect(said).toMatch(/--bogus[^]*Usage: relaymap migrate \[--pending\]/);
});

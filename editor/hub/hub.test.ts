import { expect, test } from "vitest";
import { addressOf, isServer } from "./intent.ts";
import { localTime, suggested } from "./times.ts";
import { daysLeft, isWished, nothingWished } from "./wish.ts";

test("a network's page is given the words and the link as they are, whatever signs they hold", () => {
  const given = { text: "Jobs & co $& {link}", link: "https://a.example/?x=1&y=2", server: "social.example" };
  expect(addressOf({ address: "https://x.example/intent?text={text}" }, given)).toBe(
    "https://x.example/intent?text=Jobs%20%26%20co%20%24%26%20%7Blink%7D",
  );
  expect(addressOf({ address: "https://{server}/share?u={link}" }, given)).toBe(
    "https://social.example/share?u=https%3A%2F%2Fa.example%2F%3Fx%3D1%26y%3D2",
  );
});

test("a server is a name and nothing else", () => {
  expect(["mastodon.social", "piaille.fr", "a-b.example.org"].filter(isServer)).toHaveLength(3);
  const none = [
    "",
    "localhost",
    "https://a.example",
    "a.example/path",
    "a.example@evil.example",
    "a b.example",
    "1.2.3.4",
  ];
  expect(none.filter(isServer)).toEqual([]);
});

test("this evening is offered while it is to come; tomorrow morning always", () => {
  const names = (hours: number) => suggested(new Date(2026, 2, 10, hours, 0)).map(({ name }) => name);
  expect(names(12)).toEqual(["offer.evening", "offer.morning"]);
  expect(names(19)).toEqual(["offer.morning"]);
  expect(localTime(suggested(new Date(2026, 11, 31, 19, 0))[0]!.at)).toBe("2027-01-01T08:40");
});

test("days that are left are whole ones, and none is wished for at first", () => {
  const now = Date.parse("2026-03-10T12:00:00Z");
  expect(
    ["2026-03-16T13:00:00Z", "2026-03-10T20:00:00Z", "2026-03-09T00:00:00Z"].map((at) => daysLeft(at, now)),
  ).toEqual([6, 0, 0]);
  expect(isWished(nothingWished)).toBe(false);
  expect(isWished({ ...nothingWished, topic: "Projets" })).toBe(true);
});

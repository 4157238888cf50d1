import { expect, test } from "vitest";
import type { Limits } from "#engine/card.ts";
import type { Terms } from "#engine/node.ts";
import type { Shape } from "#engine/thread.ts";
import { networksAt } from "#test/faults/network.ts";
import { toyCard } from "#test/support/network.ts";
import { item, publisher } from "#test/support/toys.ts";
import { rulesOf } from "../ledger/ruled.ts";
import { fitter } from "./fit.ts";

const [base] = networksAt("http://127.0.0.1:1", 100).values();
const card = toyCard("net", {
  rules: [
    {
      code: "shout",
      version: 1,
      severity: "error",
      check: ({ text, kind }) => (kind === "page" && text.startsWith("A") ? { en: "No A.", fr: "Pas de A." } : null),
    },
  ],
});
const networks = new Map([["net", { ...base!, card }]]);
const account = (handle: string, text: number | null, terms: Partial<Terms> = {}) => {
  const limits: Limits | null = text === null ? null : { text, pictures: 0, videos: 0, alt: 0 };
  return publisher(`net:${handle}`, { terms: { kind: "person", limits, epoch: 3, ...terms } });
};
const long = item("a", { text: "A".repeat(4000), link: null });

test("A post is as long as the account's own server takes: 300 is obeyed, 5,000 is used, else the network's usual.", () => {
  const postFor = fitter(networks);
  const lengths = [account("small", 300), account("large", 5000), account("usual", null)].map(
    (one) => postFor(one, long).post.parts[0]!.text.length,
  );
  expect(lengths).toEqual([300, 4000, 1000]);
});

test("Accounts that take the same share one post, and it is judged for each kind and mode.", () => {
  const postFor = fitter(networks);
  const [one, other, page] = [account("one", 300), account("other", 300), account("page", 300, { kind: "page" })];
  expect(postFor(one, long).post).toBe(postFor(other, long).post);
  expect(postFor(one, long)).toMatchObject({ ruled: `${rulesOf(card)}/3/auto`, forbidden: null });
  expect(postFor({ ...one, mode: "ask" }, long).ruled).toBe(`${rulesOf(card)}/3/ask`);
  expect(postFor(page, long)).toMatchObject({
    post: postFor(one, long).post,
    ruled: null,
    forbidden: { code: "shout", message: { fr: "Pas de A." } },
  });
});

test("A target's wish for a thread or a first comment is kept where accounts of that kind can, and nowhere else.", () => {
  const able = toyCard("able", {
    kinds: {
      person: { title: { en: "a", fr: "a" }, can: ["post", "reply", "comment"] },
      page: { title: { en: "b", fr: "b" }, can: ["post", "comment"] },
    },
  });
  const postFor = fitter(new Map([["able", { ...base!, card: able }]]));
  const one = (kind: "person" | "page") =>
    publisher(`able:${kind}`, { terms: { kind, limits: { text: 30, pictures: 0, videos: 0, alt: 0 }, epoch: 1 } });
  const words = item("b", { text: "one two three four five six seven eight", link: "https://e.fr/1" });
  const kinds = (kind: "person" | "page", shape: Shape) =>
    postFor(one(kind), words, [], shape).post.parts.map((part) => part.kind);
  expect(kinds("person", { long: "cut", link: "post" })).toEqual(["post"]);
  expect(kinds("person", { long: "thread", link: "comment" })).toEqual(["post", "reply", "comment"]);
  expect(kinds("page", { long: "thread", link: "comment" })).toEqual(["post", "comment"]);
  // What the network refused to one account alone: its link stays in the post.
  const barred = publisher("able:barred", { terms: { ...one("page").terms!, unable: ["comment"] } });
  const { parts } = postFor(barred, words, [], { long: "cut", link: "comment" }).post;
  expect(parts).toMatchObject([{ kind: "post", link: "https://e.fr/1" }]);
});

test("A picture that nobody describes is forbidden where the target requires it, and only there.", () => {
  const postFor = fitter(networks);
  const medium = { id: "0b7f6a52-7d5c-4b8e-9b8d-1d1f4b0e6a11", kind: "picture", type: "image/png" } as const;
  const short = item("b", { text: "A lamp", link: null });
  const shape: Shape = { long: "cut", link: "post" };
  const one = publisher("net:one", {
    terms: { kind: "person", limits: { text: 300, pictures: 4, videos: 0, alt: 100 }, epoch: 3 },
  });
  expect(postFor(one, short, [medium], shape, true)).toMatchObject({
    ruled: null,
    forbidden: { code: "alt-required" },
  });
  expect(postFor(one, short, [medium], shape, false).forbidden).toBeNull();
  const told = { ...medium, alt: "A lamp at night" };
  expect(postFor(one, { ...short, key: "c" }, [told], shape, true).forbidden).toBeNull();
  // Each of several.
  const other = { ...medium, id: "0b7f6a52-7d5c-4b8e-9b8d-1d1f4b0e6a12" };
  expect(postFor(one, short, [told, other], shape, true).forbidden).toMatchObject({ code: "alt-required" });
  // Without the picture there is nothing to describe.
  expect(postFor(one, short, [], shape, true)).toMatchObject({
    forbidden: null,
    post: { parts: [{ text: "A lamp" }] },
  });
});

test("What an item warns of has its own place where the network has one, counted with the words; elsewhere it stands above them, once.", () => {
  const reply = { person: { title: { en: "a", fr: "a" }, can: ["post", "reply"] as const } };
  const hiding = toyCard("hiding", { warns: true, kinds: reply });
  const plain = toyCard("plain");
  const postFor = fitter(
    new Map([
      ["hiding", { ...base!, card: hiding }],
      ["plain", { ...base!, card: plain }],
    ]),
  );
  const small = { kind: "person" as const, limits: { text: 40, pictures: 0, videos: 0, alt: 0 }, epoch: 1 };
  const of = (name: string) => publisher(`${name}:a`, { terms: small });
  const film = item("w", {
    text: "The end of the film that everybody is waiting for",
    link: null,
    warning: "Spoilers",
  });
  const thread: Shape = { long: "thread", link: "post" };
  const { post, forbidden } = postFor(of("hiding"), film, [], thread);
  expect(post.parts.length).toBe(2);
  for (const { text, warning } of post.parts) {
    expect(warning).toBe("Spoilers");
    expect(hiding.count(text, small.limits)).toBeLessThanOrEqual(40 - "Spoilers".length);
  }
  expect(forbidden).toBeNull();
  const [said] = postFor(of("plain"), film).post.parts;
  expect(said).toMatchObject({ text: expect.stringMatching(/^⚠️ Spoilers\n\nThe end/u) });
  expect(said).not.toHaveProperty("warning");
  const again = { ...film, text: "Spoilers: the end" };
  expect(postFor(of("plain"), again).post.parts[0]!.text).toBe("Spoilers: the end");
  // A warning as long as the post leaves the words their half.
  const wordy = { ...film, warning: "w".repeat(300) };
  expect(postFor(of("hiding"), wordy).post.parts[0]!.warning!.length).toBeLessThanOrEqual(20);
});

test("Who sees a post is frozen with it where its network lets that be chosen, and is not said elsewhere.", () => {
  const choosing = toyCard("choosing", { visibilities: ["public", "followers"] });
  const postFor = fitter(
    new Map([
      ["choosing", { ...base!, card: choosing }],
      ["net", { ...base!, card }],
    ]),
  );
  const seen = (name: string, visibility: Shape["visibility"]) => {
    const shape: Shape = { long: "cut", link: "post", ...(visibility === undefined ? {} : { visibility }) };
    return postFor(publisher(`${name}:a`), long, [], shape).post.parts[0]!.visibility;
  };
  expect(seen("choosing", "followers")).toBe("followers");
  expect(seen("choosing", undefined)).toBeUndefined();
  expect(seen("choosing", "unlisted")).toBeUndefined();
  expect(seen("net", "followers")).toBeUndefined();
});

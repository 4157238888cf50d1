import fc from "fast-check";
import { expect, test } from "vitest";
import { toyCard } from "#test/support/network.ts";
import type { Card } from "./card.ts";
import { fit } from "./compose.ts";
import { shorten } from "./cut.ts";
import { type Disclosure, disclosed, disclosurePlaces, standsIn } from "./disclosure.ts";
import { threadOf } from "./thread.ts";

const count = (text: string) => text.length;
/** As real networks cut: never inside a hashtag or an address. */
const card: Pick<Card, "count" | "cut"> = {
  ...toyCard("net"),
  count,
  cut: (text: string, max: number) => shorten(text, max, count),
};
const limits = (text: number) => ({ text, pictures: 0, videos: 0, alt: 0 });
const asks = (changes: Partial<Disclosure> = {}): Disclosure => ({
  place: "end",
  pages: false,
  texts: [
    { network: "", language: "fr", text: "Je travaille chez Acme" },
    { network: "", language: "en", text: "I work at Acme" },
    { network: "net", language: "", text: "#ad" },
    { network: "net", language: "fr", text: "#pub" },
  ],
  ...changes,
});
const post = (
  text: string,
  {
    most = 500,
    network = "other",
    language = "fr" as string | null,
    kind = "person" as "person" | "page",
    link = null as string | null,
    asked = asks(),
  } = {},
) =>
  disclosed(
    { language, disclosures: [asked] },
    { network, kind },
    (frame) => fit(text, link, card, limits(most), frame),
    (made) => made,
  );

test("the words are those of the network before those of all, then those of the language; a language nobody names takes the first", () => {
  expect(post("Bonjour.")).toBe("Bonjour. Je travaille chez Acme");
  expect(post("Hello.", { language: "en-GB" })).toBe("Hello. I work at Acme");
  expect(post("Bonjour.", { network: "net" })).toBe("Bonjour. #pub");
  expect(post("Hello.", { network: "net", language: "en" })).toBe("Hello. #ad");
  expect(post("Hallo.", { language: "de" })).toBe("Hallo. Je travaille chez Acme");
  expect(post("?", { language: null, network: "net" })).toBe("? #ad");
  const only = asks({ texts: [{ network: "x", language: "", text: "#ad" }] });
  expect(post("Hello.", { asked: only })).toBe("Hello.");
});

test("pages of the company say it only where that was asked for", () => {
  expect(post("Bonjour.", { kind: "page" })).toBe("Bonjour.");
  expect(post("Bonjour.", { kind: "page", asked: asks({ pages: true }) })).toBe("Bonjour. Je travaille chez Acme");
});

test("it stands where it was asked for, before the link that is added", () => {
  const link = "https://acme.example/1";
  const at = (place: Disclosure["place"]) => post("Bonjour.", { asked: asks({ place }), link });
  expect(at("start")).toBe(`Je travaille chez Acme Bonjour. ${link}`);
  expect(at("end")).toBe(`Bonjour. Je travaille chez Acme ${link}`);
  expect(at("line")).toBe(`Bonjour.\nJe travaille chez Acme ${link}`);
});

test("what the post says already is not said twice, in whatever spelling; a longer word is not it", () => {
  for (const text of ["#Pub — nous recrutons", "JE TRAVAILLE CHEZ ACME et nous recrutons", "Nous recrutons (#ad)"])
    expect(post(text, { network: "net" })).toBe(
      text === "JE TRAVAILLE CHEZ ACME et nous recrutons" ? `${text} #pub` : text,
    );
  expect(standsIn("#publicité", "#pub")).toBe(false);
  expect(standsIn("#pub_2", "#pub")).toBe(false);
  expect(standsIn("(#pub)", "#PUB")).toBe(true);
});

test("it is never cut and never doubled, whatever the text: the network's own count includes it", () => {
  const words = fc.array(
    fc.constantFrom("mot", "#pub", "#publicité", "https://a.example/1", "👩‍🚒", "é", "\n", "x".repeat(40)),
    {
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(
      words,
      fc.integer({ min: 30, max: 120 }),
      fc.constantFrom(...disclosurePlaces),
      fc.constantFrom(null, "https://a.example/1"),
      (list, most, place, link) => {
        const text = list.join(" ");
        const made = post(text, { most, network: "net", link, asked: asks({ place }) });
        expect(card.count(made, limits(most))).toBeLessThanOrEqual(most);
        expect(standsIn(made, "#pub")).toBe(true);
        // Once more only where a text said it that was then cut off, or as often as the text itself does.
        const times = (whole: string) => whole.match(/#pub(?![\p{L}\p{N}_])/gu)?.length ?? 0;
        expect(times(made)).toBeLessThanOrEqual(Math.max(1, times(text)));
      },
    ),
  );
});

test("in a thread the first post says it", () => {
  const text = "One sentence is here. ".repeat(6).trim();
  const shape = { long: "thread", link: "post" } as const;
  const parts = disclosed(
    { language: "fr", disclosures: [asks()] },
    { network: "other", kind: "person" },
    (frame) => threadOf(text, null, card, limits(70), { reply: true, comment: false }, shape, frame),
    ([part]) => part?.text ?? "",
  );
  expect(parts[0]?.text).toBe("One sentence is here. One sentence is here. Je travaille chez Acme");
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(card.count(part.text, limits(70))).toBeLessThanOrEqual(70);
  expect(
    parts
      .slice(1)
      .map(({ text: more }) => more)
      .join(" "),
  ).not.toContain("Acme");
});

import { expect, test } from "vitest";
import { item as made } from "#test/support/toys.ts";
import { marked, markOf } from "./marks.ts";
import { postOf } from "./post.ts";
import { isCode, makeCode, sampleAddress, says, shortAddress, withAddress, withSample } from "./short-link.ts";

const base = "https://relais.example.org";
const link = "https://www.example.org/une/page?a=1";

test("codes are as long as the sample, never the sample, and every letter is as likely as any other", () => {
  let state = 1;
  const byte = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24;
  const counted = new Map<string, number>();
  for (let times = 0; times < 5000; times += 1) {
    const code = makeCode((bytes) => Uint8Array.from({ length: bytes }, byte));
    expect(isCode(code)).toBe(true);
    expect(shortAddress(base, code)).toHaveLength(sampleAddress(base).length);
    for (const letter of code) counted.set(letter, (counted.get(letter) ?? 0) + 1);
  }
  expect(Math.max(...counted.values()) / Math.min(...counted.values())).toBeLessThan(1.3);
  for (const other of ["0000000000", "abc", "", "../../etc", "abcdefghi/", "ABCDEFGHJKL"])
    expect(isCode(other)).toBe(false);
});

test("an item says the sample wherever it said its link, and stays itself without one", () => {
  const item = made("1", { link, text: `Lire ${link} et http://example.org/une/page?a=1&utm_source=x.` });
  const sample = sampleAddress(base);
  expect(withSample(item, base)).toMatchObject({ key: item.key, link: sample, text: `Lire ${sample} et ${sample}.` });
  const bare = made("1", { link: null });
  expect(withSample(bare, base)).toBe(bare);
  const odd = made("1", { link: "mailto:a@example.org" });
  expect(withSample(odd, base)).toBe(odd);
});

test("a post has its own address in each place where it had the sample", () => {
  const sample = sampleAddress(base);
  const post = postOf({ text: `Lire ${sample}`, link: sample, card: { url: sample, title: "Une page" } });
  const whole = { ...post, parts: [...post.parts, ...postOf({ kind: "comment", text: sample, link: sample }).parts] };
  const mine = shortAddress(base, "abcdefghij");
  const made = withAddress(whole, sample, mine);
  expect(JSON.stringify(made)).not.toContain(sample);
  expect(says(made, mine)).toBe(true);
  expect(made.parts[1]).toMatchObject({ kind: "comment", text: mine, link: mine });
});

test("marks stand before the fragment, and never take the place of the site's own", () => {
  expect(
    marked(
      "https://a.example/x?utm_source=flux&b=%2F#fin",
      [
        ["utm_source", "x"],
        ["utm_campaign", "été"],
      ],
      false,
    ),
  ).toBe("https://a.example/x?utm_source=flux&b=%2F&utm_campaign=%C3%A9t%C3%A9#fin");
  expect(marked("https://a.example/x", [], false)).toBe("https://a.example/x");
  expect(markOf("  Actualités : l’Été 2026 !")).toBe("actualites-l-ete-2026");
});

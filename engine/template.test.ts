import fc from "fast-check";
import { expect, test } from "vitest";
import { item } from "#test/support/toys.ts";
import { countGraphemes, ellipsis, graphemes } from "./cut.ts";
import { readTemplate, render } from "./template.ts";

/** Any code point: fast-check's own `binary` unit takes seconds to begin. */
const letter = fc.nat({ max: 0x10ffff }).map((code) => String.fromCodePoint(code));

const story = item("k", {
  title: "Acme recrute à Lyon",
  summary: "Deux cents postes sont ouverts dans la nouvelle usine, de l’atelier au bureau d’études.",
  link: "https://acme.example/1",
  tags: ["Emploi", "Industrie verte", "2026", "Emploi"],
  published: "2026-03-05T10:00:00Z",
});
const fill = (text: string, one = story) => {
  const { template, problem } = readTemplate(text);
  if (template === null) throw new Error(problem.en);
  return render(template, one);
};
const problem = (text: string) => readTemplate(text).problem;

test("placeholders are filled in, with filters in their order", () => {
  expect(fill("🔔 {{title}} → {{ link }}")).toBe("🔔 Acme recrute à Lyon → https://acme.example/1");
  expect(fill("{{title | upcase | truncate: 13}}")).toBe("ACME RECRUTE…");
  expect(fill("{{summary | words: 3}} {{tags | hashtags: 2}}")).toBe("Deux cents postes… #Emploi #Industrieverte");
  expect(fill("{{published | date: fr}} / {{published | date: 'en-GB'}}")).toBe("5 mars 2026 / 5 March 2026");
  expect(fill('By {{author | default: "the Acme team"}}')).toBe("By the Acme team");
  expect(fill("{{ title | downcase | capitalize }}")).toBe("Acme recrute à lyon");
});

test("fields and filters are named in the reader's language, with or without accents", () => {
  const both = [
    ["{{titre | majuscules}}", "{{title | upper}}"],
    ["{{résumé | mots: 3}} {{lien}}", "{{summary | words: 3}} {{link}}"],
    ["{{Resume | raccourcir: 20}}", "{{summary | truncate: 20}}"],
    ["{{catégories | hashtags: 2}}", "{{tags | hashtags: 2}}"],
    ['{{auteur | sinon: "la rédaction"}}', '{{author | default: "la rédaction"}}'],
    ["{{date | date: fr}}", "{{published | date: fr}}"],
    ["{{titre | minuscules | capitale}}", "{{title | downcase | capitalize}}"],
  ] as const;
  for (const [french, english] of both) expect(fill(french), french).toBe(fill(english));
  expect(fill("{{titre | majuscules}}")).toBe("ACME RECRUTE À LYON");
});

test("templates are inert: what an item says is never read as a template, whatever it says", () => {
  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom(...plain, ...refused, "{{title}}", "{{ lien | majuscules }}", "$&", "$1", "{%"),
      fc.string({ maxLength: 8 }),
    ),
    {
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(hostile, hostile, (said, told) => {
      const squeeze = (text: string) => text.replace(/\s+/gu, " ").trim();
      const [title, summary] = [said.join(" "), told.join(" ")];
      const made = fill("a {{titre}} b {{résumé}} c", { ...story, title: title.trim() === "" ? "t" : title, summary });
      expect(squeeze(made)).toBe(squeeze(`a ${title.trim() === "" ? "t" : title} b ${summary} c`));
    }),
  );
});

test("an empty field leaves no gap", () => {
  expect(fill("{{title}}\n\n{{author}}\n\n{{link}}", { ...story, author: null })).toBe(
    "Acme recrute à Lyon\n\nhttps://acme.example/1",
  );
  expect(fill("{{author}}")).toBe("");
});

test("what is not legal is named together with what is", () => {
  expect(problem("{{titel}}")?.en).toBe(
    "{{titel}} is not known (is {{title}} meant?). Use one of: title, summary, text, link, author, tags, source, published.",
  );
  expect(problem("{{résumer}}")?.fr).toContain("(s’agit-il de {{résumé}} ?)");
  expect(problem("{{titre | majuscule}}")?.en).toContain('(is "upper" meant?)');
  expect(problem("{{xyzzyx}}")?.fr).toContain("{{xyzzyx}} est inconnu. Utilisez l’un de : titre, résumé");
  expect(problem("{{title | explode}}")?.fr).toContain("raccourcir, mots");
  expect(problem("{{title | truncate}}")?.en).toContain("truncate: 60");
  expect(problem("{{title | upcase: 3}}")?.en).toContain("takes no value");
  expect(problem("{{title")?.en).toContain("not closed");
  expect(problem("{% if title %}x{% endif %}")?.en).toContain("{% … %}");
  expect(problem("{{constructor}}")).not.toBeNull();
  expect(problem("{{title | constructor}}")).not.toBeNull();
  expect(problem("{{title | __proto__: 1}}")).not.toBeNull();
});

/** Escapes and bombs known of other template languages: here each is either plain text or a problem of the map. */
const plain = [
  "${7*7}",
  "<%= 7*7 %>",
  "<% while(true){} %>",
  "#{7*7}",
  "{7*7}",
  "@(7*7)",
  "[[7*7]]",
  "$ {7*7}",
  "*{7*7}",
  "~{7*7}",
  "%{7*7}",
  "<#assign x=1>",
  "#set($x=7)",
  "$class.inspect",
  "[% 7*7 %]",
  "<?php echo 7; ?>",
  "{php}7{/php}",
  "<script>alert(1)</script>",
  "`id`",
  "$(id)",
  "\\u007b\\u007b title",
  "{ {title} }",
  "}}",
  "\u0000",
  "{\u200b{title}}",
  "=cmd|' /C calc'!A0",
];
const refused = [
  "{{7*7}}",
  "{{ title.constructor }}",
  "{{ title['constructor'] }}",
  "{{ self }}",
  "{{ this }}",
  "{{ constructor }}",
  "{{ __proto__ }}",
  "{{ toString }}",
  "{{ hasOwnProperty }}",
  "{{''.__class__.__mro__}}",
  "{{ config.items() }}",
  "{{ request }}",
  "{{#with title}}x{{/with}}",
  "{{#each tags}}{{this}}{{/each}}",
  "{{> partial}}",
  "{{{title}}}",
  "{{&title}}",
  "{{!-- x --}}",
  "{{}}",
  "{{ }}",
  "{{title",
  "{{title}",
  "{{ title | }}",
  "{{ | upcase }}",
  "{{ title | constructor }}",
  "{{ title | __proto__: 1 }}",
  "{{ title | toString }}",
  "{{ title | map: 'x' }}",
  "{{ title | json }}",
  "{{ title | raw }}",
  "{{ title | truncate: 99999999 }}",
  "{{ title | truncate: -1 }}",
  "{{ title | truncate: 1e5 }}",
  "{{ title | truncate: summary.length }}",
  "{{ title | default: 'a' 'b' }}",
  "{{ title | upcase: 3 }}",
  "{% for x in (1..100000000) %}{% endfor %}",
  "{% include '/etc/passwd' %}",
  "{%- assign x = 1 -%}",
  "{{title}}{%x%}",
  "{{ title }}{{ \n {{ title }} }}",
  `{{ title ${"| upcase ".repeat(11)} }}`,
];

test("template escapes of other languages are text or problems, never code", () => {
  expect(plain.length + refused.length).toBeGreaterThanOrEqual(60);
  for (const escape of plain) expect(fill(escape), escape).toBe(escape.trim());
  for (const escape of refused) expect(problem(escape), escape).not.toBeNull();
});

test("the result is bounded, whatever the template and the item", () => {
  const long = { ...story, summary: "é".repeat(20_000), title: "👩🏽‍🚀".repeat(250) };
  expect(fill("{{summary}}".repeat(100), long).length).toBeLessThanOrEqual(20_000);
  expect(fill("{{title | upcase}}".repeat(600), long).isWellFormed()).toBe(true);
});

test("any text is a template or a problem", () => {
  const word = fc.oneof(
    fc.constantFrom("{{", "}}", "|", ":", "title", "truncate", " ", "5", '"', "{%", "\n"),
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), (words) => {
      const { template } = readTemplate(words.join(""));
      if (template !== null) expect(render(template, story).length).toBeLessThanOrEqual(20_000);
    }),
  );
});

test("cutting keeps letters whole, words where it can, and never more than was asked for", () => {
  expect(ellipsis("The quick brown fox", 12)).toBe("The quick…");
  expect(ellipsis("The quick brown fox", 10)).toBe("The quick…");
  expect(ellipsis("The quick, brown fox", 11)).toBe("The quick…");
  expect(ellipsis("Donaudampfschifffahrt", 10)).toBe("Donaudamp…");
  expect(ellipsis("👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀", 2)).toBe("👩🏽‍🚀…");
  expect(ellipsis("👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀", 3)).toBe("👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 0, max: 60 }), (text, most) => {
      const cut = ellipsis(text, most);
      expect(countGraphemes(cut)).toBeLessThanOrEqual(Math.max(most, 0));
      if (countGraphemes(text) <= most) expect(cut).toBe(text);
      if (cut !== text && cut !== "") expect(graphemes(text).join("").startsWith(cut.slice(0, -1))).toBe(true);
    }),
  );
});

test("counting without segmenting counts the same", () => {
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  const counted = (text: string) => [...segmenter.segment(text)].length;
  fc.assert(
    fc.property(fc.string({ unit: letter, maxLength: 30 }), (text) => {
      expect(countGraphemes(text)).toBe(counted(text));
    }),
  );
  // Sixteen letters at a time, between others that they might join, wherever counting is not left to the segmenter.
  const blocks = [
    ...range(0, 0x530, 16),
    ...range(0x2000, 0x20d0, 16),
    ...range(0x3000, 0x3110, 16),
    ...range(0x4e00, 0xa000, 256),
  ];
  for (const from of blocks) {
    const text = Array.from({ length: 16 }, (_, index) => `é${String.fromCharCode(from + index)}和`).join("");
    expect(countGraphemes(text), from.toString(16)).toBe(counted(text));
  }
});

const range = (from: number, to: number, step: number) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);

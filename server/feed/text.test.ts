import { expect, test } from "vitest";
import type { RawText } from "./raw.ts";
import { lineOf, wordsOf } from "./text.ts";

const raw = (text: string, form: RawText["form"] = "either"): RawText => ({ text, form });
const line = (text: string, form?: RawText["form"]) => lineOf(raw(text, form), 1000);
const words = (text: string, form?: RawText["form"]) => wordsOf(raw(text, form), 1000);

test.each([
  ["Plain text", "Plain text"],
  ["  two\n\tlines  ", "two lines"],
  ["one  two \n three\u2028four", "one two three four"],
  ["AT&amp;T", "AT&T"],
  ["AT&amp;amp;T", "AT&amp;T"],
  ["L&#8217;&eacute;t&eacute;", "L’été"],
  ["L&amp;#8217;&amp;eacute;t&amp;eacute;", "L’été"],
  ["Écrire &amp;eacute; en HTML", "Écrire &eacute; en HTML"],
  ["<p>One</p><p>Two</p>", "One Two"],
  ["One<br/>Two", "One Two"],
  ["One<br>Two", "One Two"],
  ["in<b>si</b>de", "inside"],
  ["Le &lt;b&gt;gras&lt;/b&gt; en HTML", "Le <b>gras</b> en HTML"],
  ["<script>alert(1)</script>Safe<style>p{}</style>", "Safe"],
  ["a <!-- hidden --> b", "a b"],
  ["1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
  ["A<B", "A<B"],
  ["Je <3 mon usine </3", "Je <3 mon usine </3"],
  ["the &lt;b&gt; element", "the <b> element"],
  [`<a href="x" title="a > b">link</a>`, "link"],
  ["« déjà » !", "« déjà » !"],
  ["👩‍💻 ok", "👩‍💻 ok"],
  ["bell\u0007 and null\u0000", "bell and null"],
  ["cut in a tag <a href='http://exam", "cut in a tag"],
  ["cut in a tag <a href='http://exam'>here", "cut in a tag here"],
  [`a quote <a title="alone>without</a> its partner`, "a quote without its partner"],
  ["x <xhtml:div>y</xhtml:div>", "x y"],
  ["10<sup>e</sup> salon", "10e salon"],
  ["it\u0092s &#146;old&#146;", "it’s ’old’"],
])("in a title that may be HTML, %j reads as %j", (markup, text) => {
  expect(line(markup)).toBe(text);
});

test.each([
  "Passer de Option<T> à Result<T>",
  "Guide libre des éléments <head>",
  "Quand <script> bloque la page",
  "HashMap<K, V> en pratique",
  "Le <marquee> est mort, vive <blink>",
  "Pourquoi <p> n’est pas <div>",
  "La balise <br> expliquée",
  "Fermez vos </div> !",
  "Écrivez à <contact@atelier.example>",
  "Voir <https://atelier.example/a?b=1&c>",
  "<T> contre <U>",
  "if a<b && c>d",
  "React : <Suspense>…</Suspense>",
])("%j is words", (text) => {
  expect(line(text)).toBe(text);
  expect(line(text.replaceAll("&", "&amp;"))).toBe(text);
});

test("a text that says that it is text is taken by the letter, one that says that it is HTML is not", () => {
  expect(line("Le <b>gras</b> &amp; co", "text")).toBe("Le <b>gras</b> &amp; co");
  expect(line("Le &lt;template&gt; <b>expliqué</b>", "html")).toBe("Le <template> expliqué");
  expect(line("Un <em>titre</em> &amp; deux <blink>mots", "html")).toBe("Un titre & deux mots");
  expect(line("Comprendre Vec<T>", "html")).toBe("Comprendre Vec<T>");
});

test("an address keeps its parameters, whatever entity they look like", () => {
  for (const address of [
    "https://x.example/?id=7&section=2&copy=1",
    "https://x.example/?a=1&para&reg=3&times=4&lt=5",
  ]) {
    expect(words(`<p>Ici : ${address.replaceAll("&", "&amp;")} vite</p>`)).toBe(`Ici : ${address} vite`);
    expect(words(`<p>Ici : ${address} vite</p>`)).toBe(`Ici : ${address} vite`);
    expect(line(`Ici : ${address}`)).toBe(`Ici : ${address}`);
  }
  expect(line("&copy 2026 Acme, caf&eacute")).toBe("© 2026 Acme, café");
});

test("an emoji in two references is one letter, and half of one is none", () => {
  expect(line("Fête &#55356;&#57225; &#xD83D;&#xDE00;&#xD83D;&#56832; !")).toBe("Fête 🎉 😀😀 !");
  expect(line("Seul &#xD83C; fin \ud83c.")).toBe("Seul fin .");
});

test("paragraphs, lists and line breaks are lines", () => {
  expect(
    words("<p>Au programme :</p><ul><li>Soudure</li><li><p>Fonderie</p></li><li></li></ul><p>Venez<br>nombreux !</p>"),
  ).toBe("Au programme :\n\n• Soudure\n• Fonderie\n\nVenez\nnombreux !");
  expect(words("<ol start=3><li>Un<ul><li>a</li><li>b</li></ul></li><li>Deux</li></ol>")).toBe(
    "3. Un\n• a\n• b\n4. Deux",
  );
  expect(words("<div>Lundi</div><div>Mardi</div>Mercredi<br/>Jeudi<br><br>Vendredi")).toBe(
    "Lundi\nMardi\nMercredi\nJeudi\n\nVendredi",
  );
  expect(words("<div>a<br></div><div>b</div><div><br></div><div>c</div><p>&nbsp;</p><p>d</p>")).toBe("a\nb\n\nc\n\nd");
  expect(words("<h2>Titre</h2>\n  <blockquote>Cité\n  ici</blockquote>")).toBe("Titre\n\nCité ici");
  expect(words("<table><tr><td>Lundi</td><td>9 h</td></tr><tr><td></td><td>10 h</td></tr></table>")).toBe(
    "Lundi | 9 h\n10 h",
  );
  expect(words("<pre>un\n  deux</pre><dl><dt>Nom</dt><dd>Sens</dd></dl>")).toBe("un\ndeux\n\nNom\nSens");
  expect(words("<p>Un paragraphe <p>et un autre <strong>coupé")).toBe("Un paragraphe\n\net un autre coupé");
});

test("lines of plain text are lines where they were meant", () => {
  expect(words("Un\ndeux\n\n\ntrois", "text")).toBe("Un\ndeux\n\ntrois");
  expect(words("Une phrase qui a été\n   coupée.\n\nUne autre :\n- a\n- b")).toBe(
    "Une phrase qui a été coupée.\n\nUne autre :\n- a\n- b",
  );
});

test("a whole text that was escaped once too often is markup all the same, as a title it is not", () => {
  expect(words("&lt;p&gt;Bonjour &amp;amp; merci&lt;/p&gt;")).toBe("Bonjour & merci");
  expect(line("&lt;p&gt;Bonjour&lt;/p&gt;")).toBe("<p>Bonjour</p>");
});

test("pictures of emoji are the emoji, other pictures are no text", () => {
  expect(
    words(`<p>Bravo <img src="https://s.w.org/e.png" alt="🎉" class="wp-smiley" style="height:1em" /> à tous !</p>`),
  ).toBe("Bravo 🎉 à tous !");
  expect(
    words(
      `Merci <img class="emoji" alt="👩‍🏭" src="x.png"><img alt="🇫🇷" src="y.png"> <img class="custom-emoji" alt=":acier:">`,
    ),
  ).toBe("Merci 👩‍🏭🇫🇷 :acier:");
  expect(words(`<p><img src="p.jpg" alt="Une machine bleue">Voici la machine.</p>`)).toBe("Voici la machine.");
  expect(line(`Fête <img class="emoji" alt="🎉">`)).toBe("Fête 🎉");
});

test("what is not shown is not read", () => {
  expect(
    words(`<div style="display:none">caché<div>aussi</div></div><p hidden>non</p><p>Oui</p><iframe>vieux</iframe>`),
  ).toBe("Oui");
  expect(words(`<video controls><p>Votre navigateur…</p></video>Le film`)).toBe("Le film");
  expect(words("<p>Avant</p><script>var x = '<p>';</script><p>après</p>")).toBe("Avant\n\naprès");
});

test("a text that is too long ends with an ellipsis, never in the middle of a letter", () => {
  expect(lineOf(raw("abcdef"), 4)).toBe("abc…");
  expect(wordsOf(raw("ab👍👍"), 4)).toBe("ab…");
});

test("2,000 hostile kilobytes are as good as read", () => {
  for (const piece of [
    "<",
    "<a ",
    "<a b='",
    "<!--",
    "<script>",
    "&",
    "&lt;",
    "</",
    "<b>",
    "</b>",
    "<b></i>",
    "<li>",
    "&#55356;",
    "<td>",
    "\n",
    "\n\n-",
    "<p>\u00a0",
    "<![CDATA[",
    '<a b="x>',
    "<br>",
    "a&b;",
  ])
    for (const form of ["either", "html", "text"] as const) {
      expect(lineOf(raw(piece.repeat(500_000), form), 100).length).toBeLessThanOrEqual(100);
      expect(wordsOf(raw(piece.repeat(500_000), form), 100).length).toBeLessThanOrEqual(100);
    }
});

import { expect, test } from "vitest";
import { plainText } from "./text.ts";

test.each([
  ["Plain text", "Plain text"],
  ["  two\n\tlines  ", "two lines"],
  ["one  two \n three\u2028four", "one two three four"],
  ["AT&amp;T", "AT&T"],
  ["AT&amp;amp;T", "AT&T"],
  ["L&#8217;&eacute;t&eacute;", "L’été"],
  ["L&amp;#8217;&amp;eacute;t&amp;eacute;", "L’été"],
  ["<p>One</p><p>Two</p>", "One Two"],
  ["One<br/>Two", "One Two"],
  ["in<b>si</b>de", "inside"],
  ["&lt;b&gt;Bold&lt;/b&gt; move", "Bold move"],
  ["<script>alert(1)</script>Safe<style>p{}</style>", "Safe"],
  ["a <!-- hidden --> b", "a b"],
  ["1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
  ["A<B", "A<B"],
  ["the &lt;b&gt; element", "the <b> element"],
  [`<a href="x" title="a > b">link</a>`, "link"],
  ["« déjà » !", "« déjà » !"],
  ["👩‍💻 ok", "👩‍💻 ok"],
  ["bell\u0007 and null\u0000", "bell and null"],
  ["cut in a tag <a href='http://exam", "cut in a tag"],
  ["x <xhtml:div>y</xhtml:div>", "x y"],
])("%j reads as %j", (markup, text) => {
  expect(plainText(markup, 1000)).toBe(text);
});

test("a text that is too long ends with an ellipsis, never in the middle of a letter", () => {
  expect(plainText("abcdef", 4)).toBe("abc…");
  expect(plainText("ab👍👍", 4)).toBe("ab…");
});

test("2,000 hostile kilobytes are as good as read", () => {
  for (const piece of ["<", "<a ", "<a b='", "<!--", "<script>", "&", "&lt;", "</"])
    expect(plainText(piece.repeat(500_000), 100).length).toBeLessThanOrEqual(100);
});

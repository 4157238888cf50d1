import { expect, test } from "vitest";
import { listParts, textParts } from "./parts.ts";

const said = (parts: ReturnType<typeof textParts>): string =>
  parts.map(({ kind, text }) => (kind === "same" ? text : kind === "old" ? `-[${text}]` : `+[${text}]`)).join("");

test("what is filled in, and a link, are one piece", () => {
  expect(said(textParts("{{title}} {{link}}", "{{title}} {{summary}}"))).toBe("{{title}} -[{{link}}]+[{{summary}}]");
  expect(said(textParts("voir https://a.example/x?y=1", "voir https://a.example/x?y=2"))).toBe(
    "voir -[https://a.example/x?y=1]+[https://a.example/x?y=2]",
  );
});

test("A sentence that changed shows the words that went and those that came, and keeps the others.", () => {
  expect(
    said(textParts("Une belle occasion de nous rejoindre !", "Une belle occasion de nous rejoindre, à {{ville}}.")),
  ).toBe("Une belle occasion de nous -[rejoindre !]+[rejoindre, à {{ville}}.]");
  expect(said(textParts("", "new"))).toBe("+[new]");
  expect(said(textParts("same", "same"))).toBe("same");
});

test("A list shows each word that went or came where it stands.", () => {
  expect(said(listParts(["emploi", "stage"], ["emploi", "chantier"]))).toBe("emploi-[stage]+[chantier]");
});

test("Two hundred kilobytes that were pasted are shown as far as somebody reads them, at once.", () => {
  const parts = textParts("short", "word ".repeat(40_000));
  expect(parts.map(({ kind }) => kind)).toEqual(["old", "new"]);
  expect(parts[1]!.text.length).toBeLessThan(2_100);
});

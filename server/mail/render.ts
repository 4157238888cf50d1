import { Body } from "@react-email/body";
import { Button } from "@react-email/button";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Heading } from "@react-email/heading";
import { Hr } from "@react-email/hr";
import { Html } from "@react-email/html";
import { Link } from "@react-email/link";
import { Preview } from "@react-email/preview";
import { Section } from "@react-email/section";
import { Text } from "@react-email/text";
import { createElement as h, type CSSProperties, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Language } from "#engine/text.ts";
import type { About } from "./plain.ts";
import { drawFigures, drawLines } from "./render-lines.ts";
import { drawHeading, drawLinks, drawPost, drawRows } from "./render-post.ts";
import type { Block, Letter } from "./templates/letter.ts";
import { colours, darkStyle, font, round } from "./look.ts";

/**
 * The HTML of a mail: tables and inline styles, right on its own in light, with the colours of a dark screen beside them. React
 * Email's parts know what Outlook needs; its own `render` is not used, because it brings a formatter of 12 MB and a plain text
 * that is guessed from the HTML, where ours is written from the same blocks (`plain.ts`). Loaded by the first mail, not at the start.
 */
export function renderHtml(letter: Letter, { company, language, unsubscribe, home }: About): string {
  const page = h(
    Html,
    { lang: language, dir: "ltr" },
    h(
      Head,
      null,
      h("meta", { name: "color-scheme", content: "light dark" }),
      h("meta", { name: "supported-color-schemes", content: "light dark" }),
      h("title", null, letter.subject),
      h("style", { dangerouslySetInnerHTML: { __html: darkStyle } }),
    ),
    h(Preview, null, letter.preheader),
    h(
      Body,
      { style: { margin: 0, padding: "28px 0", background: colours.paper, fontFamily: font } },
      h(
        Container,
        { style: { width: "100%", maxWidth: "600px", padding: "0 16px" } },
        header(company, language),
        h(
          Section,
          { className: "card", style: cardStyle },
          h(Heading, { as: "h1", className: "ink", style: titleStyle }, letter.title),
          letter.lead === undefined
            ? null
            : h(
                Text,
                { className: "ink2", style: { ...textStyle, fontSize: "17px", lineHeight: "26px" } },
                letter.lead,
              ),
          ...letter.blocks.map((block, index) => h("div", { key: index }, draw(block, language))),
        ),
        footer(letter, { language, unsubscribe, home }),
      ),
    ),
  );
  const doctype =
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';
  // React asks a browser to fetch each picture ahead: a mail has them with it, and would hold what a page shows of them twice.
  return `${doctype}\n${renderToStaticMarkup(page).replaceAll(/<link rel="preload"[^>]*>/gu, "")}`;
}

const cardStyle: CSSProperties = {
  background: colours.surface,
  border: `1px solid ${colours.line}`,
  borderRadius: "20px",
  padding: "32px 32px 28px",
};
const titleStyle: CSSProperties = {
  margin: "0 0 12px",
  color: colours.ink,
  fontSize: "30px",
  lineHeight: "36px",
  fontWeight: 650,
  letterSpacing: "-0.02em",
};
const textStyle: CSSProperties = { margin: "0 0 16px", color: colours.ink2, fontSize: "16px", lineHeight: "25px" };

/** Who writes, and what with. The mark is a letter on a ground of its own: no picture that could be blocked or inverted. */
function header(company: string, language: Language): ReactNode {
  const [initial = "R"] = [...company.trim()];
  const mark: CSSProperties = {
    width: "40px",
    height: "40px",
    borderRadius: `${round}px`,
    background: colours.navy,
    color: "#fdfefe",
    fontSize: "18px",
    fontWeight: 650,
    textAlign: "center",
  };
  const row = h(
    "tr",
    null,
    h(
      "td",
      { className: "mark", width: 40, height: 40, align: "center", valign: "middle", style: mark },
      initial.toUpperCase(),
    ),
    h(
      "td",
      {
        className: "ink",
        valign: "middle",
        style: { padding: "0 12px", color: colours.ink, fontSize: "17px", fontWeight: 620 },
      },
      company,
    ),
    h(
      "td",
      { className: "muted", align: "right", valign: "middle", style: { color: colours.muted, fontSize: "14px" } },
      language === "fr" ? "par Relaymap" : "by Relaymap",
    ),
  );
  return table({ padding: "0 0 20px" }, row);
}

function draw(block: Block, language: Language): ReactNode {
  if (block.kind === "post") return drawPost(block.post, language);
  if (block.kind === "rows") return drawRows(block.rows);
  if (block.kind === "links") return drawLinks(block.links);
  if (block.kind === "heading") return drawHeading(block.text);
  if (block.kind === "figures") return drawFigures(block.figures);
  if (block.kind === "lines") return drawLines(block.lines);
  if (block.kind === "text")
    return lines(block.text, block.quiet === true ? "muted" : "ink2", {
      ...textStyle,
      ...(block.quiet === true ? { color: colours.muted, fontSize: "14px", lineHeight: "21px" } : {}),
    });
  if (block.kind === "quote")
    return h(
      "div",
      { style: { margin: "4px 0 20px", padding: "2px 0 2px 16px", borderLeft: `3px solid ${colours.glow}` } },
      lines(block.text, "ink", { ...textStyle, margin: 0, color: colours.ink }),
      block.by === undefined
        ? null
        : lines(block.by, "muted", { ...textStyle, margin: "4px 0 0", color: colours.muted, fontSize: "14px" }),
    );
  if (block.kind === "points")
    return table(
      { margin: "4px 0 12px" },
      ...block.points.map((point, index) =>
        h(
          "tr",
          { key: index },
          h("td", { className: "accent", valign: "top", width: 24, style: pointStyle(colours.accent) }, "•"),
          h("td", { className: "ink2", valign: "top", style: pointStyle(colours.ink2) }, point),
        ),
      ),
    );
  if (block.kind === "card")
    return h(
      Link,
      { href: block.link, style: { textDecoration: "none" } },
      table(
        { margin: "8px 0 16px" },
        h(
          "tr",
          null,
          h(
            "td",
            {
              className: "sunken",
              style: { background: colours.sunken, borderRadius: `${round}px`, padding: "16px 20px" },
            },
            h(
              "div",
              {
                className: "ink",
                style: { color: colours.ink, fontSize: "16px", fontWeight: 620, lineHeight: "23px" },
              },
              block.title,
            ),
            block.text === undefined
              ? null
              : h(
                  "div",
                  {
                    className: "ink2",
                    style: { color: colours.ink2, fontSize: "14px", lineHeight: "21px", paddingTop: "4px" },
                  },
                  block.text,
                ),
            h(
              "div",
              {
                className: "muted",
                style: { color: colours.muted, fontSize: "13px", lineHeight: "20px", paddingTop: "6px" },
              },
              hostOf(block.link),
            ),
          ),
        ),
      ),
    );
  return h(Button, { href: block.link, className: "button", style: buttonStyle }, block.label);
}

const pointStyle = (color: string): CSSProperties => ({
  color,
  // A fingerprint of 64 signs is no wider than the mail.
  wordBreak: "break-word",
  fontSize: "16px",
  lineHeight: "24px",
  padding: "0 0 8px",
});
const buttonStyle: CSSProperties = {
  display: "block",
  boxSizing: "border-box",
  width: "100%",
  margin: "12px 0 4px",
  padding: "17px 24px",
  borderRadius: "14px",
  background: colours.accent,
  color: colours.onAccent,
  fontSize: "17px",
  lineHeight: "22px",
  fontWeight: 620,
  textAlign: "center",
  textDecoration: "none",
};

function footer(
  { footer: sentences, change }: Letter,
  { language, unsubscribe, home }: Omit<About, "company">,
): ReactNode {
  const style: CSSProperties = { margin: "0 0 8px", color: colours.muted, fontSize: "13.5px", lineHeight: "20px" };
  const fr = language === "fr";
  const underlined = { color: colours.muted, textDecoration: "underline" };
  const link = (href: string, label: string) => h(Link, { href, className: "muted", style: underlined }, label);
  const ways = [
    ...(change === undefined ? [] : [link(new URL(change, home).href, fr ? "Changer" : "Change")]),
    ...(unsubscribe === null
      ? []
      : [link(unsubscribe, fr ? "Ne plus recevoir ces e-mails" : "Get no more of these mails")]),
  ];
  return h(
    Section,
    { style: { padding: "20px 8px 0" } },
    ...sentences.map((sentence, index) => h(Text, { key: index, className: "muted", style }, sentence)),
    ways.length === 0
      ? null
      : h(
          Text,
          { className: "muted", style },
          ...ways.flatMap((each, index) => (index === 0 ? [each] : [" · ", each])),
          unsubscribe === null || change === undefined
            ? null
            : fr
              ? ", ce n’est pas quitter."
              : ", which is not leaving.",
        ),
    h(Hr, { style: { borderColor: "transparent", margin: "4px 0" } }),
  );
}

/** Text of several paragraphs; what was a line stays one. */
function lines(text: string, className: string, style: CSSProperties): ReactNode {
  return h(
    "div",
    null,
    ...text
      .split(/\n{2,}/u)
      .map((paragraph, index) =>
        h(
          Text,
          { key: index, className, style },
          ...paragraph.split("\n").flatMap((line, at) => (at === 0 ? [line] : [h("br", { key: at }), line])),
        ),
      ),
  );
}

function table(style: CSSProperties, ...rows: ReactNode[]): ReactNode {
  return h(
    "table",
    { role: "presentation", width: "100%", border: 0, cellPadding: 0, cellSpacing: 0, style },
    h("tbody", null, ...rows),
  );
}

const hostOf = (link: string): string => (URL.canParse(link) ? new URL(link).host.replace(/^www\./u, "") : link);

import { createElement as h, type CSSProperties, type ReactNode } from "react";
import { colours } from "./look.ts";
import { line, row, table } from "./render-post.ts";
import type { LineView } from "./templates/letter.ts";

/** Parts of a mail that show numbers, and what is planned when. */

export const drawFigures = (figures: readonly { value: string; label: string }[]): ReactNode =>
  table(
    {
      ...{ margin: "16px 0 20px", borderCollapse: "separate", borderRadius: "14px", overflow: "hidden" },
      // Long words are cut sooner than the mail is wider than a phone.
      ...{ tableLayout: "fixed", wordBreak: "break-word" },
    },
    undefined,
    row(
      ...figures.map(({ value, label }, index) =>
        h(
          "td",
          {
            key: index,
            className: "sunken figure",
            valign: "top",
            width: `${Math.floor(100 / figures.length)}%`,
            style: { background: colours.sunken, padding: "16px 20px" },
          },
          h("div", { className: "ink", style: { color: colours.ink, ...line(26, 32), fontWeight: 680 } }, value),
          h("div", { className: "muted", style: { color: colours.muted, ...line(13.5, 19) } }, label),
        ),
      ),
    ),
  );

/** Lines with a rule between them. */
export const drawLines = (lines: readonly LineView[]): ReactNode =>
  table(
    { margin: "0 0 20px" },
    undefined,
    ...lines.map(({ before, title, value, note }, index) => {
      const cell: CSSProperties = {
        padding: "11px 0",
        ...(index === 0 ? {} : { borderTop: `1px solid ${colours.line}` }),
      };
      const side = (text: string, style: CSSProperties): ReactNode =>
        h(
          "td",
          {
            className: "ink edge",
            valign: "top",
            style: { ...cell, ...line(16.5, 23), color: colours.ink, whiteSpace: "nowrap", ...style },
          },
          text,
        );
      return h(
        "tr",
        { key: index },
        before === undefined ? null : side(before, { width: "56px", paddingRight: "12px", color: colours.ink }),
        h(
          "td",
          { className: "edge", valign: "top", style: { ...cell, wordBreak: "break-word" } },
          h("div", { className: "ink", style: { color: colours.ink, ...line(16.5, 23), fontWeight: 620 } }, title),
          note === undefined
            ? null
            : h("div", { className: "muted", style: { color: colours.muted, ...line(13.5, 20) } }, note),
        ),
        value === undefined ? null : side(value, { paddingLeft: "16px", textAlign: "right", fontWeight: 680 }),
      );
    }),
  );

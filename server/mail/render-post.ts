import { createElement as h, type CSSProperties, type ReactNode } from "react";
import type { Language } from "#engine/text.ts";
import { colours } from "./look.ts";
import type { PictureView, PostView, RowView } from "./templates/letter.ts";

/** Parts of a mail that show posts: tables with inline styles, right on their own in light; `look.ts` has their colours in the dark. */

export const table = (style: CSSProperties, className: string | undefined, ...rows: ReactNode[]): ReactNode =>
  h(
    "table",
    { role: "presentation", width: "100%", border: 0, cellPadding: 0, cellSpacing: 0, style, className },
    h("tbody", null, ...rows),
  );
export const row = (...cells: ReactNode[]): ReactNode => h("tr", null, ...cells);
const image = (cid: string, alt: string, [width, height]: readonly [number, number], style: CSSProperties): ReactNode =>
  h("img", { src: `cid:${cid}`, alt, width, height, style: { display: "block", border: 0, ...style } });

const words: Record<PostView["acts"][number], Record<Language, string>> = {
  like: { en: "Like", fr: "J’aime" },
  reply: { en: "Comment", fr: "Commenter" },
  repost: { en: "Repost", fr: "Republier" },
  favourite: { en: "Favourite", fr: "Favori" },
  bookmark: { en: "Save", fr: "Enregistrer" },
  share: { en: "Share", fr: "Partager" },
};

/** A post as its network shows it, 544 wide at most. */
export function drawPost(post: PostView, language: Language): ReactNode {
  const edge = `1px solid ${colours.line}`;
  const inner: CSSProperties = { padding: "16px 20px" };
  return table(
    { margin: "4px 0 20px", border: edge, borderRadius: "16px", borderCollapse: "separate", overflow: "hidden" },
    "edge",
    row(h("td", { style: { padding: "16px 20px 12px" } }, head(post))),
    row(
      h(
        "td",
        { className: "ink", style: { ...inner, padding: "0 20px 16px", ...body } },
        ...paint(post.text, post.tint),
      ),
    ),
    post.picture === null ? null : row(h("td", { style: { padding: 0, lineHeight: 0 } }, wide(post.picture))),
    post.card === null
      ? null
      : row(
          h(
            "td",
            { className: "sunken", style: { ...inner, background: colours.sunken } },
            h(
              "div",
              { className: "ink", style: { color: colours.ink, ...line(16, 22), fontWeight: 620 } },
              post.card.title,
            ),
            h("div", { className: "muted", style: { color: colours.muted, ...line(14, 20) } }, post.card.host),
          ),
        ),
    row(
      h(
        "td",
        { className: "muted edge", style: { ...inner, color: colours.muted, ...line(14, 20), borderTop: edge } },
        // Nothing stands between them that could be left at a line's end.
        ...post.acts.map((act) =>
          h("span", { key: act, style: { display: "inline-block", paddingRight: "22px" } }, words[act][language]),
        ),
      ),
    ),
  );
}

export const line = (size: number, height: number): CSSProperties => ({
  fontSize: `${size}px`,
  lineHeight: `${height}px`,
});
const body: CSSProperties = { color: colours.ink, ...line(16.5, 25) };

/** Who says it, and where. */
function head({ who, handle, face, mark, network }: PostView): ReactNode {
  const [initial = "?"] = [...who.trim()];
  const round: CSSProperties = { width: "44px", height: "44px", borderRadius: "22px" };
  // On a block of its own: a narrow phone presses a cell together.
  const own =
    face === null
      ? h(
          "td",
          { width: 44, valign: "middle" },
          h(
            "div",
            {
              className: "mark",
              style: {
                ...round,
                background: colours.navy,
                color: "#fdfefe",
                ...line(18, 44),
                fontWeight: 620,
                textAlign: "center",
              },
            },
            initial.toUpperCase(),
          ),
        )
      : h("td", { width: 44, valign: "middle" }, image(face, "", [44, 44], { borderRadius: "22px" }));
  return table(
    {},
    undefined,
    row(
      own,
      h(
        "td",
        { valign: "middle", style: { padding: "0 12px" } },
        h("div", { className: "ink", style: { color: colours.ink, ...line(16, 22), fontWeight: 640 } }, who),
        h("div", { className: "muted", style: { color: colours.muted, ...line(13.5, 19) } }, handle),
      ),
      h("td", { width: 26, align: "right", valign: "top" }, image(mark, network, [26, 26], { borderRadius: "6px" })),
    ),
  );
}

/** As wide as what it stands in, and never higher than it is drawn. */
function wide({ cid, alt, width, height }: PictureView): ReactNode {
  const shown = 534;
  const tall = Math.round((shown * height) / Math.max(width, 1));
  return image(cid, alt, [shown, tall], { width: "100%", height: "auto" });
}

/** Addresses and hashtags in the network's own colour; lines stay lines. */
function paint(text: string, tint: string): ReactNode[] {
  return text.split("\n").flatMap((each, at) => [
    ...(at === 0 ? [] : [h("br", { key: `b${at}` })]),
    ...each.split(/(https?:\/\/\S+|#[\p{L}\p{N}_]+)/gu).map((part, index) =>
      index % 2 === 1
        ? h(
            "span",
            {
              key: `${at}/${index}`,
              className: "accent",
              style: { color: tint, fontWeight: 560, wordBreak: "break-word" },
            },
            part,
          )
        : part,
    ),
  ]);
}

/** "Later", "Not for me": as easy as the button above them. */
export const drawLinks = (links: readonly { label: string; link: string }[]): ReactNode =>
  h(
    "div",
    { style: { textAlign: "center", padding: "8px 0 4px" } },
    ...links.map(({ label, link }, index) =>
      h(
        "a",
        {
          key: index,
          href: link,
          className: "accent",
          style: {
            display: "inline-block",
            padding: "14px 20px",
            color: colours.accent,
            ...line(16, 22),
            fontWeight: 600,
            textDecoration: "none",
          },
        },
        label,
      ),
    ),
  );

export function drawRows(rows: readonly RowView[]): ReactNode {
  return table(
    { margin: "4px 0 12px" },
    undefined,
    ...rows.map(({ picture, mark, over, title, label, link }, index) => {
      const top: CSSProperties = index === 0 ? {} : { borderTop: `1px solid ${colours.line}` };
      return h(
        "tr",
        { key: index },
        h(
          "td",
          { className: "edge", style: { ...top, padding: "16px 0" } },
          table(
            {},
            "stack",
            row(
              picture === null
                ? null
                : h(
                    "td",
                    { className: "cell", width: 112, valign: "top", style: { paddingRight: "16px" } },
                    image(picture.cid, picture.alt, [112, 84], { borderRadius: "12px", objectFit: "cover" }),
                  ),
              h(
                "td",
                { className: "cell", valign: "middle", style: { paddingRight: "12px" } },
                h(
                  "div",
                  { className: "muted", style: { color: colours.muted, ...line(13.5, 20) } },
                  mark === null
                    ? null
                    : h("img", {
                        src: `cid:${mark.cid}`,
                        alt: mark.network,
                        width: 18,
                        height: 18,
                        style: { border: 0, borderRadius: "4px", verticalAlign: "middle", marginRight: "6px" },
                      }),
                  over,
                ),
                h(
                  "div",
                  {
                    className: "ink",
                    style: { color: colours.ink, ...line(16.5, 23), fontWeight: 620, paddingTop: "2px" },
                  },
                  title,
                ),
              ),
              h(
                "td",
                { className: "cell", width: 76, align: "right", valign: "middle" },
                h(
                  "a",
                  {
                    href: link,
                    className: "ink edge see",
                    style: {
                      display: "inline-block",
                      padding: "12px 18px",
                      border: "1px solid #b9c3c9",
                      borderRadius: "14px",
                      color: colours.ink,
                      ...line(15, 20),
                      fontWeight: 600,
                      textDecoration: "none",
                      textAlign: "center",
                    },
                  },
                  label,
                ),
              ),
            ),
          ),
        ),
      );
    }),
  );
}

export const drawHeading = (text: string): ReactNode =>
  h(
    "h2",
    { className: "ink", style: { margin: "16px 0 12px", color: colours.ink, ...line(19, 26), fontWeight: 640 } },
    text,
  );

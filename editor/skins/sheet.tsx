import type { ReactNode } from "react";
import type { Text } from "#engine/text.ts";
import { Glyph, type Worn } from "../skin.tsx";
import classes from "./sheet.module.css";

type Own = {
  own: string;
  size: number;
  /** What readers can do, as the network calls it. */
  acts: readonly (Text & { act: "thumb" | "reply" | "share" | "repost" })[];
  /** What the network shows of the post's address. */
  card: ReactNode;
};

/**
 * A post as wide as its column: whose it is on top, words, pictures from edge to edge, and what readers do in words below. A network's own
 * stylesheet gives `own` its measures and colours (the variables of sheet.module.css).
 */
export function Sheet({ name, face, when, seen, words, body, say, own, size, acts, card }: Worn & Own) {
  return (
    <div className={own}>
      <header className={classes.header}>
        {face(size)}
        <div className={classes.who}>
          <strong>{name}</strong>
          <span>
            {when} {when && "· "}
            {seen ?? <Glyph act="world" size={13} />}
          </span>
        </div>
        <Glyph act="more" size={20} />
      </header>
      {words && <div className={classes.words}>{words}</div>}
      {body && <div className={classes.body}>{body}</div>}
      {card && <div className={classes.card}>{card}</div>}
      <div className={classes.acts} aria-hidden="true">
        {acts.map(({ act, ...text }) => (
          <span key={act}>
            <Glyph act={act} /> {say(text)}
          </span>
        ))}
      </div>
    </div>
  );
}

import type { ReactNode } from "react";
import { Glyph, type Worn } from "../skin.tsx";
import classes from "./feed.module.css";

type Own = {
  own: string;
  size: number;
  acts: readonly ("reply" | "repost" | "like" | "bookmark" | "upload" | "more")[];
  /** What the network shows of the post's address. */
  card: ReactNode;
};

/**
 * A post in a feed of short ones: the face beside it, its name, handle and hour in one line, and what readers do as small pictures below. A
 * network's own stylesheet gives `own` its measures and colours (the variables of feed.module.css).
 */
export function Feed({ name, handle, face, when, seen, words, body, own, size, acts, card }: Worn & Own) {
  return (
    <div className={`${classes.post} ${own}`}>
      {face(size)}
      <div className={classes.side}>
        <header className={classes.header}>
          <strong>{name}</strong>
          <span className={classes.handle}>@{handle}</span>
          {when && <span className={classes.when}>· {when}</span>}
        </header>
        {seen}
        {words && <div className={classes.words}>{words}</div>}
        {body}
        {card}
        <div className={classes.acts} aria-hidden="true">
          {acts.map((act) => (
            <Glyph key={act} act={act} />
          ))}
        </div>
      </div>
    </div>
  );
}

import { useState } from "react";
import { useWords } from "../language.tsx";
import classes from "./post-card.module.css";

/** Signs, or lines, from which on networks show the beginning of a text and the rest to whoever asks. */
const long = { signs: 420, lines: 9 };

/** A post's text with its links and hashtags coloured as networks do. Nothing in it can be clicked; a long one is opened. */
export function PostWords({ text }: { text: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const folds = text.length > long.signs || text.split("\n").length > long.lines;
  const parts = text.split(/(https?:\/\/[^\s]+|[#@][\p{L}\p{N}_]+)/u);
  return (
    <>
      <p className={classes.text} dir="auto" data-folded={(folds && !open) || undefined}>
        {parts.map((part, index) =>
          index % 2 === 1 ? (
            <span key={index} className={classes.link}>
              {part.startsWith("http") ? part.replace(/^https?:\/\/(www\.)?/, "").replace(/^(.{34}).+$/, "$1…") : part}
            </span>
          ) : (
            part
          ),
        )}
      </p>
      {folds && (
        <button type="button" className={classes.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "post.less" : "post.all")}
        </button>
      )}
    </>
  );
}

import type { Icon } from "@tabler/icons-react";
import type { ComponentProps, ReactNode } from "react";
import { useTask } from "./task.ts";
import classes from "./dock.module.css";

/**
 * The answers in a thumb's reach: what acts and one beside it, below them at most two that weigh as much and look quieter. While it
 * stands there the menu's bar does not. The page leaves `var(--dock)` free at its end.
 */
export function Dock({ first, second }: { first: ReactNode; second?: ReactNode }) {
  useTask();
  return (
    <div className={classes.dock}>
      <div className={classes.inner}>
        <div className={classes.first}>{first}</div>
        {second && <div className={classes.second}>{second}</div>}
      </div>
    </div>
  );
}

type Look = {
  /** `act`: the one filled button of the page; `beside`: the other one of the first row; `plain`: those of the second. */
  tone: "act" | "beside" | "plain";
  icon?: Icon;
  /** A second line in small letters. */
  note?: ReactNode;
  /** The key that does the same, where there is a keyboard. */
  letter?: string | null;
};

/** A button of a dock, of a sheet's end, or of the rail that stands in their place on a wide window. */
export function DockButton({
  tone,
  icon: Mark,
  note,
  letter = null,
  children,
  ...button
}: Look & Omit<ComponentProps<"button">, "className">) {
  return (
    <button
      type="button"
      {...button}
      className={classes.button}
      data-tone={tone}
      {...(letter === null ? {} : { "aria-keyshortcuts": letter })}
    >
      {Mark && <Mark size={tone === "act" ? 22 : 21} stroke={1.8} aria-hidden="true" />}
      <span className={classes.words}>
        <span className={classes.word}>{children}</span>
        {note && <small className={classes.note}>{note}</small>}
      </span>
      {letter !== null && (
        <kbd className={classes.letter} aria-hidden="true">
          {letter}
        </kbd>
      )}
    </button>
  );
}

/** A way out of our pages that looks as such a button does. */
export function DockLink({ tone, icon: Mark, href, children }: Look & { href: string; children: ReactNode }) {
  return (
    <a className={classes.button} data-tone={tone} href={href} target="_blank" rel="noreferrer">
      {Mark && <Mark size={tone === "act" ? 22 : 21} stroke={1.8} aria-hidden="true" />}
      <span className={classes.words}>
        <span className={classes.word}>{children}</span>
      </span>
    </a>
  );
}

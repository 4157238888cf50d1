import { type Icon, IconChevronDown } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./fold.module.css";

/** A row that unfolds: what it is, and in one line what is inside. The browser's own, so that a search in the page opens it. */
export function Fold({
  icon: Mark,
  title,
  about,
  opened = false,
  children,
}: {
  icon?: Icon;
  title: ReactNode;
  about?: ReactNode;
  /** It is open from the start. */ opened?: boolean;
  children: ReactNode;
}) {
  return (
    <details className={classes.fold} open={opened}>
      <summary className={classes.row}>
        {Mark && <Mark size={22} stroke={1.7} aria-hidden="true" />}
        <span className={classes.words}>
          <strong>{title}</strong>
          {about && <small>{about}</small>}
        </span>
        <IconChevronDown className={classes.chevron} size={20} stroke={1.8} aria-hidden="true" />
      </summary>
      <div className={classes.inside}>{children}</div>
    </details>
  );
}

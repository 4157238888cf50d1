import { useDocumentTitle } from "@mantine/hooks";
import { IconChevronLeft, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../language.tsx";
import { Segments } from "./segments.tsx";
import classes from "./step.module.css";

/** How far one is. */
export type Progress = { at: number; count: number; label: string };

/**
 * A page on which one thing is done, alone on its screen: a way back (or out, where it is no step of several), how far one is, what it is, and at its
 * foot what answers it (dock.tsx). Its title is where a reader's attention goes.
 */
export function Step({
  back,
  progress,
  bars,
  above,
  title,
  about,
  foot,
  children,
}: {
  back: (() => void) | null;
  progress?: Progress | undefined;
  /** How far one is in what one may leave at any time: its way is out, not back. */
  bars?: Progress | undefined;
  /** What the eye meets before the title. */
  above?: ReactNode;
  title: string;
  about?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useWords();
  useDocumentTitle(`${title} · ${t("app.name")}`);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    head.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [title]);
  return (
    <div className={classes.step}>
      <div className={classes.bar}>
        {back && (
          <button
            type="button"
            className={classes.back}
            aria-label={t(progress ? "action.back" : "action.close")}
            onClick={back}
          >
            {progress ? <IconChevronLeft size={26} stroke={1.7} /> : <IconX size={24} stroke={1.7} />}
          </button>
        )}
        {(progress ?? bars) && <Segments {...(progress ?? bars!)} />}
      </div>
      {above}
      <h1 className={classes.title} ref={head} tabIndex={-1}>
        {title}
      </h1>
      {about && <p className={classes.about}>{about}</p>}
      {children}
      {foot}
    </div>
  );
}

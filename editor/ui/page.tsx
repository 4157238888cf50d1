import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useWords } from "../language.tsx";
import classes from "./page.module.css";

/** The frame of an ordinary page: heading, one sentence of what it is, its actions, its content. */
export function Page({
  title,
  intro,
  actions,
  back,
  narrow,
  children,
}: {
  title: string;
  intro?: ReactNode;
  actions?: ReactNode;
  back?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}) {
  const { t } = useWords();
  useDocumentTitle(`${title} · ${t("app.name")}`);
  return (
    <div className={narrow ? classes.narrow : classes.page}>
      {back}
      <header className={classes.header}>
        <div>
          <h1 className={classes.title}>{title}</h1>
          {intro && <p className={classes.intro}>{intro}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

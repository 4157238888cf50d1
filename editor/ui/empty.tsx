import type { ReactNode } from "react";
import classes from "./empty.module.css";

/** What an empty list says: what it is for and what to do first. */
export function Empty({
  icon,
  title,
  children,
  action,
  small,
  level = 2,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  small?: boolean;
  /** 1 where it is all that the page says. */
  level?: 1 | 2;
}) {
  const Title = `h${level}` as const;
  return (
    <div className={small ? classes.small : classes.empty}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <Title className={classes.title}>{title}</Title>
      {children && <p className={classes.text}>{children}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

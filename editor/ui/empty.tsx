import type { ReactNode } from "react";
import classes from "./empty.module.css";

/** What an empty list says: what it is for and what to do first. */
export function Empty({
  icon,
  title,
  children,
  action,
  small,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  small?: boolean;
}) {
  return (
    <div className={small ? classes.small : classes.empty}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <h2 className={classes.title}>{title}</h2>
      {children && <p className={classes.text}>{children}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

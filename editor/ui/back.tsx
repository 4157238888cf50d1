import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "wouter";
import classes from "./back.module.css";

/** The way up from a detail page. */
export function Back({ to, children }: { to: string; children: string }) {
  return (
    <Link href={to} className={classes.back!}>
      <IconArrowLeft size={16} stroke={1.8} aria-hidden="true" />
      {children}
    </Link>
  );
}

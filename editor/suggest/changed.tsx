import { VisuallyHidden } from "@mantine/core";
import { useWords } from "../language.tsx";
import { changes } from "./changes.ts";
import classes from "./sent.module.css";

/** One text as it was and as it would be: what goes is struck, what comes is marked, and readers hear which is which. */
export function Changed({ label, before, after }: { label: string; before: string; after: string }) {
  const { t } = useWords();
  if (before === after) return null;
  return (
    <section className={classes.changed} aria-label={label}>
      <strong>{label}</strong>
      <p>
        {changes(before, after).map(({ kind, text }, index) =>
          kind === "same" ? (
            <span key={index}>{text}</span>
          ) : kind === "gone" ? (
            <del key={index}>
              <VisuallyHidden>{t("suggest.wasGone")} </VisuallyHidden>
              {text}
            </del>
          ) : (
            <ins key={index}>
              <VisuallyHidden>{t("suggest.wasNew")} </VisuallyHidden>
              {text}
            </ins>
          ),
        )}
      </p>
    </section>
  );
}

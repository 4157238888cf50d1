import { Link } from "wouter";
import { useWords } from "../language.tsx";
import type { CallError } from "../client.ts";
import classes from "./rhythm.module.css";

/** What was chosen stands there and is not kept: said where it was chosen, until it is. */
export function Unsaved({ error, again }: { error: CallError; again?: () => void }) {
  const { t, text } = useWords();
  return (
    <p className={classes.unsaved} role="alert">
      <span>
        {t("rhythm.unsaved")} {text(error.text)}{" "}
        {error.code === "charter" && (
          <Link href={`/charter?to=${encodeURIComponent(location.pathname)}`}>{t("rhythm.charter")}</Link>
        )}
      </span>
      {again && (
        <button type="button" className={classes.plain} onClick={again}>
          {t("action.retry")}
        </button>
      )}
    </p>
  );
}

import "./words.ts";
import { useWords } from "../../language.tsx";
import classes from "./live.module.css";

/** What the last change of the drawing changed on a wire: items that pass now and did not, and the other way round. */
export function WireTurn({ more, fewer }: { more: number; fewer: number }) {
  const { t } = useWords();
  return (
    <span className={classes.turn} role="img" aria-label={t("live.turned", { more, fewer }).replace(/^, /u, "")}>
      {more > 0 && <span data-way="more">{t("live.plus", { count: more })}</span>}
      {fewer > 0 && <span data-way="fewer">{t("live.fewer", { count: fewer })}</span>}
    </span>
  );
}

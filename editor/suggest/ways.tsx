import { useWords } from "../language.tsx";
import { bookmarkOf } from "./bookmark.ts";
import classes from "./suggest.module.css";

/** Other ways to bring something in: the phone's share menu, and a bookmark in the browser. */
export function Ways({ mailTo }: { mailTo: string | null }) {
  const { t } = useWords();
  const code = bookmarkOf(location.origin);
  return (
    <details className={classes.ways}>
      <summary>{t("suggest.ways")}</summary>
      <p>{t("suggest.wayPhone")}</p>
      {mailTo !== null && (
        <p>
          {t("suggest.wayMail")} <a href={`mailto:${mailTo}`}>{mailTo}</a>
        </p>
      )}
      <p>{t("suggest.wayBookmark")}</p>
      <p>
        {/* It is dragged, never followed here: React takes no such address as a property. */}
        <a
          ref={(link) => link?.setAttribute("href", code)}
          className={classes.mark}
          onClick={(event) => event.preventDefault()}
          href="/suggest"
        >
          {t("suggest.mark")}
        </a>
      </p>
      <p>{t("suggest.wayKeyboard")}</p>
      <p>
        <input
          readOnly
          aria-label={t("suggest.markCode")}
          value={code}
          onFocus={(event) => event.currentTarget.select()}
        />
      </p>
      <p>{t("suggest.wayStrict")}</p>
    </details>
  );
}

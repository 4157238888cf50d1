import type { Reply } from "#server/api.ts";
import classes from "./suggest.module.css";

type Page = NonNullable<Reply<"lookAtSuggestionLink">["page"]>;

/** A page as it wants to be shown where its link is. */
export function PageCard({ page, link }: { page: Page; link: string }) {
  return (
    <a className={classes.page} href={link} target="_blank" rel="noopener noreferrer">
      {page.picture && <img src={`${page.picture.url}&size=480`} alt={page.picture.alt} loading="lazy" />}
      <span className={classes.pageWords}>
        <small>{page.site}</small>
        <strong>{page.title || link}</strong>
        {page.summary !== "" && <span>{page.summary}</span>}
      </span>
    </a>
  );
}

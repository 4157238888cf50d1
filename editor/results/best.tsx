import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import type { Results } from "./all-results.ts";
import classes from "./all.module.css";

/** The stories that brought most; each leads to why and where it went out. */
export function Best({ results: { best } }: { results: Results }) {
  const { t, number } = useWords();
  if (best.length === 0) return null;
  return (
    <section>
      <h2 className={classes.heading}>{t("outcome.best")}</h2>
      <p className={classes.note}>{t("outcome.bestHow")}</p>
      <ol className={classes.best}>
        {best.map((story) => (
          <li key={story.key}>
            <Anchor component={Link} href={`/why?item=${encodeURIComponent(story.key)}`}>
              {story.title}
            </Anchor>
            <p className="num">
              {t("outcome.bestOf", { visits: number(story.visits), reactions: number(story.reactions) })}
              {story.topic !== "" && ` · ${story.topic}`}
            </p>
            {story.companyOnly && <p className={classes.note}>{t("outcome.companyOnly")}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

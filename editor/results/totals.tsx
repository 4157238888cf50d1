import "./words.ts";
import { useWords } from "../language.tsx";
import { Figure } from "../ui/figure.tsx";
import { When } from "../ui/when.tsx";
import { type Counted, figures } from "./figures.ts";
import classes from "./results.module.css";

/** Sums of some weeks, each with what it counts and of how many posts; and as of when. */
export function Totals({
  total,
  week,
  linked,
  readAt,
  claims,
  handVisits,
}: {
  total: Counted;
  week: Counted;
  linked: boolean;
  readAt: string | null;
  /** Posts made by people's own hands, as they say; null: not told. */
  claims: number | null;
  /** Visits by the links of such posts; null: not told. */
  handVisits: number | null;
}) {
  const { t, number } = useWords();
  const { visits, posts } = total;
  return (
    <div>
      <dl className={classes.totals}>
        <Figure label={t("results.posts")} value={number(posts)}>
          {t("results.lastWeek", { count: number(week.posts) })}
        </Figure>
        {linked && (
          <Figure label={t("results.visits")} value={number(visits.people)}>
            {t("results.lastWeek", { count: number(week.visits.people) })}
          </Figure>
        )}
        {figures.map((name) => {
          const figure = total.figures[name];
          return (
            figure && (
              <Figure key={name} label={t(`figure.${name}`)} value={number(figure.sum)}>
                {t("results.basis", { of: figure.of, posts })}
              </Figure>
            )
          );
        })}
      </dl>
      <p className={classes.note}>
        {readAt === null ? (
          t("results.unread")
        ) : (
          <>
            {t("results.readAt")} <When at={readAt} />.
          </>
        )}
        {linked && <> {t("results.visitsApart", { robots: number(visits.robots), own: number(visits.own) })}</>}
        {claims != null && claims > 0 && <> {t("results.claims", { count: claims })}</>}
        {handVisits != null && handVisits > 0 && <> {t("results.handVisits", { count: handVisits })}</>}
      </p>
    </div>
  );
}

import { Link } from "wouter";
import type { Mark } from "#engine/mark.ts";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { StateDot } from "../ui/state-dot.tsx";
import classes from "./stories-page.module.css";

/** In the order in which a day goes; what has ended comes last. */
const filters: Mark[] = ["coming", "asked", "held", "check", "refused", "published", "ended"];

/** What is known of how many there are: nothing of none, and of those that were not all counted how far it was counted. */
const shown = ({ count, more }: Reply<"countStories">[Mark]): string | null =>
  count === 0 ? null : `${count}${more ? "+" : ""}`;

/** Deliveries by how they stand, in words with the dot that the faces wear. `counts`: of all of them, where nothing else narrows the list. */
export function StateFilters({
  mark,
  counts,
  addressOf,
}: {
  mark: Mark | undefined;
  counts: Reply<"countStories"> | undefined;
  addressOf: (changed: { mark: Mark | null }) => string;
}) {
  const { t } = useWords();
  return (
    <nav className={classes.marks} aria-label={t("deliveries.filterState")}>
      <Link href={addressOf({ mark: null })} className={classes.mark!} aria-current={mark ? undefined : "true"}>
        {t("told.any")}
      </Link>
      {filters.map((each) => (
        <Link
          key={each}
          href={addressOf({ mark: each })}
          className={classes.mark!}
          aria-current={mark === each ? "true" : undefined}
        >
          <StateDot mark={each} />
          {t(`mark.many.${each}`)}
          {counts && shown(counts[each]) && <span className={classes.count}>{shown(counts[each])}</span>}
        </Link>
      ))}
    </nav>
  );
}

import { useWords } from "../language.tsx";
import type { Results } from "./all-results.ts";
import classes from "./all.module.css";

/** The one outcome that weighs most, and how people's posts did beside the company's. */
export function Headline({ results }: { results: Results }) {
  const { t, number } = useWords();
  const { total, loose, company, people, before, fewest } = results;
  const of = (kind: keyof typeof loose): number => total.conversions[kind] + loose[kind];
  const all = (Object.keys(loose) as (keyof typeof loose)[]).reduce((sum, kind) => sum + of(kind), 0);
  const [count, words] =
    of("entry") > 0
      ? [of("entry"), t("outcome.headEntry", { count: of("entry"), hires: of("hire") })]
      : all > 0
        ? [all, t("outcome.headConversions", { count: all })]
        : total.visits.people > 0
          ? [total.visits.people, t("outcome.headVisits", { count: total.visits.people })]
          : [total.posts, t("outcome.headPosts", { count: total.posts })];
  const each = ({ posts, apart, visits }: Results["total"]): string =>
    number(Math.round((10 * visits.people) / (posts - apart)) / 10);
  const compares = people.posts > people.apart && company.posts > 0 && total.visits.people > 0;
  return (
    <section className={classes.headline}>
      <strong className={`${classes.large} num`}>{number(count)}</strong>
      <div>
        <h2>{words}</h2>
        {compares && <p>{t("outcome.compared", { people: each(people), company: each(company) })}</p>}
        <p>{t("outcome.before", { posts: number(before.posts), visits: number(before.visits) })}</p>
        {total.apart > 0 && <p className={classes.note}>{t("outcome.apart", { count: total.apart, fewest })}</p>}
      </div>
    </section>
  );
}

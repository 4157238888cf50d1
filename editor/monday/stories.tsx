import { Button } from "@mantine/core";
import { IconCheck, IconHourglass, IconNews, IconPencil, IconPlus, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useSecondLife } from "../recycling/second-life.ts";
import { Empty } from "../ui/empty.tsx";
import type { Monday, Story } from "./choice.ts";
import type { Plan } from "./use-week.ts";
import classes from "./monday.module.css";

/** News that came and that no map took. */
export function News({ monday, plan }: { monday: Monday; plan: Plan }) {
  const { t, day } = useWords();
  const write = (
    <Button component={Link} href="/entries/new" variant="default" leftSection={<IconPencil size={16} stroke={1.7} />}>
      {t("monday.write")}
    </Button>
  );
  return (
    <section>
      <div className={classes.top}>
        <h2>{t("monday.newsTitle")}</h2>
        {monday.news.length > 0 && write}
      </div>
      {monday.news.length === 0 ? (
        <Empty icon={<IconNews size={26} stroke={1.6} />} title={t("monday.newsNone")} action={write} />
      ) : (
        <ul className={classes.cards}>
          {monday.news.map((item) => (
            <Card key={item.key} story={{ key: item.key, title: item.title, link: item.link, topic: null }} plan={plan}>
              {item.source}
              {item.published !== null && ` · ${day(item.published)}`}
            </Card>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What did well where it stood and has rested; with what has not yet, and why. */
export function Second({ monday, plan }: { monday: Monday; plan: Plan }) {
  const { t } = useWords();
  const { why, rests, none } = useSecondLife();
  return (
    <section>
      <div className={classes.top}>
        <h2>{t("monday.secondTitle")}</h2>
        <p>{t("monday.secondHow", { rest: monday.rest })}</p>
      </div>
      {monday.second.length === 0 ? (
        <Empty icon={<IconRefresh size={26} stroke={1.6} />} title={none} />
      ) : (
        <ul className={classes.cards}>
          {monday.second.map((one) => {
            const not = rests(one);
            return (
              <Card
                key={one.key}
                story={{ key: one.key, title: one.title, link: one.link, topic: one.topic }}
                plan={plan}
                {...(not === null ? {} : { not })}
              >
                {why(one)}
              </Card>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function Card({
  story,
  plan,
  not,
  children,
}: {
  story: Story;
  plan: Plan;
  /** Why it cannot be chosen. */
  not?: string;
  children: ReactNode;
}) {
  const { t } = useWords();
  const draft = plan.draftOf(story);
  return (
    <li className={classes.card} data-taken={draft !== undefined || undefined}>
      <h3>{story.title}</h3>
      <p>{children}</p>
      {not === undefined ? (
        <Button
          size="xs"
          variant={draft === undefined ? "default" : "light"}
          aria-pressed={draft !== undefined}
          aria-label={t(draft === undefined ? "monday.takeNamed" : "monday.takenNamed", { title: story.title })}
          loading={plan.busy === story.key || (draft !== undefined && plan.busy === draft.id)}
          leftSection={draft === undefined ? <IconPlus size={15} stroke={1.8} /> : <IconCheck size={15} stroke={2} />}
          onClick={() => void (draft === undefined ? plan.take(story) : plan.leave(draft))}
        >
          {t(draft === undefined ? "monday.take" : "monday.taken")}
        </Button>
      ) : (
        <p className={classes.not}>
          <IconHourglass size={15} stroke={1.7} aria-hidden="true" /> {not}
        </p>
      )}
    </li>
  );
}

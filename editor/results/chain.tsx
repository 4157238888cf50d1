import { Popover } from "@mantine/core";
import { IconClick, IconFileCheck, type Icon, IconMoodSmile, IconPlug, IconSend, IconUsers } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import type { Results } from "./all-results.ts";
import classes from "./chain.module.css";

type Link = {
  name: "invited" | "connected" | "active" | "posts" | "clicks" | "converted";
  icon: Icon;
  /** null: too few people to be told. */
  value: number | null;
  formula: string;
  basis: string;
  count?: string;
  doubt?: string;
};

/** The way from people to what came of it: six numbers on one line, each with its formula, basis, sum and doubt. */
export function Chain({ results }: { results: Results }) {
  const { t, number, day } = useWords();
  const { persons, total, company, people, proposals, claims, loose, fewest, since, until } = results;
  const days = { since: day(`${since}T12:00:00Z`), until: day(`${until}T12:00:00Z`) };
  const sum = (conversions: Results["loose"]): number => Object.values(conversions).reduce((all, n) => all + n, 0);
  const shares = persons.days
    .flatMap(({ connected, active }) => (active === null || connected === 0 ? [] : [active / connected]))
    .toSorted((a, b) => a - b);
  const median = shares[shares.length >> 1];
  const { visits } = total;
  const told = (value: number | null | undefined): string => (value == null ? t("outcome.untold") : number(value));
  const links: Link[] = [
    {
      name: "invited",
      icon: IconUsers,
      value: persons.invited,
      formula: t("outcome.f.invited"),
      basis: t("outcome.onDay", days),
    },
    {
      name: "connected",
      icon: IconPlug,
      value: persons.connected,
      formula: t("outcome.f.connected"),
      basis: t("outcome.onDay", days),
    },
    {
      name: "active",
      icon: IconMoodSmile,
      value: persons.active,
      formula: t("outcome.f.active"),
      basis: t("outcome.published", days),
      ...(median === undefined
        ? {}
        : { count: t("outcome.c.active", { share: `${number(Math.round(100 * median))} %` }) }),
    },
    {
      name: "posts",
      icon: IconSend,
      value: total.posts,
      formula: t("outcome.f.posts", { confirmed: number(total.confirmed) }),
      basis: t("outcome.published", days),
      count: t("outcome.c.posts", {
        company: number(company.posts),
        people: number(people.posts),
        yes: told(proposals?.yes),
        no: told(proposals?.no),
        waiting: told(proposals?.waiting),
        claims: told(claims),
      }),
      doubt: t("outcome.d.posts"),
    },
    {
      name: "clicks",
      icon: IconClick,
      value: visits.people,
      formula: t("outcome.f.clicks"),
      basis: t("outcome.seen", days),
      count: t("outcome.c.clicks", {
        all: number(visits.people + visits.robots + visits.own),
        robots: number(visits.robots),
        own: number(visits.own),
        people: number(visits.people),
      }),
      doubt: t("outcome.d.clicks"),
    },
    {
      name: "converted",
      icon: IconFileCheck,
      value: sum(total.conversions) + sum(loose),
      formula: t("outcome.f.conversions"),
      basis: t("outcome.seen", days),
      count: t("outcome.c.conversions", { linked: number(sum(total.conversions)), loose: number(sum(loose)) }),
      doubt: t("outcome.d.conversions"),
    },
  ];
  return (
    <>
      <ol className={classes.chain} aria-label={t("outcome.chain")}>
        {links.map((link) => {
          const { name, icon: Mark, value } = link;
          const shown = value === null ? t("outcome.few", { fewest }) : number(value);
          return (
            <li key={name}>
              <span className={classes.mark} aria-hidden="true">
                <Mark size={20} stroke={1.7} />
              </span>
              <Popover width={340} withArrow shadow="md" withinPortal>
                <Popover.Target>
                  <button type="button" className={classes.value} data-few={value === null || undefined}>
                    <strong className="num">{shown}</strong>
                    <span>{t(`outcome.${name}`)}</span>
                  </button>
                </Popover.Target>
                <Popover.Dropdown>
                  <dl className={classes.facts}>
                    {(
                      [
                        ["outcome.formula", link.formula],
                        ["outcome.basis", link.basis],
                        ["outcome.count", link.count],
                        ["outcome.doubt", link.doubt],
                      ] as const
                    ).map(([label, text]) =>
                      text === undefined ? null : (
                        <div key={label}>
                          <dt>{t(label)}</dt>
                          <dd>{text}</dd>
                        </div>
                      ),
                    )}
                  </dl>
                </Popover.Dropdown>
              </Popover>
            </li>
          );
        })}
      </ol>
      <dl className={classes.paper}>
        {links.map(({ name, formula, basis, count, doubt }) => (
          <div key={name}>
            <dt>{t(`outcome.${name}`)}</dt>
            <dd>{[formula, basis, count, doubt].filter(Boolean).join(" · ")}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

import { SegmentedControl } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { Table } from "../ui/table.tsx";
import type { Results } from "./all-results.ts";
import classes from "./facet-table.module.css";

export const facets = ["network", "map", "topic", "campaign"] as const;
export type Facet = (typeof facets)[number];

/** The same by network, map or topic: people's posts, and the company's own accounts as the yardstick. */
export function FacetTable({ results, by, choose }: { results: Results; by: Facet; choose: (by: Facet) => void }) {
  const { t, number, day } = useWords();
  const { groups, company, people, fewest, since, until } = results;
  const days = { since: day(`${since}T12:00:00Z`), until: day(`${until}T12:00:00Z`) };
  const top = Math.max(1, ...groups.flatMap((group) => [group.people.visits.people, group.company.visits.people]));
  const line = (
    id: string,
    { name, network, whose }: { name: string; network?: string; whose: string },
    counted: Results["total"],
    yardstick = false,
  ) => {
    const shown = counted.posts - counted.apart;
    const hidden = counted.posts > 0 && shown === 0;
    const told = (["likes", "reposts", "replies"] as const).filter((figure) => figure in counted.figures);
    return (
      <tr key={id} data-yardstick={yardstick || undefined}>
        <th scope="row">
          <span className={classes.name}>
            {network && <NetworkMark network={network} size={22} />}
            <span>
              {name}
              <small>{whose}</small>
            </span>
          </span>
          {!yardstick && (
            <i className={classes.bar} aria-hidden="true">
              <i style={{ width: `${(100 * counted.visits.people) / top}%` }} />
            </i>
          )}
        </th>
        <td data-number>{number(counted.posts)}</td>
        <td data-number>{hidden ? "–" : number(counted.visits.people)}</td>
        <td data-number>{shown > 0 ? number(Math.round((10 * counted.visits.people) / shown) / 10) : "–"}</td>
        <td data-number>
          {told.length === 0 ? (
            <span title={hidden ? "" : t("outcome.unmeasured")}>–</span>
          ) : (
            number(told.reduce((sum, figure) => sum + counted.figures[figure]!.sum, 0))
          )}
        </td>
      </tr>
    );
  };
  return (
    <section className={classes.card}>
      <SegmentedControl
        data-screen
        aria-label={t("outcome.by")}
        value={by}
        onChange={(value) => choose(value as Facet)}
        data={facets.map((value) => ({ value, label: t(`outcome.by.${value}`) }))}
      />
      <Table label={t(`outcome.by.${by}`)}>
        <thead>
          <tr>
            <th scope="col">{t("outcome.whose")}</th>
            {(["results.posts", "outcome.visits", "outcome.each", "outcome.reactions"] as const).map((key) => (
              <th key={key} scope="col" data-number>
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.flatMap((group) => {
            const named =
              group.key === null ? t("outcome.others") : by === "network" ? networkTitle(group.key) : group.name;
            const face = { name: named, ...(by === "network" && group.key !== null ? { network: group.key } : {}) };
            return [
              group.people.posts > 0 || group.people.visits.people > 0
                ? line(`${group.key} people`, { ...face, whose: t("outcome.people") }, group.people)
                : null,
              group.company.posts > 0 || group.company.visits.people > 0
                ? line(`${group.key} company`, { ...face, whose: t("outcome.company") }, group.company)
                : null,
            ];
          })}
          {people.posts > 0 &&
            company.posts > 0 &&
            line("all", { name: t("outcome.company"), whose: "" }, company, true)}
        </tbody>
      </Table>
      <details className={classes.how}>
        <summary>{t("outcome.how")}</summary>
        <dl>
          {(
            [
              ["results.posts", t("outcome.how.posts", days)],
              ["outcome.visits", t("outcome.how.visits")],
              ["outcome.each", t("outcome.how.each")],
              ["outcome.reactions", t("outcome.how.reactions")],
            ] as const
          ).map(([label, text]) => (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </details>
      <p className={classes.note}>
        <IconLock size={15} stroke={1.7} aria-hidden="true" /> {t("outcome.rule", { fewest })}
      </p>
    </section>
  );
}

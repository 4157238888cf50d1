import "./words.ts";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Table } from "../ui/table.tsx";
import { figures } from "./figures.ts";
import classes from "./results.module.css";

/** A map's results by network, the company's accounts apart from people's. */
export function GroupTable({ results: { groups, linked, fewest, total } }: { results: Reply<"mapResults"> }) {
  const { t, number } = useWords();
  const shown = figures.filter((name) => name in total.figures);
  return (
    <Table label={t("results.byNetwork")}>
      <thead>
        <tr>
          <th scope="col">{t("results.network")}</th>
          <th scope="col" data-number>
            {t("results.posts")}
          </th>
          {linked && (
            <th scope="col" data-number>
              {t("results.visits")}
            </th>
          )}
          {shown.map((name) => (
            <th key={name} scope="col" data-number>
              {t(`figure.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => {
          const few = !group.company && group.apart === group.posts;
          const silent = group.told === "none" || group.told === "off" || group.told === "kept" ? group.told : null;
          return (
            <tr key={`${group.network} ${group.company}`}>
              <td className={classes.whose}>
                <strong>{networkTitle(group.network)}</strong> ·{" "}
                {group.company ? t("results.company") : t("results.people", { people: group.people })}
                {(few || silent !== null) && (
                  <span className={classes.why}>
                    {silent !== null ? t(`results.told.${silent}`) : t("results.few", { fewest })}
                  </span>
                )}
              </td>
              <td data-number>{number(group.posts)}</td>
              {linked && <td data-number>{few ? "–" : number(group.visits.people)}</td>}
              {shown.map((name) => {
                const figure = group.figures[name];
                return (
                  <td key={name} data-number>
                    {figure ? number(figure.sum) : "–"}
                    {figure && figure.of < group.posts && (
                      <span className={classes.why}>
                        {t("results.short", { of: number(figure.of), posts: number(group.posts) })}
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

import { Select } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Table } from "../ui/table.tsx";
import { matrixOf } from "./matrix.ts";
import type { Line } from "./use-line.ts";
import classes from "./editorial.module.css";

/** Topics by weeks, for an audience and on a network: what was spoken of, and where nothing was. */
export function Coverage({ line }: { line: Line }) {
  const { t, language, day, number } = useWords();
  const [audience, setAudience] = useState("");
  const [network, setNetwork] = useState("");
  const [weeks, setWeeks] = useState("8");
  const topics = useReply("listTopics", {});
  const query = useReply("editorialCoverage", { query: { weeks: Number(weeks) } }, { keep: true });
  const chosen = line.audiences.find(({ id }) => id === audience) ?? null;
  const seen = [...new Set((query.data?.cells ?? []).map((cell) => cell.network))];
  const names = new Intl.ListFormat(language, { type: "conjunction" });
  return (
    <>
      <p className={classes.text}>{t("editorial.coverageText")}</p>
      <div className={classes.filters}>
        <Select
          label={t("editorial.audience")}
          allowDeselect={false}
          data={[
            { value: "", label: t("editorial.anyAudience") },
            ...line.audiences.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={audience}
          onChange={(next) => setAudience(next ?? "")}
        />
        <Select
          label={t("editorial.network")}
          allowDeselect={false}
          data={[
            { value: "", label: t("editorial.anyNetwork") },
            ...seen.map((each) => ({ value: each, label: cards.get(each)?.title ?? each })),
          ]}
          value={network}
          onChange={(next) => setNetwork(next ?? "")}
        />
        <Select
          label={t("editorial.weeks")}
          allowDeselect={false}
          data={["4", "8", "13", "26"]}
          value={weeks}
          onChange={(next) => setWeeks(next ?? "8")}
        />
      </div>
      <Answer query={query.isPending ? query : topics} lines={5} height={44}>
        {() => {
          const matrix = matrixOf(query.data!, topics.data!.rows, { network, topics: chosen?.topics ?? null });
          return (
            <>
              <p className={classes.gaps} data-silent={matrix.silent.length > 0 || undefined} role="status">
                {matrix.sum === 0
                  ? t("editorial.nothing")
                  : matrix.silent.length > 0
                    ? t("editorial.gaps", { weeks: matrix.weeks.length, names: names.format(matrix.silent) })
                    : t("editorial.noGaps", { weeks: matrix.weeks.length })}
              </p>
              <Table label={t("editorial.coverage")}>
                <thead>
                  <tr>
                    <th scope="col">{t("editorial.topic")}</th>
                    {matrix.weeks.map((week) => (
                      <th
                        key={week}
                        scope="col"
                        className="num"
                        title={t("editorial.week", { day: day(`${week}T12:00:00Z`) })}
                      >
                        {day(`${week}T12:00:00Z`)}
                      </th>
                    ))}
                    <th scope="col" className="num">
                      {t("editorial.sum")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {matrix.rows.map(({ key, name, cells, sum }) => (
                    <tr key={key}>
                      <th scope="row">{name ?? t("editorial.withoutTopic")}</th>
                      {cells.map((count, index) => (
                        <td key={matrix.weeks[index]} className={classes.cell} data-level={matrix.levelOf(count)}>
                          <span title={t("editorial.cell", { count })}>{count === 0 ? "–" : number(count)}</span>
                        </td>
                      ))}
                      <td className="num">{number(sum)}</td>
                    </tr>
                  ))}
                </tbody>
              </Table>
              {query.data!.apart > 0 && (
                <p className={classes.text}>{t("editorial.apart", { count: query.data!.apart })}</p>
              )}
            </>
          );
        }}
      </Answer>
    </>
  );
}

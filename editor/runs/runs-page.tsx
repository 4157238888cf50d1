import "./words.ts";
import { Select } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { Link, useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { useRows, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { Table } from "../ui/table.tsx";
import { When } from "../ui/when.tsx";
import { Looks } from "./looks.tsx";
import { RunState } from "./run-state.tsx";
import classes from "./runs-page.module.css";

/** All runs, newest first. */
export function RunsPage() {
  const { t, number } = useWords();
  const [search, setSearch] = useSearchParams();
  const map = search.get("map");
  const maps = useReply("listMaps", { query: { limit: 200 } });
  const { rows, query } = useRows("listRuns", { query: map ? { map } : {} }, { every: 5000 });
  return (
    <Page
      title={t("runs.title")}
      intro={t("runs.intro")}
      actions={
        <Select
          w={{ base: "100%", xs: 240 }}
          aria-label={t("runs.filterMap")}
          placeholder={t("runs.allMaps")}
          clearable
          searchable
          value={map}
          onChange={(value) => setSearch(value ? { map: value } : {}, { replace: true })}
          data={(maps.data?.rows ?? []).map((each) => ({ value: each.id, label: each.name }))}
        />
      }
    >
      {map && (
        <div className={classes.looks}>
          <Looks map={map} lastRun={rows[0]} />
        </div>
      )}
      <Answer query={query} lines={6} height={48}>
        {() =>
          rows.length === 0 ? (
            <Empty icon={<IconPlayerPlay size={24} stroke={1.6} />} title={t("runs.empty")}>
              {t("runs.emptyText")}
            </Empty>
          ) : (
            <>
              <div className={classes.all}>
                <Table label={t("runs.title")}>
                  <thead>
                    <tr>
                      <th>{t("runs.map")}</th>
                      <th>{t("runs.when")}</th>
                      <th>{t("runs.cause")}</th>
                      <th>{t("runs.state")}</th>
                      <th data-number>{t("runs.items")}</th>
                      <th data-number>{t("runs.deliveries")}</th>
                      <th data-number>{t("runs.drops")}</th>
                      <th data-number>{t("runs.held")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((run) => (
                      <tr key={run.id}>
                        <td>
                          <Link href={`/runs/${run.id}`} className={classes.link!} data-row>
                            {run.mapName}
                          </Link>{" "}
                          <span className="muted">{t("runs.version", { number: run.version })}</span>
                        </td>
                        <td>
                          <When at={run.startedAt ?? run.dueAt} />
                        </td>
                        <td className="muted">{t(`run.cause.${run.cause}`)}</td>
                        <td>
                          <RunState state={run.state} />
                        </td>
                        <td data-number>{number(run.items)}</td>
                        <td data-number>{number(run.deliveries)}</td>
                        <td data-number>{number(run.drops)}</td>
                        <td data-number>{number(run.held)}</td>
                      </tr>
                    ))}
                  </tbody>
                </Table>
              </div>
              <More query={query} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}

import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconArchive, IconChecks, IconDots } from "@tabler/icons-react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { MapState } from "../ui/map-state.tsx";
import { useWords } from "../language.tsx";
import { isGoing, RunState } from "../runs/run-state.tsx";
import { When } from "../ui/when.tsx";
import classes from "./map-row.module.css";

export type MapRowData = Reply<"listMaps">["rows"][number];

/** When the map looked last, and what came of it: a run, or nothing new. */
function Last({ map: { lastRun, emptyAt } }: { map: MapRowData }) {
  const { t } = useWords();
  if (emptyAt !== null && (lastRun === null || (lastRun.finishedAt !== null && lastRun.finishedAt < emptyAt)))
    return (
      <>
        <dt>{t("maps.lastLook")}</dt>
        <dd>
          <When at={emptyAt} />
          <span className={classes.result}>{t("maps.nothingNew")}</span>
        </dd>
      </>
    );
  return (
    <>
      <dt>{t("maps.lastRun")}</dt>
      <dd>
        {lastRun === null ? (
          <span className="muted">{t("time.never")}</span>
        ) : (
          <>
            <When at={lastRun.startedAt ?? lastRun.dueAt} />
            <span className={classes.result}>
              {lastRun.state === "done" ? (
                t("maps.result", { items: lastRun.items, deliveries: lastRun.deliveries })
              ) : isGoing(lastRun.state) || lastRun.state === "failed" ? (
                <RunState state={lastRun.state} />
              ) : (
                ""
              )}
            </span>
          </>
        )}
      </dd>
    </>
  );
}

/** One map in the list: how it stands, how its last run went, when it runs next, what waits. */
export function MapRow({ map, archive }: { map: MapRowData; archive: (map: MapRowData) => void }) {
  const { t, number } = useWords();
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <div className={classes.head}>
          <Link href={`/maps/${map.id}`} className={classes.name!}>
            {map.name}
          </Link>
          <MapState state={map.state} version={map.liveVersion} changed={map.changed} />
          {map.approvals > 0 && (
            <Link href={`/approvals?map=${map.id}`} className={classes.asks!}>
              <IconChecks size={14} stroke={1.9} aria-hidden="true" />
              {t("count.approvals", { count: map.approvals })}
            </Link>
          )}
          {map.failing > 0 && (
            <span className={classes.problems}>
              <IconAlertTriangle size={14} stroke={1.9} aria-hidden="true" />
              {t("count.failing", { count: map.failing })}
            </span>
          )}
          {map.problems > 0 && (
            <span className={classes.problems}>
              <IconAlertTriangle size={14} stroke={1.9} aria-hidden="true" />
              {t("count.problems", { count: map.problems })}
            </span>
          )}
        </div>
        <p className={classes.about}>
          {t("maps.steps", { count: map.nodes })} · {t("maps.updated")} <When at={map.updatedAt} />
        </p>
      </div>
      <dl className={classes.facts}>
        <div className={classes.last}>
          <Last map={map} />
        </div>
        <div>
          <dt>{t("maps.nextRun")}</dt>
          <dd>
            <When at={map.nextDueAt} empty={t("maps.noNext")} />
          </dd>
        </div>
        <Tooltip label={t("maps.outHelp")}>
          <div className={classes.out}>
            <dt>{t("maps.out")}</dt>
            <dd className="num">
              {number(map.posts.week)} / {number(map.posts.span)}
              {map.clicks !== null && (
                <span className={classes.result}>
                  {t("maps.visits", { week: number(map.clicks.week), span: number(map.clicks.span) })}
                </span>
              )}
            </dd>
          </div>
        </Tooltip>
        <Tooltip label={t("maps.waitingHelp")}>
          <div className={classes.waiting}>
            <dt>{t("maps.waiting")}</dt>
            <dd className="num">{number(map.waiting)}</dd>
          </div>
        </Tooltip>
      </dl>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon className={classes.menu!} aria-label={t("maps.menu", { name: map.name })}>
            <IconDots size={18} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} href={`/maps/${map.id}/results`}>
            {t("maps.results")}
          </Menu.Item>
          <Menu.Item component={Link} href={`/runs?map=${map.id}`}>
            {t("runs.title")}
          </Menu.Item>
          <Menu.Item component={Link} href={`/deliveries?map=${map.id}`}>
            {t("deliveries.title")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="brick" leftSection={<IconArchive size={16} stroke={1.7} />} onClick={() => archive(map)}>
            {t("maps.archive")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

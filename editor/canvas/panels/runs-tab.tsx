import "./words.ts";
import { Anchor, Drawer, ScrollArea, Tabs } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { DeliveryList } from "../../deliveries/delivery-list.tsx";
import { DeliveryView } from "../../deliveries/delivery-view.tsx";
import { useWords } from "../../language.tsx";
import { useRows, useReply } from "../../replies.ts";
import { BalanceLine } from "../../runs/balance-line.tsx";
import { DropsList } from "../../runs/drops-list.tsx";
import { useNodeNames } from "../../runs/node-names.ts";
import { Looks } from "../../runs/looks.tsx";
import { isGoing, paceOf, RunState, type RunDetail } from "../../runs/run-state.tsx";
import { Answer } from "../../ui/answer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { More } from "../../ui/more.tsx";
import { When } from "../../ui/when.tsx";
import { useOpenMap } from "../state/map-context.ts";
import classes from "./runs-tab.module.css";

function DeliveryDrawer({ id, close }: { id: number | null; close: () => void }) {
  const { t } = useWords();
  const query = useReply("getDelivery", { params: { id: id ?? 0 } }, { enabled: id !== null, every: 3000 });
  return (
    <Drawer
      opened={id !== null}
      onClose={close}
      position="right"
      size={480}
      title={query.data?.itemTitle ?? ""}
      closeButtonProps={{ "aria-label": t("action.close") }}
      overlayProps={{ color: "var(--scrim)", backgroundOpacity: 1 }}
    >
      {id !== null && (
        <Answer query={query} lines={3} height={96} small>
          {() => <DeliveryView delivery={query.data!} />}
        </Answer>
      )}
    </Drawer>
  );
}

function ShownRun({ run }: { run: RunDetail }) {
  const { t, text, number } = useWords();
  const { nameOf: names } = useNodeNames(run.mapId);
  const [opened, open] = useState<number | null>(null);
  const deliveries = useRows(
    "listDeliveries",
    { query: { run: run.id, limit: 100 } },
    { every: Math.max(1000, paceOf(run)) },
  );
  return (
    <Tabs defaultValue="deliveries" className={classes.shown!} keepMounted={false}>
      <div className={classes.bar}>
        <Tabs.List className={classes.tabs!}>
          <Tabs.Tab value="deliveries">
            {t("runsTab.deliveries")} <b className="num">{number(run.deliveries)}</b>
          </Tabs.Tab>
          <Tabs.Tab value="drops">
            {t("runsTab.drops")} <b className="num">{number(run.drops)}</b>
          </Tabs.Tab>
        </Tabs.List>
        <Anchor component={Link} href={`/runs/${run.id}`} size="sm">
          {t("runsTab.page")}
        </Anchor>
      </div>
      <ScrollArea className={classes.scroll!} type="auto" scrollbarSize={8} viewportProps={{ tabIndex: 0 }}>
        <div className={classes.inner}>
          {run.error && <p className={classes.error}>{text(run.error)}</p>}
          {run.warnings.map((warning, index) => (
            <p key={index} className={classes.warning}>
              {warning.node && <strong>{names(warning.node)}: </strong>}
              {text(warning.message)}
            </p>
          ))}
          <Tabs.Panel value="deliveries">
            <Answer query={deliveries.query} lines={3} height={56} small>
              {() =>
                deliveries.rows.length > 0 ? (
                  <DeliveryList rows={deliveries.rows} open={open} />
                ) : (
                  <Empty
                    small
                    title={t(
                      isGoing(run.state)
                        ? `run.state.${run.state}`
                        : run.deliveries > 0
                          ? "run.deliveriesComing"
                          : run.items === 0
                            ? "run.empty"
                            : "run.deliveriesNone",
                    )}
                  />
                )
              }
            </Answer>
            <More query={deliveries.query} />
            {run.state === "done" && run.balance.expected > 0 && (
              <div className={classes.balance}>
                <BalanceLine balance={run.balance} />
              </div>
            )}
          </Tabs.Panel>
          <Tabs.Panel value="drops">
            <DropsList run={run.id} node={null} nameOf={names} />
          </Tabs.Panel>
        </div>
      </ScrollArea>
      <DeliveryDrawer id={opened} close={() => open(null)} />
    </Tabs>
  );
}

/** The map's last runs; the chosen one's counts are on the wires, its deliveries and drops here. */
export function RunsTab({ shown }: { shown: RunDetail | undefined }) {
  const { t, number } = useWords();
  const { detail, shownRun, showRun } = useOpenMap();
  const { rows, query } = useRows("listRuns", { query: { map: detail.id, limit: 30 } }, { every: 3000 });
  return (
    <div className={classes.page}>
      <div className={classes.looks}>
        <Looks map={detail.id} lastRun={rows[0]} />
      </div>
      <Answer query={query} lines={3} height={40} small>
        {() =>
          rows.length === 0 ? (
            <Empty small title={t("runsTab.none")}>
              {t("runsTab.noneText")}
            </Empty>
          ) : (
            <div className={classes.tab}>
              <ScrollArea className={classes.list!} type="hover" scrollbarSize={8}>
                <ul>
                  {rows.map((run) => (
                    <li key={run.id}>
                      <button
                        type="button"
                        className={classes.run}
                        aria-pressed={run.id === shownRun}
                        onClick={() => showRun(run.id === shownRun ? null : run.id)}
                      >
                        <span>
                          <When at={run.startedAt ?? run.dueAt} />{" "}
                          <span className="muted">· {t(`run.cause.${run.cause}`)}</span>
                        </span>
                        <RunState state={run.state} />
                        <span className={`${classes.numbers} num`}>
                          {t("count.items", { count: run.items })} → {number(run.deliveries)} · v{run.version}
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
              </ScrollArea>
              {shown && shown.id === shownRun ? (
                <ShownRun key={shown.id} run={shown} />
              ) : (
                <p className={classes.choose}>{t("runsTab.choose")}</p>
              )}
            </div>
          )
        }
      </Answer>
    </div>
  );
}

import "./words.ts";
import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { DeliveryList } from "../deliveries/delivery-list.tsx";
import { DeliveryState, states } from "../deliveries/delivery-state.tsx";
import { KeptList } from "../kept/kept-list.tsx";
import { MapAsks } from "../kept/said.tsx";
import { useWords } from "../language.tsx";
import { useRows, useReply } from "../replies.ts";
import { Lost } from "../shell/lost.tsx";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { When } from "../ui/when.tsx";
import { BalanceLine } from "./balance-line.tsx";
import { DropsList } from "./drops-list.tsx";
import { paceOf, RunState, type RunDetail } from "./run-state.tsx";
import { RunSteps } from "./run-steps.tsx";
import classes from "./run-page.module.css";
import { useNodeNames } from "./node-names.ts";

function RunBody({ run }: { run: RunDetail }) {
  const { t, text, number } = useWords();
  const [node, setNode] = useState<string | null>(null);
  const { nameOf: names, placeOf } = useNodeNames(run.mapId);
  const steps = run.steps.toSorted((a, b) => placeOf(a.node) - placeOf(b.node));
  const deliveries = useRows("listDeliveries", { query: { run: run.id, limit: 20 } }, { every: 4000 });
  const facts: [string, string][] = [
    [t("runs.sources"), `${number(run.sourcesRead)} / ${number(run.sourcesTotal)}`],
    [t("runs.items"), number(run.items)],
    [t("runs.deliveries"), number(run.deliveries)],
    [t("runs.drops"), number(run.drops)],
    [t("runs.held"), number(run.held)],
  ];
  return (
    <>
      {run.error && <p className={classes.error}>{text(run.error)}</p>}
      {run.warnings.map((warning, index) => (
        <p key={index} className={classes.warning}>
          {warning.node && <strong>{names(warning.node)}: </strong>}
          {text(warning.message)}
        </p>
      ))}
      <MapAsks map={run.mapId} className={classes.asks} />
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {run.state === "done" && <BalanceLine balance={run.balance} />}
      <section className={classes.section}>
        <h2>{t("run.steps")}</h2>
        <RunSteps steps={steps} nameOf={names} node={node} choose={setNode} />
        {steps.map(
          (step) =>
            step.kept > 0 && (
              <div key={step.node} className={classes.kept}>
                <KeptList map={run.mapId} node={step.node} live name={names(step.node)} />
              </div>
            ),
        )}
      </section>
      <section className={classes.section}>
        <h2>{t("run.deliveries")}</h2>
        <div className={classes.states}>
          {states
            .filter((state) => (run.states[state] ?? 0) > 0)
            .map((state) => (
              <span key={state} className="num">
                <DeliveryState state={state} /> {number(run.states[state] ?? 0)}
              </span>
            ))}
        </div>
        <Answer query={deliveries.query} lines={3}>
          {() =>
            deliveries.rows.length > 0 ? (
              <DeliveryList rows={deliveries.rows} />
            ) : (
              <Empty small title={t("run.deliveriesNone")} />
            )
          }
        </Answer>
        <More query={deliveries.query} />
      </section>
      <section className={classes.section}>
        <h2>
          {t("run.drops")} {node && <span className="muted">· {names(node)}</span>}
        </h2>
        <DropsList run={run.id} node={node} nameOf={names} />
      </section>
    </>
  );
}

/** One run: what went through each step, what became of it, and whether it adds up. */
export function RunPage({ id }: { id: string }) {
  const { t } = useWords();
  const query = useReply("getRun", { params: { id } }, { every: paceOf });
  if (query.error && query.error.status >= 400 && query.error.status < 500) return <Lost />;
  const run = query.data;
  return (
    <Page
      title={run ? t("run.title", { name: run.mapName }) : t("runs.title")}
      intro={
        run && (
          <>
            <RunState state={run.state} /> <When at={run.startedAt ?? run.dueAt} /> · {t(`run.cause.${run.cause}`)} ·{" "}
            {t("runs.version", { number: run.version })}
          </>
        )
      }
      back={<Back to="/runs">{t("runs.title")}</Back>}
      actions={
        run && (
          <Button component={Link} href={`/maps/${run.mapId}?run=${run.id}`} variant="default">
            {t("run.openMap")}
          </Button>
        )
      }
    >
      <Answer query={query} lines={4} height={96}>
        {() => <RunBody run={run!} />}
      </Answer>
    </Page>
  );
}

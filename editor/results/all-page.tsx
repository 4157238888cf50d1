import "./words.ts";
import { Button, NativeSelect } from "@mantine/core";
import { IconChartBar, IconDownload, IconPrinter, IconSpeakerphone } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { Page } from "../ui/page.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import { Best } from "./best.tsx";
import { Chain } from "./chain.tsx";
import { FacetTable, type Facet, facets } from "./facet-table.tsx";
import { Headline } from "./headline.tsx";
import { type Days, periodOf, periods } from "./period.ts";
import { ReachChart } from "./reach-chart.tsx";
import { TellDialog } from "./tell-dialog.tsx";
import { Worth } from "./worth.tsx";
import classes from "./all.module.css";

/** What came of everything that went out in some days: one outcome, the way to it, and the same by network, map or topic. */
export function AllPage() {
  const { t, day } = useWords();
  const [search, setSearch] = useSearchParams();
  const [telling, tell] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const takeBack = useChange("takeBackOutcome", {
    stale: ["lastOutcome"],
    done: () => {
      setTold(null);
      announce.done(t("outcome.takenBack"));
    },
  });
  const by: Facet = facets.find((each) => each === search.get("by")) ?? "network";
  const days: Days = periods.find((each) => each === search.get("days")) ?? "28";
  const choose = (name: string, value: string) => setSearch({ by, days, [name]: value }, { replace: true });
  const asked = { by, ...periodOf(days, new Date()) };
  const query = useReply("results", { query: asked }, { keep: true, every: 60_000 });
  const file = `/api/results/file?${new URLSearchParams(asked)}`;
  const found = query.data;
  const on = (date: string): string => day(`${date}T12:00:00Z`);
  return (
    <Page
      title={t("outcome.title")}
      {...(found === undefined
        ? {}
        : {
            intro: (
              <>
                {t("outcome.intro", { since: on(found.since), until: on(found.until) })}{" "}
                <span data-screen>{t("outcome.press")}</span>
              </>
            ),
          })}
      actions={
        <>
          <NativeSelect
            aria-label={t("outcome.period")}
            value={days}
            onChange={(event) => choose("days", event.currentTarget.value)}
            data={periods.map((value) => ({
              value,
              label: value === "month" ? t("outcome.month") : t("outcome.last", { days: value }),
            }))}
          />
          <Button
            component="a"
            href={file}
            download
            variant="default"
            leftSection={<IconDownload size={17} stroke={1.7} />}
          >
            {t("outcome.csv")}
          </Button>
          <Button variant="default" leftSection={<IconPrinter size={17} stroke={1.7} />} onClick={() => window.print()}>
            {t("outcome.print")}
          </Button>
          <Button
            leftSection={<IconSpeakerphone size={17} stroke={1.7} />}
            disabled={!found}
            onClick={() => tell(true)}
          >
            {t("outcome.tell")}
          </Button>
        </>
      }
    >
      <Answer query={query} lines={4} height={96}>
        {() => {
          const results = query.data!;
          if (results.total.posts === 0 && results.total.visits.people === 0)
            return (
              <Empty
                icon={<IconChartBar size={26} stroke={1.6} />}
                title={t("outcome.empty")}
                action={
                  <Button component={Link} href="/deliveries" variant="default">
                    {t("outcome.waiting")}
                  </Button>
                }
              >
                {t("outcome.emptyText")}
              </Empty>
            );
          return (
            <div className={classes.all}>
              <Headline results={results} />
              <Chain results={results} />
              <div className={classes.two}>
                <ReachChart results={results} />
                <FacetTable results={results} by={by} choose={(next) => choose("by", next)} />
              </div>
              <Best results={results} />
              <Worth results={results} />
            </div>
          );
        }}
      </Answer>
      {telling && found && <TellDialog results={found} close={() => tell(false)} told={setTold} />}
      {told !== null && (
        <UndoBar key={told} undo={() => takeBack.mutate({ params: { id: told } })} done={() => setTold(null)}>
          {t("outcome.told")}
        </UndoBar>
      )}
    </Page>
  );
}

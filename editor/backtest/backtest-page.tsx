import "./words.ts";
import { Loader, SegmentedControl, Tabs } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MapDocument } from "#engine/map.ts";
import type { Reply } from "#server/api.ts";
import { call, type CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { useNodeNames } from "../runs/node-names.ts";
import { Lost } from "../shell/lost.tsx";
import { Back } from "../ui/back.tsx";
import { Empty } from "../ui/empty.tsx";
import { Failed } from "../ui/failed.tsx";
import { Page } from "../ui/page.tsx";
import type { Backtest } from "./answer.ts";
import { AgainstTab } from "./against-tab.tsx";
import classes from "./backtest.module.css";
import { Calendar } from "./calendar.tsx";
import { CostsTab } from "./costs-tab.tsx";
import { Going } from "./going.tsx";
import { PostsTab } from "./posts-tab.tsx";
import { ReasonsTab } from "./reasons-tab.tsx";
import { RulesTab } from "./rules-tab.tsx";

const spans = [7, 30, 90] as const;
type Span = (typeof spans)[number];

/** What a map's drawing would have made of the last days. Asked anew when the drawing changes or other days are chosen; what ran then is stopped. */
export function BacktestPage({ id }: { id: string }) {
  const { t, number, day } = useWords();
  const [days, choose] = useState<Span>(30);
  const map = useReply("getMap", { params: { id } });
  const document = map.data?.document;
  const query = useBacktest(id, document, days);
  if (map.error && map.error.status >= 400 && map.error.status < 500) return <Lost />;
  const { found, progress, comparing } = useGoing(id, document, days, query);
  const title =
    found === undefined
      ? t("backtest.running", { days })
      : t("backtest.said", { posts: found.draft.posts, days: found.days.length - 1 });
  return (
    <Page
      title={query.error ? t("backtest.title") : title}
      intro={
        found && (
          <>
            {t("backtest.basis", { items: found.draft.items, runs: found.draft.runs, since: day(found.since) })}{" "}
            {found.draft.asked > 0 && t("backtest.asked", { asked: found.draft.asked })}
          </>
        )
      }
      back={<Back to={`/maps/${id}`}>{map.data?.name ?? t("backtest.map")}</Back>}
      actions={
        <SegmentedControl
          aria-label={t("backtest.days")}
          value={String(days)}
          onChange={(value) => choose(Number(value) as Span)}
          data={spans.map((each) => ({ value: String(each), label: t("backtest.span", { days: number(each) }) }))}
        />
      }
    >
      {query.error ? (
        <Failed error={query.error} again={query.refetch} />
      ) : found === undefined ? (
        <Going days={days} progress={progress} />
      ) : found.items === 0 ? (
        <Empty icon={<IconHistory size={26} stroke={1.6} />} title={t("backtest.none")}>
          {t("backtest.noneText")} {days < 90 && t("backtest.noneMore")}
        </Empty>
      ) : (
        <div className={classes.page} aria-busy={query.isFetching}>
          {query.isFetching && <Going days={days} progress={progress} small />}
          <Found id={id} found={found} comparing={comparing} />
        </div>
      )}
    </Page>
  );
}

function useBacktest(id: string, document: MapDocument | undefined, days: Span) {
  return useQuery<Backtest, CallError>({
    queryKey: ["backtest", id, days, document],
    queryFn: ({ signal }) => call("backtest", { params: { id }, body: { document, days } }, { signal }),
    enabled: document !== undefined,
    placeholderData: keepPreviousData,
    // The past does not change while somebody looks at it.
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

/** How far it is, asked a few times a second; what is known of the drawing shows while the live version is still reckoned. */
function useGoing(
  id: string,
  document: MapDocument | undefined,
  days: Span,
  { data, isFetching, isPlaceholderData }: ReturnType<typeof useBacktest>,
) {
  const client = useQueryClient();
  const queryKey = ["backtestProgress", id, days, document];
  const going = useQuery<Reply<"backtestProgress">, CallError>({
    queryKey,
    queryFn: async ({ signal }) => {
      const before = client.getQueryData<Reply<"backtestProgress">>(queryKey)?.first ?? null;
      const now = await call(
        "backtestProgress",
        { query: { soon: "true", ...(before === null ? { first: id } : {}) } },
        { signal },
      );
      return { ...now, first: now.first ?? before };
    },
    enabled: isFetching,
    refetchInterval: 250,
  }).data;
  const first = isFetching && (data === undefined || isPlaceholderData) ? (going?.first ?? null) : null;
  return {
    found: first ?? data,
    comparing: first !== null,
    progress: isFetching ? (going?.progress ?? null) : null,
  };
}

/** `comparing`: in what it differs from the live version comes next. */
function Found({ id, found, comparing }: { id: string; found: Backtest; comparing: boolean }) {
  const { t, number } = useWords();
  const { nameOf } = useNodeNames(id);
  const small = useMediaQuery("(max-width: 640px)");
  const { draft, live, against } = found;
  const let_ = [...draft.drops, ...draft.held].reduce((sum, { count }) => sum + count, 0);
  const tabs = [
    ...(against === null || live === null
      ? []
      : [
          {
            name: "against",
            label: t("backtest.tab.against", { version: live.version }),
            count: against.changed + against.fresh + against.gone,
            panel: <AgainstTab id={id} against={against} nameOf={nameOf} />,
          },
        ]),
    {
      name: "posts",
      label: t("backtest.tab.posts"),
      count: draft.posts,
      panel: <PostsTab found={found} nameOf={nameOf} />,
    },
    {
      name: "reasons",
      label: t("backtest.tab.reasons"),
      count: let_,
      panel: <ReasonsTab id={id} side={draft} nameOf={nameOf} />,
    },
    {
      name: "rules",
      label: t("backtest.tab.rules"),
      count: draft.rules.length + draft.alike.length,
      panel: <RulesTab id={id} side={draft} nameOf={nameOf} />,
    },
    { name: "costs", label: t("backtest.tab.costs"), count: null, panel: <CostsTab found={found} /> },
  ];
  return (
    <>
      <Notes found={found} nameOf={nameOf} />
      <Calendar found={found} small={small === true} />
      <Tabs defaultValue={(tabs.find(({ count }) => (count ?? 0) > 0) ?? tabs[0]!).name} keepMounted={false}>
        <Tabs.List className={classes.tabs!}>
          {comparing && (
            <Tabs.Tab value="comparing" disabled leftSection={<Loader size={12} />}>
              {t("backtest.comparing")}
            </Tabs.Tab>
          )}
          {tabs.map(({ name, label, count }) => (
            <Tabs.Tab key={name} value={name}>
              {label} {count !== null && <span className="muted num">{number(count)}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ name, panel }) => (
          <Tabs.Panel key={name} value={name} className={classes.panel!}>
            {panel}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

/** What one has to know to believe it: what was taken as granted always, what was left out where it was. */
function Notes({ found, nameOf }: { found: Backtest; nameOf: (node: string) => string }) {
  const { t, number, day } = useWords();
  const { draft, items, cut, byHand } = found;
  const said = [
    ...(draft.full === null ? [] : [t("backtest.full", { at: day(draft.full) })]),
    ...(cut ? [t("backtest.cut", { items: number(items) })] : []),
    ...(draft.without.length === 0
      ? []
      : [
          t("backtest.without", {
            count: draft.without.length,
            names: draft.without.slice(0, 5).map(nameOf).join(", "),
          }),
        ]),
    ...(draft.unread === 0 ? [] : [t("backtest.unread", { count: draft.unread })]),
    ...(byHand ? [t("backtest.byHand")] : []),
    ...(draft.waiting === 0 ? [] : [t("backtest.waiting", { count: draft.waiting })]),
    ...(draft.later === 0 ? [] : [t("backtest.later", { count: draft.later })]),
  ];
  return (
    <div className={classes.notes}>
      {said.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <details>
        <summary>{t("backtest.how")}</summary>
        <ul>
          {(["howEmpty", "howToday", "howYes", "howPictures", "howBaseline"] as const).map((key) => (
            <li key={key}>{t(`backtest.${key}`)}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

import "./words.ts";
import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { useDocumentTitle, useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { IconCalendarShare, IconChevronLeft, IconChevronRight, IconClockPlus, IconPencil } from "@tabler/icons-react";
import { Suspense, useMemo, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { type Day, dayAt } from "#engine/days.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { lazy } from "../ui/lazy.ts";
import { useNow } from "../ui/now.ts";
import classes from "./calendar.module.css";
import { CardSheet } from "./card-sheet.tsx";
import { type Calendar, type Card, cardsOf } from "./cards.ts";
import { MovingTip } from "./moving-tip.tsx";
import { obstacleAt } from "./moving.ts";
import { freeSlots, useSlots } from "./slots.tsx";
import { useFits } from "./use-fits.ts";
import { useDrop } from "./use-drop.tsx";
import { useMoving } from "./use-moving.ts";
import { everybody } from "./layers.tsx";
import type { By, Look } from "./look.ts";
import { rangeOf, titleOf, turned, type View, views } from "./range.ts";
import { Shown } from "./shown.tsx";

const Subscribe = lazy(() => import("./subscribe.tsx"));
const SlotSheet = lazy(() => import("./slot-sheet.tsx"));

const isDay = (given: string | null): given is Day =>
  given !== null && /^\d{4}-\d\d-\d\d$/u.test(given) && !Number.isNaN(Date.parse(given));

const Bands = lazy(async () => ({ default: (await import("../campaigns/bands.tsx")).Bands }));

/** Posts of a day that a view asks for: the rest is counted, and told by the day itself. */
const each: Record<View, number> = { month: 12, week: 60, day: 100, list: 30 };

/** Which view of which day is looked at, by the address: a link to it shows the same. A phone has room for a day and for a list. */
function useView(today: Day) {
  const phone = useMediaQuery("(max-width: 640px)", false, { getInitialValueInEffect: false });
  const [search, setSearch] = useSearchParams();
  const wanted = views.find((one) => one === search.get("view")) ?? (phone ? "list" : "week");
  const view: View = phone && (wanted === "month" || wanted === "week") ? "list" : wanted;
  const given = search.get("day");
  const day = isDay(given) ? given : today;
  const show = (next: { view?: View; day?: Day }) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        after.set("view", next.view ?? view);
        after.set("day", next.day ?? day);
        return after;
      },
      { replace: true },
    );
  return { phone, view, day, show };
}

/** What is out, what is planned and what went wrong, of what is looked at. */
function Sum({ calendar, people, free }: { calendar: Calendar; people: boolean; free: number }) {
  const { t } = useWords();
  const sum = (state: keyof Calendar["days"][number]["counts"]) =>
    calendar.days.reduce((all, { counts }) => all + (counts[state] ?? 0), 0);
  const crowd = (of: "out" | "planned") =>
    people ? calendar.days.reduce((all, day) => all + (day.people?.posts?.[of] ?? 0), 0) : 0;
  const wrong = sum("refused") + sum("check");
  return (
    <p className={classes.sum}>
      {t("calendar.sum", { out: sum("out") + crowd("out"), planned: sum("planned") + crowd("planned") })}
      {free > 0 && <span> · {t("calendar.sumFree", { count: free })}</span>}
      {wrong > 0 && <span data-wrong> · {t("calendar.sumWrong", { count: wrong })}</span>}
      {calendar.more && <span> · {t("calendar.sumMore")}</span>}
    </p>
  );
}

/** What is out, what goes out and what is planned, day by day: the ledger's own view, in the reader's hours. */
export function CalendarPage() {
  const { t, language } = useWords();
  const me = useMe();
  const editor = isEditor(me);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = useNow();
  const today = dayAt(zone, now);
  const { phone, view, day, show } = useView(today);
  useDocumentTitle(`${t("calendar.title")} · ${t("app.name")}`);
  const [hiddenIds, setHidden] = useLocalStorage<string[]>({ key: "calendar.hidden", defaultValue: [] });
  const [by, setBy] = useLocalStorage<By>({ key: "calendar.by", defaultValue: "topic" });
  const hidden = useMemo(() => new Set(hiddenIds), [hiddenIds]);
  const hide = hiddenIds.filter((id) => id !== everybody).join(",");
  // A phone's day has its week above it.
  const range = rangeOf(phone && view === "day" ? "week" : view, day);
  const query = useReply(
    "readCalendar",
    { query: { ...range, zone, hide, each: each[view] } },
    { every: 30_000, keep: true },
  );
  const { data: topics } = useReply("listTopics", {});
  const [opened, open] = useState<Card | null>(null);
  const [subscribing, subscribe] = useState(false);
  const [search, setSearch] = useSearchParams();
  const slotting = search.get("slots") !== null;
  const slotted = (on: boolean) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (on) after.set("slots", "");
        else after.delete("slots");
        return after;
      },
      { replace: true },
    );
  const calendar = query.data;
  const cards = useMemo(() => cardsOf(calendar?.posts ?? [], zone), [calendar, zone]);
  const look: Look = useMemo(
    () => ({
      by,
      topics: new Map((topics?.rows ?? []).map((topic) => [topic.key, topic])),
      networks: new Map((calendar?.layers ?? []).map(({ id, network }) => [id, network])),
    }),
    [by, topics, calendar],
  );
  const slotRows = useSlots(calendar, view === "week" || view === "day");
  const slots = useMemo(() => freeSlots(slotRows, { zone, now, hidden }), [slotRows, zone, now, hidden]);
  const { drop, bar } = useDrop(zone);
  const { moving, grip, tip, wasDrag } = useMoving(drop);
  const obstacle = moving && obstacleAt(moving.card, moving.spot, { zone, now, layers: calendar?.layers ?? [], cards });
  const fits = useFits(moving, zone);
  const target = moving && { ...moving.spot, fits: obstacle === null || obstacle === "near" };
  const title = titleOf(view, day, language, today);
  const flip = (id: string) =>
    setHidden(hidden.has(id) ? hiddenIds.filter((one) => one !== id) : [...hiddenIds, id].slice(-60));
  const toDay = (next: Day) => show({ view: "day", day: next });
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        <div className={classes.turns}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t("calendar.before")}
            onClick={() => show({ day: turned(view, day, -1) })}
          >
            <IconChevronLeft size={18} stroke={1.8} />
          </ActionIcon>
          <Button variant="default" onClick={() => show({ day: today })}>
            {t("calendar.today")}
          </Button>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t("calendar.after")}
            onClick={() => show({ day: turned(view, day, 1) })}
          >
            <IconChevronRight size={18} stroke={1.8} />
          </ActionIcon>
        </div>
        {calendar && <Sum calendar={calendar} people={!hidden.has(everybody)} free={slots.length} />}
        <div className={classes.right}>
          <SegmentedControl
            aria-label={t("calendar.view")}
            value={view}
            onChange={(next) => show({ view: next as View })}
            data={views
              .filter((one) => !phone || one === "day" || one === "list")
              .map((one) => ({ value: one, label: t(`calendar.view.${one}`) }))}
          />
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t("calendar.slots")}
            title={t("calendar.slots")}
            onClick={() => slotted(true)}
          >
            <IconClockPlus size={18} stroke={1.8} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t("calendar.feed")}
            title={t("calendar.feed")}
            onClick={() => subscribe(true)}
          >
            <IconCalendarShare size={18} stroke={1.8} />
          </ActionIcon>
          <Button component={Link} href="/entries/new" leftSection={<IconPencil size={17} stroke={1.8} />}>
            <span className={classes.write}>{t("calendar.write")}</span>
          </Button>
        </div>
      </header>
      {editor && view !== "list" && (
        <Suspense>
          <Bands {...range} />
        </Suspense>
      )}
      <Answer query={query} lines={5} height={96}>
        {() => (
          <Shown
            open={(card) => !wasDrag() && open(card)}
            calendar={hidden.has(everybody) ? withoutPeople(calendar!) : calendar!}
            {...{
              cards,
              zone,
              look,
              hide,
              view,
              day,
              today,
              phone,
              toDay,
              editor,
              hidden,
              flip,
              by,
              setBy,
              grip,
              target,
              slots: view === "week" || view === "day" ? slots : [],
            }}
          />
        )}
      </Answer>
      {opened && (
        <CardSheet
          key={opened.key}
          card={opened}
          layers={calendar?.layers ?? []}
          zone={zone}
          close={() => open(null)}
          move={(spot) => {
            open(null);
            drop(opened, spot);
          }}
        />
      )}
      {subscribing && (
        <Suspense>
          <Subscribe close={() => subscribe(false)} />
        </Suspense>
      )}
      {slotting && calendar && (
        <Suspense>
          <SlotSheet layers={calendar.layers} close={() => slotted(false)} />
        </Suspense>
      )}
      {moving && <MovingTip moving={moving} obstacle={obstacle} fits={fits} zone={zone} tip={tip} />}
      {bar}
    </div>
  );
}

const withoutPeople = (calendar: Calendar): Calendar => ({
  ...calendar,
  days: calendar.days.map((day) => ({ ...day, people: null })),
});

import "./words.ts";
import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { useDocumentTitle, useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { IconCalendarEvent, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { type Day, dayAt, mondayOf } from "#engine/days.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { useNow } from "../ui/now.ts";
import classes from "./calendar.module.css";
import { CardSheet } from "./card-sheet.tsx";
import { type Calendar, type Card, cardsOf } from "./cards.ts";
import { DayList } from "./day-list.tsx";
import { HoursGrid, sumOf } from "./hours-grid.tsx";
import { everybody, Layers } from "./layers.tsx";
import type { By, Look } from "./look.ts";
import { MonthGrid } from "./month-grid.tsx";
import { dayWords, daysOf, rangeOf, titleOf, turned, type View, views } from "./range.ts";

const isDay = (given: string | null): given is Day =>
  given !== null && /^\d{4}-\d\d-\d\d$/u.test(given) && !Number.isNaN(Date.parse(given));

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
function Sum({ calendar, people }: { calendar: Calendar; people: boolean }) {
  const { t } = useWords();
  const sum = (state: keyof Calendar["days"][number]["counts"]) =>
    calendar.days.reduce((all, { counts }) => all + (counts[state] ?? 0), 0);
  const crowd = (of: "out" | "planned") =>
    people ? calendar.days.reduce((all, day) => all + (day.people?.posts?.[of] ?? 0), 0) : 0;
  const wrong = sum("refused") + sum("check");
  return (
    <p className={classes.sum}>
      {t("calendar.sum", { out: sum("out") + crowd("out"), planned: sum("planned") + crowd("planned") })}
      {wrong > 0 && <span data-wrong> · {t("calendar.sumWrong", { count: wrong })}</span>}
      {calendar.more && <span> · {t("calendar.sumMore")}</span>}
    </p>
  );
}

/** The days of a week in a thumb's reach. */
function Strip({ calendar, day, today, show }: { calendar: Calendar; day: Day; today: Day; show: (day: Day) => void }) {
  const { t, language } = useWords();
  const some = new Set(
    calendar.days
      .filter(({ counts, people }) => Object.values(counts).some((n) => n > 0) || sumOf(people) > 0)
      .map((one) => one.day),
  );
  return (
    <div className={classes.strip} role="group" aria-label={t("calendar.strip")}>
      {daysOf(rangeOf("week", day)).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === day}
          data-today={one === today || undefined}
          aria-label={dayWords(one, language, { weekday: "long", day: "numeric", month: "long" })}
          onClick={() => show(one)}
        >
          <span>{dayWords(one, language, { weekday: "narrow" })}</span>
          <b>{Number(one.slice(8))}</b>
          <i data-some={some.has(one) || undefined} />
        </button>
      ))}
    </div>
  );
}

/** What is out, what goes out and what is planned, day by day: the ledger's own view, in the reader's hours. */
export function CalendarPage() {
  const { t, language } = useWords();
  const me = useMe();
  const editor = isEditor(me);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const today = dayAt(zone, useNow());
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
        {calendar && <Sum calendar={calendar} people={!hidden.has(everybody)} />}
        <div className={classes.right}>
          <SegmentedControl
            aria-label={t("calendar.view")}
            value={view}
            onChange={(next) => show({ view: next as View })}
            data={views
              .filter((one) => !phone || one === "day" || one === "list")
              .map((one) => ({ value: one, label: t(`calendar.view.${one}`) }))}
          />
        </div>
      </header>
      <Answer query={query} lines={5} height={96}>
        {() => (
          <Shown
            calendar={hidden.has(everybody) ? withoutPeople(calendar!) : calendar!}
            {...{ cards, zone, look, open, hide, view, day, today, phone, toDay, editor, hidden, flip, by, setBy }}
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
          move={null}
        />
      )}
    </div>
  );
}

const withoutPeople = (calendar: Calendar): Calendar => ({
  ...calendar,
  days: calendar.days.map((day) => ({ ...day, people: null })),
});

type ShownProps = {
  calendar: Calendar;
  cards: Card[];
  zone: string;
  look: Look;
  open: (card: Card) => void;
  hide: string;
  view: View;
  day: Day;
  today: Day;
  phone: boolean;
  toDay: (day: Day) => void;
  editor: boolean;
  hidden: ReadonlySet<string>;
  flip: (id: string) => void;
  by: By;
  setBy: (by: By) => void;
};

function Shown({ calendar, cards, view, day, today, phone, editor, hidden, flip, by, setBy, ...rest }: ShownProps) {
  const { t, language } = useWords();
  const { layers, people } = calendar;
  const grip = () => undefined;
  if (layers.length === 0 && people === (editor ? 0 : null))
    return (
      <Empty
        icon={<IconCalendarEvent size={24} stroke={1.6} />}
        title={t("calendar.noAccounts")}
        action={
          <Button component={Link} href="/accounts">
            {t("calendar.connect")}
          </Button>
        }
      >
        {t("calendar.noAccountsText")}
      </Empty>
    );
  const seen = layers.filter(({ id }) => !hidden.has(id));
  const nothing = cards.length === 0 && calendar.days.every(({ people: crowd }) => sumOf(crowd) === 0);
  const own = { ...rest, calendar, cards, grip };
  const days = daysOf(rangeOf(view, day));
  const since = calendar.since.slice(0, 10);
  const used = [...new Set(cards.map(({ topic }) => topic))];
  return (
    <>
      <div className={classes.bar}>
        <Layers layers={layers} people={people} hidden={hidden} flip={flip} />
        {!phone && (
          <div className={classes.by}>
            <span id="calendar-by">{t("calendar.by")}</span>
            <SegmentedControl
              aria-labelledby="calendar-by"
              value={by}
              onChange={(next) => setBy(next === "network" ? "network" : "topic")}
              data={(["topic", "network"] as const).map((one) => ({ value: one, label: t(`calendar.by.${one}`) }))}
            />
          </div>
        )}
      </div>
      {phone && view === "day" && <Strip calendar={calendar} day={day} today={today} show={rest.toDay} />}
      <div className={classes.body} data-view={view}>
        {nothing && view === "list" ? (
          <Empty
            small
            icon={<IconCalendarEvent size={24} stroke={1.6} />}
            title={t("calendar.empty")}
            action={
              <Button component={Link} href={editor ? "/maps" : "/content"} variant="default">
                {t(editor ? "calendar.toMaps" : "calendar.toContent")}
              </Button>
            }
          >
            {t(editor ? "calendar.emptyText" : "calendar.emptyMine")}
          </Empty>
        ) : view === "list" ? (
          <DayList {...own} />
        ) : view === "month" ? (
          <MonthGrid {...own} month={day.slice(0, 7)} />
        ) : (
          <HoursGrid {...own} days={days} cards={cards.filter((card) => days.includes(card.day))} layers={seen} />
        )}
      </div>
      {nothing && view !== "list" && (
        <p className={classes.note}>{t(editor ? "calendar.emptyText" : "calendar.emptyMine")}</p>
      )}
      {by === "topic" && used.length > 1 && (
        <ul className={classes.keys}>
          {used.map((key) => {
            const topic = rest.look.topics.get(key);
            return (
              <li key={key}>
                <i style={{ "--own": topic ? `var(--tp-${topic.colour})` : "var(--flow)" } as React.CSSProperties} />
                {topic?.name ?? t("calendar.noTopic")}
              </li>
            );
          })}
        </ul>
      )}
      {mondayOf(day) < since && (
        <p className={classes.note}>
          {t("calendar.since", { day: dayWords(since, language, { day: "numeric", month: "long", year: "numeric" }) })}
        </p>
      )}
    </>
  );
}

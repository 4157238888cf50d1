import { Button, SegmentedControl, VisuallyHidden } from "@mantine/core";
import { IconCalendarEvent, IconPencil } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { Link } from "wouter";
import { type Day, mondayOf } from "#engine/days.ts";
import { useWords } from "../language.tsx";
import { Empty } from "../ui/empty.tsx";
import classes from "./calendar.module.css";
import grid from "./grid.module.css";
import { instantOf } from "./moving.ts";
import type { Calendar, Card } from "./cards.ts";
import { DayList } from "./day-list.tsx";
import { type GridProps, HoursGrid, sumOf } from "./hours-grid.tsx";
import { Layers } from "./layers.tsx";
import type { By, Look } from "./look.ts";
import { MonthGrid } from "./month-grid.tsx";
import { Tray } from "./tray.tsx";
import tray from "./tray.module.css";
import { dayWords, daysOf, rangeOf, type View } from "./range.ts";

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
          onClick={() => show(one)}
        >
          <span aria-hidden="true">{dayWords(one, language, { weekday: "narrow" })}</span>
          <VisuallyHidden>{dayWords(one, language, { weekday: "long" })}</VisuallyHidden>
          <b>{Number(one.slice(8))}</b>
          <VisuallyHidden>{dayWords(one, language, { month: "long" })}</VisuallyHidden>
          <i data-some={some.has(one) || undefined} />
        </button>
      ))}
    </div>
  );
}

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
  grip: GridProps["grip"];
  target: GridProps["target"];
  slots: GridProps["slots"];
};

/** A working day on which nothing is yet: what to do about it, at ten in the morning of the reader's clock. */
function Gap({ day, zone }: { day: Day; zone: string }) {
  const { t, language } = useWords();
  const at = new Date(instantOf({ day, minute: 600 }, zone)).toISOString();
  const name = dayWords(day, language, { weekday: "long" });
  return (
    <div className={grid.gap}>
      <strong>{t("calendar.gap", { day: `${name.charAt(0).toUpperCase()}${name.slice(1)}` })}</strong>
      <Button
        component={Link}
        href={`/entries/new?at=${encodeURIComponent(at)}`}
        variant="default"
        size="compact-md"
        leftSection={<IconPencil size={16} stroke={1.8} />}
      >
        {t("calendar.gapWrite")}
      </Button>
    </div>
  );
}

/** The view that is looked at, below what it looks at. */
export function Shown({
  calendar,
  cards,
  view,
  day,
  today,
  phone,
  editor,
  hidden,
  flip,
  by,
  setBy,
  slots,
  ...rest
}: ShownProps) {
  const { t, language } = useWords();
  const { layers, people } = calendar;
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
  const own = { ...rest, calendar, cards };
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
      <div className={view === "list" ? undefined : tray.around}>
        <div className={classes.body} data-view={view}>
          {nothing && view === "list" ? (
            <Empty
              small
              icon={<IconCalendarEvent size={24} stroke={1.6} />}
              title={t("calendar.empty")}
              action={
                <Button component={Link} href={editor ? "/entries/new" : "/content"} variant="default">
                  {t(editor ? "calendar.gapWrite" : "calendar.toContent")}
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
            <HoursGrid
              {...own}
              days={days}
              cards={cards.filter((card) => days.includes(card.day))}
              layers={seen}
              slots={slots}
              gap={(empty) => <Gap day={empty} zone={rest.zone} />}
            />
          )}
        </div>
        {view !== "list" && <Tray day={day > today ? day : today} look={rest.look} grip={rest.grip} />}
      </div>
      {nothing && view !== "list" && (
        <p className={classes.note}>{t(editor ? "calendar.emptyText" : "calendar.emptyMine")}</p>
      )}
      {!phone && view !== "list" && cards.some(({ posts }) => posts.some(({ movable }) => movable)) && (
        <p className={classes.keysNote}>
          <kbd>M</kbd> {t("calendar.keys")}
        </p>
      )}
      {by === "topic" && used.length > 1 && (
        <ul className={classes.keys}>
          {used.map((key) => {
            const topic = rest.look.topics.get(key);
            return (
              <li key={key}>
                <i style={{ "--own": topic ? `var(--tp-${topic.colour})` : "var(--flow)" } as CSSProperties} />
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

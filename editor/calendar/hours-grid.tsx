import { IconAlertTriangle } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { type Day, dayAt, wallMinute, weekday } from "#engine/days.ts";
import { clockTime } from "#engine/rhythm.ts";
import { useWords } from "../language.tsx";
import { useNow } from "../ui/now.ts";
import { type Calendar, type Card, crowded, hoursOf, placed, quietSpans } from "./cards.ts";
import classes from "./grid.module.css";
import type { Look } from "./look.ts";
import { PeopleLane } from "./people-lane.tsx";
import { type Held, PostCard } from "./post-card.tsx";
import { dayWords } from "./range.ts";
import { type FreeSlot, SlotPlace } from "./slots.tsx";

/** Points an hour is high, and a card with its two lines; with a picture it is higher. */
export const hourHigh = 64;
const cardHigh = { plain: 62, picture: 116 };

export type GridProps = {
  calendar: Calendar;
  days: readonly Day[];
  cards: readonly Card[];
  zone: string;
  look: Look;
  open: (card: Card) => void;
  /** Of a card that can be given another time. */
  grip: (card: Card) => Held | undefined;
  /** Layers that are looked at. */
  layers: Calendar["layers"];
  toDay: (day: Day) => void;
  /** Times of the week at which nothing is planned yet. */
  slots: readonly FreeSlot[];
  /** What an empty day offers. */
  gap?: ((day: Day) => ReactNode) | undefined;
  /** Where a card that is on its way would come to stand. */
  target?: { day: Day; minute: number; fits: boolean } | null | undefined;
};

/** Days side by side, hour by hour: what each says where it does, quiet hours hatched, ambassadors as one lane. */
export function HoursGrid({
  calendar,
  days,
  cards,
  zone,
  look,
  open,
  grip,
  layers,
  slots,
  toDay,
  gap,
  target,
}: GridProps) {
  const { t, language } = useWords();
  const now = useNow();
  const today = dayAt(zone, now);
  const shown = calendar.days.filter(({ day }) => days.includes(day));
  const edges = shown.flatMap(({ people }) =>
    [people?.posts?.first, people?.posts?.last].flatMap((at) => (at ? [wallMinute(zone, Date.parse(at))] : [])),
  );
  const { from, to } = hoursOf(cards, [...edges, ...slots.map(({ minute }) => minute)]);
  const y = (minute: number): number => ((minute - from * 60) / 60) * hourHigh;
  const close = crowded(cards);
  const single = days.length === 1;
  const first = useFirstSight(y, days.includes(today) ? wallMinute(zone, now) : null, cards);
  return (
    // What scrolls is reached by keys, too.
    <div className={classes.scroll} ref={first} data-scrolls tabIndex={0} role="group" aria-label={t("calendar.grid")}>
      <div
        className={classes.grid}
        data-single={single || undefined}
        style={{ "--days": days.length } as React.CSSProperties}
      >
        <div className={classes.corner} />
        {shown.map(({ day, counts, people }) => {
          const sum = Object.values(counts).reduce((all, n) => all + n, 0) + sumOf(people);
          return (
            <div
              key={day}
              className={classes.dayHead}
              data-today={day === today || undefined}
              data-weekend={weekday(day) > 4 || undefined}
            >
              <button type="button" onClick={() => toDay(day)} disabled={single}>
                <span>{dayWords(day, language, { weekday: "short" })}</span>
                <b>{Number(day.slice(8))}</b>
              </button>
              <small title={t("calendar.dayCount", { count: sum })}>{sum}</small>
            </div>
          );
        })}
        <div className={classes.hours} aria-hidden="true" style={{ height: y(to * 60) }}>
          {Array.from({ length: to - from }, (_, n) => from + n).map((hour) => (
            <span key={hour} style={{ top: y(hour * 60) }}>
              {clockTime(hour * 60, language)}
            </span>
          ))}
          {days.includes(today) && (
            <span className={classes.clock} style={{ top: y(wallMinute(zone, now)) }}>
              {clockTime(wallMinute(zone, now), language)}
            </span>
          )}
        </div>
        {shown.map(({ day, starts, ends, people }) => {
          const own = cards.filter((card) => card.day === day);
          const empty = own.length === 0 && sumOf(people) === 0 && weekday(day) < 5 && day >= today;
          return (
            <section
              key={day}
              className={classes.column}
              data-day={day}
              data-from={from}
              data-today={day === today || undefined}
              data-weekend={weekday(day) > 4 || undefined}
              data-empty={empty || undefined}
              aria-label={`${dayWords(day, language, { weekday: "long", day: "numeric", month: "long" })}, ${t("calendar.dayCount", { count: own.length })}`}
              style={{ height: y(to * 60), "--hour": `${hourHigh}px` } as React.CSSProperties}
            >
              {quietSpans(layers, Date.parse(starts), Date.parse(ends), zone).map(([begin, end]) => {
                const [top, bottom] = [Math.max(0, y(begin)), Math.min(y(to * 60), y(end))];
                return (
                  bottom > top && (
                    <i
                      key={begin}
                      className={classes.quiet}
                      title={t("calendar.quiet")}
                      style={{ top, height: bottom - top }}
                    />
                  )
                );
              })}
              {day === today && <i className={classes.now} style={{ top: y(wallMinute(zone, now)) }} />}
              {target?.day === day && (
                <i
                  className={classes.target}
                  data-fits={target.fits || undefined}
                  style={{ top: y(target.minute), height: cardHigh.plain }}
                />
              )}
              <div className={classes.cards}>
                {slots
                  .filter((slot) => slot.day === day && slot.minute >= from * 60 && slot.minute < to * 60)
                  .map((slot) => (
                    <SlotPlace key={slot.key} slot={slot} layers={layers} top={y(slot.minute)} />
                  ))}
                {placed(own, 58).map(({ card, column, columns, more }) => {
                  const roomy = own.every(
                    (other) => other === card || other.minute <= card.minute || other.minute >= card.minute + 110,
                  );
                  const pictured = roomy && columns === 1 && card.posts.some(({ picture }) => picture !== null);
                  const width = 100 / columns;
                  const top = y(card.minute);
                  const tight = close.get(card.key);
                  return (
                    <div
                      key={card.key}
                      className={classes.place}
                      style={{ top, left: `${column * width}%`, width: `${width}%` }}
                    >
                      <PostCard
                        card={card}
                        look={look}
                        open={open}
                        picture={pictured}
                        grip={grip(card)}
                        style={{ height: pictured ? cardHigh.picture : cardHigh.plain }}
                      />
                      {more.length > 0 && (
                        <button
                          type="button"
                          className={classes.more}
                          onClick={() => (single ? open(more[0]!) : toDay(day))}
                        >
                          {t("calendar.more", { count: more.length })}
                        </button>
                      )}
                      {tight !== undefined && columns === 1 && !pictured && tight >= 58 && (
                        <span className={classes.tight}>
                          <IconAlertTriangle size={14} stroke={1.8} aria-hidden="true" />
                          {t("calendar.tight", { minutes: tight })}
                        </span>
                      )}
                    </div>
                  );
                })}
                {empty && gap?.(day)}
              </div>
              <PeopleLane people={people} zone={zone} y={y} />
            </section>
          );
        })}
      </div>
    </div>
  );
}

/** The grid opens where people work: at eight, sooner where something stands before that and after five, at the latest at what is now; where all there is stands in the night, there. */
function useFirstSight(y: (minute: number) => number, now: number | null, cards: readonly Card[]) {
  const ref = useRef<HTMLDivElement>(null);
  const seen = useRef(false);
  useEffect(() => {
    if (seen.current || ref.current === null) return;
    seen.current = true;
    const minutes = cards.map(({ minute }) => minute);
    const awake = minutes.filter((minute) => minute >= 300);
    const from = Math.min(
      480,
      ...(awake.length > 0 ? awake : minutes),
      ...(now === null || now < 420 ? [] : [now - 120]),
    );
    ref.current.scrollTop = y(from) - 8;
  });
  return ref;
}

export const sumOf = (people: Calendar["days"][number]["people"]): number =>
  people?.posts ? people.posts.out + people.posts.planned : 0;

import { Button } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { type CSSProperties, useState } from "react";
import { type Day, dayAt } from "#engine/days.ts";
import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { useNow } from "../ui/now.ts";
import { type Card, cardsOf, reachOf, standing } from "./cards.ts";
import classes from "./grid.module.css";
import type { GridProps } from "./hours-grid.tsx";
import { colourOf, type Look, timeOf } from "./look.ts";
import { usePeopleWords } from "./people-lane.tsx";
import { dayWords } from "./range.ts";

function Row({ card, look, open }: { card: Card; look: Look; open: (card: Card) => void }) {
  const { t, language } = useWords();
  const { networks, people } = reachOf(card, look.networks);
  const picture = card.posts.find((post) => post.picture !== null)?.picture;
  return (
    <button
      type="button"
      className={classes.row}
      style={{ "--own": colourOf(card, look) } as CSSProperties}
      onClick={() => open(card)}
    >
      <time>{timeOf(card, language)}</time>
      <span className={classes.marks}>
        {networks.map((network) => (
          <NetworkMark key={network} network={network} size={20} />
        ))}
        {people && <IconUsers size={20} stroke={1.7} aria-hidden="true" />}
      </span>
      <span>
        <strong>{card.title}</strong>
        <small data-state={card.state}>
          {t(`calendar.state.${standing(card)}`)} ·{" "}
          {[...networks.map(networkTitle), ...(people ? [t("calendar.toPeople")] : [])].join(", ")}
        </small>
      </span>
      {picture && <img src={picture.url} alt="" width={56} height={40} loading="lazy" />}
    </button>
  );
}

/** What of a crowded day did not come with the others, part by part. */
function Rest({
  day,
  zone,
  hide,
  look,
  open,
}: {
  day: Day;
  zone: string;
  hide: string;
  look: Look;
  open: GridProps["open"];
}) {
  const { t } = useWords();
  const { rows, query } = useRows("listDay", { query: { day, zone, hide, limit: 200 } });
  return (
    <>
      <ul className={classes.rows} aria-busy={query.isPending}>
        {cardsOf(rows, zone).map((card) => (
          <li key={card.key}>
            <Row card={card} look={look} open={open} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button variant="default" mt={10} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("action.more")}
        </Button>
      )}
    </>
  );
}

/** Day after day in words: what other views draw, for whoever reads or holds a phone. Days on which nothing is are left out, but the one that is looked at. */
export function DayList({
  calendar,
  cards,
  zone,
  look,
  open,
  hide,
}: Pick<GridProps, "calendar" | "cards" | "zone" | "look" | "open"> & { hide: string }) {
  const { t, language } = useWords();
  const today = dayAt(zone, useNow());
  const people = usePeopleWords(zone);
  const [whole, setWhole] = useState<readonly Day[]>([]);
  const byDay = Map.groupBy(cards, ({ day }) => day);
  const single = calendar.days.length === 1;
  const days = calendar.days.filter(
    ({ day, people: crowd }) => single || day === today || byDay.has(day) || (people(crowd) ?? "") !== "",
  );
  return (
    <div className={classes.list}>
      {days.map(({ day, counts, people: crowd }) => {
        const own = byDay.get(day) ?? [];
        const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
        const left = all - own.reduce((sum, { posts }) => sum + posts.length, 0);
        const said = people(crowd);
        return (
          <section key={day} data-today={day === today || undefined}>
            <h2>
              {dayWords(day, language, { weekday: "long", day: "numeric", month: "long" })}
              <small>{t("calendar.dayCount", { count: all })}</small>
            </h2>
            {whole.includes(day) ? (
              <Rest day={day} zone={zone} hide={hide} look={look} open={open} />
            ) : own.length === 0 ? (
              <p className={classes.none}>{t("calendar.dayNone")}</p>
            ) : (
              <ul className={classes.rows}>
                {own.map((card) => (
                  <li key={card.key}>
                    <Row card={card} look={look} open={open} />
                  </li>
                ))}
              </ul>
            )}
            {left > 0 && !whole.includes(day) && (
              <Button variant="default" mt={10} onClick={() => setWhole([...whole, day])}>
                {t("calendar.others", { count: left })}
              </Button>
            )}
            {said !== null && (
              <p className={classes.crowdLine}>
                <IconUsers size={16} stroke={1.7} aria-hidden="true" /> {said}
              </p>
            )}
          </section>
        );
      })}
    </div>
  );
}

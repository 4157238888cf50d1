import { Button, Group, Select, TextInput, VisuallyHidden } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { clockTime } from "#engine/rhythm.ts";
import { minutesToTime, timeToMinutes } from "../accounts/minutes.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { slots as words } from "../messages/slots.ts";
import { speak } from "../messages/spoken.ts";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import type { Layer } from "./cards.ts";
import { dayWords } from "./range.ts";
import classes from "./slot-sheet.module.css";
import { type Deeds, type Slot, useSlotDeeds } from "./use-slots.ts";

speak(words);

const week = [1, 2, 3, 4, 5, 6, 7] as const;
/** What stands for all pages of the company in the list of accounts. */
const every = "all";

/** The name of a day of the week, 1 Monday to 7 Sunday. */
function useDayName() {
  const { language } = useWords();
  // 1 June 2026 is a Monday.
  return (weekday: number, form: "long" | "short" = "long"): string =>
    dayWords(`2026-06-0${weekday}`, language, { weekday: form });
}

/** The times of the week of an account, or of all pages: added for several days at once, moved, taken out, and each taken back; and when its posts fared best. */
export default function SlotSheet({ layers, close }: { layers: readonly Layer[]; close: () => void }) {
  const { t } = useWords();
  const editor = isEditor(useMe());
  const query = useReply("listSlots", {}, { anew: true });
  const [chosen, choose] = useState<string>(editor ? every : (layers[0]?.id ?? every));
  const rows = query.data?.rows ?? [];
  const deeds = useSlotDeeds(rows);
  const layer = layers.find(({ id }) => id === chosen);
  // Escape leaves the field first: the sheet hears of it before the field does.
  const editing = useRef(false);
  const leave = () => {
    if (!editing.current) close();
  };
  const own = rows.filter(({ account }) => (account?.id ?? every) === chosen);
  // Those of all pages are each page's as well.
  const shared = layer?.company ? rows.filter(({ account }) => account === null) : [];
  return (
    <Sheet opened close={leave} title={t("slots.title")} about={t("slots.about")}>
      <div className={classes.slots}>
        <Select
          label={t("slots.of")}
          allowDeselect={false}
          data={[
            ...(editor ? [{ value: every, label: t("slots.all") }] : []),
            ...layers.map(({ id, name, network }) => ({ value: id, label: `${name} · ${networkTitle(network)}` })),
          ]}
          value={chosen}
          onChange={(next) => next !== null && choose(next)}
        />
        <Answer query={query} lines={3} height={44}>
          {() => (
            <>
              {own.length + shared.length === 0 && <p className={classes.quiet}>{t("slots.empty")}</p>}
              <Week key={chosen} own={own} shared={shared} deeds={deeds} tellEditing={(is) => (editing.current = is)} />
            </>
          )}
        </Answer>
        <Add key={chosen} account={chosen === every ? null : chosen} deeds={deeds} />
        {editor && <p className={classes.quiet}>{t("slots.spread")}</p>}
      </div>
      {deeds.undo && (
        <UndoBar key={deeds.undo.said} seconds={10} done={deeds.forget} undo={deeds.takeBack}>
          {deeds.undo.said}
        </UndoBar>
      )}
    </Sheet>
  );
}

/** Day after day what there is; a press on a time changes it. */
function Week({
  own,
  shared,
  deeds,
  tellEditing,
}: {
  own: readonly Slot[];
  shared: readonly Slot[];
  deeds: Deeds;
  tellEditing: (is: boolean) => void;
}) {
  const { t, language } = useWords();
  const dayName = useDayName();
  const reader = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [moving, setMoving] = useState<{ slot: Slot; time: string } | null>(null);
  const move = (next: typeof moving) => {
    tellEditing(next !== null);
    setMoving(next);
  };
  const written = ({ account, ...slot }: Slot) => ({ ...slot, account: account?.id ?? null });
  const away = [...new Set([...own, ...shared].map(({ zone }) => zone))].filter((zone) => zone !== reader);
  const minute = moving === null ? null : timeToMinutes(moving.time);
  const drop = (slot: Slot) =>
    void deeds.act([{ kind: "drop", slot: written(slot) }], () =>
      t("slots.removed", { day: dayName(slot.weekday), time: clockTime(slot.minute, language) }),
    );
  // A field that is left by Escape loses the focus as well.
  const left = useRef(false);
  const settle = () => {
    if (moving === null || minute === null || left.current) return;
    const { slot } = moving;
    left.current = true;
    move(null);
    if (minute !== slot.minute)
      void deeds.act([{ kind: "put", slot: { ...written(slot), minute } }], () =>
        t("slots.moved", { day: dayName(slot.weekday), time: clockTime(minute, language) }),
      );
  };
  return (
    <>
      <ul className={classes.week}>
        {week.map((weekday) => {
          const all = [...own, ...shared]
            .filter((slot) => slot.weekday === weekday)
            .toSorted((a, b) => a.minute - b.minute);
          return (
            <li key={weekday}>
              <strong>{dayName(weekday)}</strong>
              {all.length === 0 && (
                <span className={classes.quiet}>
                  <span aria-hidden="true">–</span>
                  <VisuallyHidden>{t("slots.none")}</VisuallyHidden>
                </span>
              )}
              {all.map((slot) => {
                const time = clockTime(slot.minute, language);
                if (!own.includes(slot))
                  return (
                    <span key={slot.id} className={classes.shared}>
                      {time} <small>{t("slots.alsoAll")}</small>
                    </span>
                  );
                if (moving?.slot.id === slot.id)
                  return (
                    <form
                      key={slot.id}
                      className={classes.moving}
                      onSubmit={(event) => {
                        event.preventDefault();
                        settle();
                      }}
                    >
                      <TextInput
                        type="time"
                        aria-label={t("slots.newTime")}
                        data-autofocus
                        autoFocus
                        value={moving.time}
                        onChange={({ currentTarget }) => move({ slot, time: currentTarget.value })}
                        onBlur={settle}
                        onKeyDown={(event) => {
                          if (event.key !== "Escape") return;
                          left.current = true;
                          move(null);
                        }}
                      />
                    </form>
                  );
                const said = { day: dayName(weekday), time };
                return (
                  <span key={slot.id} className={classes.slot}>
                    <button
                      type="button"
                      disabled={deeds.busy}
                      aria-label={t("slots.change", said)}
                      onClick={() => {
                        left.current = false;
                        move({ slot, time: minutesToTime(slot.minute) });
                      }}
                    >
                      {time}
                    </button>
                    <button
                      type="button"
                      disabled={deeds.busy}
                      aria-label={t("slots.remove", said)}
                      title={t("slots.remove", said)}
                      onClick={() => drop(slot)}
                    >
                      <IconX size={15} stroke={1.9} aria-hidden="true" />
                    </button>
                  </span>
                );
              })}
            </li>
          );
        })}
      </ul>
      {away.map((zone) => (
        <p key={zone} className={classes.quiet}>
          {t("slots.zone", { zone: zone.replaceAll("_", " ") })}
        </p>
      ))}
    </>
  );
}

/** One time on several days at once; at the time at which its posts fared best, where one is known. */
function Add({ account, deeds }: { account: string | null; deeds: Deeds }) {
  const { t, language } = useWords();
  const dayName = useDayName();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [days, setDays] = useState<number[]>([]);
  const [time, setTime] = useState("09:00");
  const minute = timeToMinutes(time);
  const best = useReply("bestTimes", { query: { account: account ?? "" } }, { enabled: account !== null }).data;
  return (
    <form
      className={classes.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (minute === null) return;
        const fresh = days.map((day) => ({
          kind: "put" as const,
          slot: { id: crypto.randomUUID(), account, weekday: day, minute, zone },
        }));
        setDays([]);
        void deeds.act(fresh, (count) => t("slots.added", { count }));
      }}
    >
      {best && (
        <p className={classes.best}>
          {best.best === null
            ? best.posts < best.needs
              ? t("slots.bestFew", { posts: best.posts, needs: best.needs })
              : t("slots.bestNone", { posts: best.posts })
            : t("slots.best", {
                time: clockTime(best.best.minute, language),
                low: best.best.low.toLocaleString(language),
                high: best.best.high.toLocaleString(language),
                posts: best.posts,
              })}
          {best.best !== null && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => best.best && setTime(minutesToTime(best.best.minute))}
            >
              {t("slots.bestUse", { time: clockTime(best.best.minute, language) })}
            </Button>
          )}
        </p>
      )}
      <div role="group" aria-label={t("slots.days")} className={classes.days}>
        {week.map((weekday) => (
          <button
            key={weekday}
            type="button"
            aria-pressed={days.includes(weekday)}
            aria-label={dayName(weekday)}
            onClick={() => setDays(days.includes(weekday) ? days.filter((one) => one !== weekday) : [...days, weekday])}
          >
            {dayName(weekday, "short")}
          </button>
        ))}
      </div>
      <Group gap={10} align="flex-end">
        <TextInput
          type="time"
          label={t("slots.time")}
          value={time}
          onChange={({ currentTarget }) => setTime(currentTarget.value)}
        />
        <Button
          type="submit"
          leftSection={<IconPlus size={17} stroke={1.8} aria-hidden="true" />}
          loading={deeds.busy}
          disabled={days.length === 0 || minute === null}
        >
          {t("slots.add")}
        </Button>
      </Group>
    </form>
  );
}

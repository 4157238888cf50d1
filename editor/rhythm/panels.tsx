import { SegmentedControl, TextInput } from "@mantine/core";
import { IconBolt, IconCheck, IconHandFinger, IconMinus, IconPlayerPause, IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useState } from "react";
import { modes, type Mode } from "#engine/mode.ts";
import { capOf, hoursSentence, oftenWords, type Period, periods, type Rhythm } from "#engine/rhythm.ts";
import type { Account } from "../accounts/account.ts";
import { minutesToTime, timeToMinutes } from "../accounts/minutes.ts";
import { endOfDay, plusDays, toDay } from "../accounts/pause.ts";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import { networkTitle } from "../ui/network.tsx";
import { Month } from "./month.tsx";
import classes from "./rhythm.module.css";
import { WeekLights } from "./week-lights.tsx";

/** What a panel gives when its value is kept. */
export type Change = {
  pace?: Partial<Pick<Account, "dailyCap" | "weeklyCap" | "monthlyCap" | "daysOff" | "quietFrom" | "quietTo">>;
  mode?: { mode: Mode; until?: string };
  resume?: true;
};
type Given = { account: Account; keep: (change: Change) => void; busy: boolean };

/** Posts of a month for one of each period: weeks and days as many as a year has. */
const [weeksOfMonth, most] = [52 / 12, 99];

function Keep({
  busy,
  label,
  disabled = false,
  keep,
}: {
  busy: boolean;
  label: string;
  disabled?: boolean;
  keep: () => void;
}) {
  return (
    <button type="button" className={classes.keep} disabled={busy || disabled} aria-busy={busy} onClick={keep}>
      <IconCheck size={20} aria-hidden />
      {label}
    </button>
  );
}

/** How often: a number, what it is counted over, the week that comes of it, and whose decision that is. */
export function OftenPanel({ account, keep, busy }: Given) {
  const { t, language } = useWords();
  const set = periods.find((each) => capOf(account, each) !== null);
  const [period, setPeriod] = useState<Period>(set ?? "week");
  const [count, setCount] = useState(set === undefined ? 2 : (capOf(account, set) ?? 2));
  const caps = { dailyCap: null, weeklyCap: null, monthlyCap: null };
  const chosen: Rhythm = {
    ...account,
    ...caps,
    [{ day: "dailyCap", week: "weeklyCap", month: "monthlyCap" }[period]]: count,
  };
  const open = 7 - account.daysOff.length;
  const month = Math.round({ day: count * open * weeksOfMonth, week: count * weeksOfMonth, month: count }[period]);
  const week = { day: open, week: count, month: Math.max(1, Math.round(count / weeksOfMonth)) }[period];
  const step = (by: number) => setCount((now) => Math.min(most, Math.max(1, now + by)));
  const arrows = (event: KeyboardEvent) => {
    const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  };
  return (
    <>
      <div className={classes.stepper}>
        <button type="button" aria-label={t("rhythm.less")} disabled={count === 1} onClick={() => step(-1)}>
          <IconMinus size={26} />
        </button>
        <span
          role="spinbutton"
          tabIndex={0}
          aria-label={t("rhythm.number")}
          aria-valuenow={count}
          aria-valuemin={1}
          aria-valuemax={most}
          onKeyDown={arrows}
        >
          {count}
        </span>
        <button type="button" aria-label={t("rhythm.more")} disabled={count === most} onClick={() => step(1)}>
          <IconPlus size={26} />
        </button>
      </div>
      <SegmentedControl
        fullWidth
        size="md"
        aria-label={t("rhythm.period")}
        value={period}
        onChange={(next) => setPeriod(next as Period)}
        data={periods.map((each) => ({ value: each, label: t(`rhythm.per.${each}`) }))}
      />
      <WeekLights posts={week} off={account.daysOff} />
      <p className={classes.note} role="status">
        {t("rhythm.month", { count: month })}
      </p>
      <Keep
        busy={busy}
        label={oftenWords(chosen, language) ?? ""}
        keep={() =>
          keep({ pace: { dailyCap: chosen.dailyCap, weeklyCap: chosen.weeklyCap, monthlyCap: chosen.monthlyCap } })
        }
      />
      <button type="button" className={classes.plain} disabled={busy} onClick={() => keep({ pace: caps })}>
        {t("rhythm.noLimit")}
      </button>
    </>
  );
}

const icons = { ask: IconHandFinger, auto: IconBolt, paused: IconPlayerPause } as const;
/** Days that are put in where somebody has not chosen an end yet. */
const usualDays = 182;

/** How it leaves: asked, by itself, not at all; what the network forbids is not there, and said. */
export function ModePanel({ account, keep, busy }: Given) {
  const { t, day } = useWords();
  const name = useId();
  const [mode, setMode] = useState<Mode>(account.mode);
  const barred = cards.get(account.network)?.kinds[account.kind]?.auto === "attested" && !account.attested;
  const until = endOfDay(toDay(plusDays(new Date(), usualDays)))!;
  const end = account.mode === "auto" && account.modeUntil !== null ? new Date(account.modeUntil) : until;
  const label = mode === "auto" ? t("rhythm.autoUntil", { date: day(end) }) : t(`rhythm.${mode}`);
  return (
    <>
      <div role="radiogroup" aria-label={t("rhythm.mode")} className={classes.modes}>
        {modes
          .filter((each) => each !== "auto" || !barred)
          .map((each) => {
            const Mark = icons[each];
            return (
              <label key={each} data-chosen={each === mode || undefined}>
                <input type="radio" name={name} checked={each === mode} onChange={() => setMode(each)} />
                <Mark size={24} aria-hidden />
                <span>
                  <b>{t(`rhythm.${each}`)}</b>
                  <small>{t(`rhythm.${each}Help`)}</small>
                </span>
                {each === mode && <IconCheck size={22} aria-hidden />}
              </label>
            );
          })}
      </div>
      {barred && <p className={classes.note}>{t("rhythm.barred", { network: networkTitle(account.network) })}</p>}
      {mode === "auto" && <p className={classes.note}>{t("rhythm.askedOnce", { date: day(end) })}</p>}
      <Keep
        busy={busy}
        label={label}
        keep={() =>
          keep({ mode: mode === "auto" && account.member !== null ? { mode, until: end.toISOString() } : { mode } })
        }
      />
    </>
  );
}

/** Until when, a year at most: of automatic posts, or of a pause. */
export function UntilPanel({ account, keep, busy }: Given) {
  const { t, day } = useWords();
  const now = new Date();
  const [first, last] = [toDay(plusDays(now, 1)), toDay(plusDays(now, 364))];
  const set = account.modeUntil === null ? null : toDay(new Date(Date.parse(account.modeUntil) - 1));
  const [date, setDate] = useState(set !== null && set >= first && set <= last ? set : toDay(plusDays(now, 14)));
  const paused = account.mode === "paused";
  const until = endOfDay(date);
  return (
    <>
      <Month value={date} change={setDate} first={first} last={last} />
      <Keep
        busy={busy}
        disabled={until === undefined}
        label={t(paused ? "rhythm.pauseUntil" : "rhythm.autoUntil", { date: day(`${date}T12:00:00`) })}
        keep={() => until && keep({ mode: { mode: account.mode, until: until.toISOString() } })}
      />
      {paused && (
        <>
          <button
            type="button"
            className={classes.plain}
            disabled={busy}
            onClick={() => keep({ mode: { mode: "paused" } })}
          >
            {t("rhythm.pauseOpen")}
          </button>
          <button type="button" className={classes.plain} disabled={busy} onClick={() => keep({ resume: true })}>
            {t("rhythm.goOn")}
          </button>
        </>
      )}
    </>
  );
}

const said = (
  account: Pick<Account, "daysOff" | "quietFrom" | "quietTo">,
  token: "days" | "hours",
  language: "en" | "fr",
) => hoursSentence(account, language).find((part) => part.token === token)?.text ?? "";

/** On which days never. */
export function DaysPanel({ account, keep, busy }: Given) {
  const { t, language } = useWords();
  const [off, setOff] = useState(account.daysOff);
  const toggle = (day: number) =>
    setOff((now) => (now.includes(day) ? now.filter((each) => each !== day) : [...now, day]));
  return (
    <>
      <p className={classes.note}>{t("rhythm.days")}</p>
      <WeekLights posts={null} off={off} toggle={toggle} />
      {off.length === 7 && (
        <p className={classes.note} role="alert">
          {t("rhythm.oneDay")}
        </p>
      )}
      <Keep
        busy={busy}
        disabled={off.length === 7}
        label={off.length === 7 ? t("rhythm.keep") : said({ ...account, daysOff: off }, "days", language)}
        keep={() => keep({ pace: { daysOff: off } })}
      />
    </>
  );
}

/** At which hours never. */
export function HoursPanel({ account, keep, busy }: Given) {
  const { t, language } = useWords();
  const [from, setFrom] = useState(minutesToTime(account.quietFrom ?? 19 * 60));
  const [to, setTo] = useState(minutesToTime(account.quietTo ?? 8 * 60));
  const [quietFrom, quietTo] = [timeToMinutes(from), timeToMinutes(to)];
  return (
    <>
      <div className={classes.hours}>
        <TextInput
          type="time"
          size="md"
          label={t("rhythm.from")}
          value={from}
          required
          withAsterisk={false}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="time"
          size="md"
          label={t("rhythm.to")}
          value={to}
          required
          withAsterisk={false}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      <Keep
        busy={busy}
        disabled={from === "" || to === ""}
        label={
          from === "" || to === "" ? t("rhythm.keep") : said({ ...account, quietFrom, quietTo }, "hours", language)
        }
        keep={() => keep({ pace: { quietFrom, quietTo } })}
      />
      <button
        type="button"
        className={classes.plain}
        disabled={busy}
        onClick={() => keep({ pace: { quietFrom: null, quietTo: null } })}
      >
        {t("rhythm.anyHour")}
      </button>
    </>
  );
}

import {
  IconCalendarEvent,
  IconCheck,
  IconChevronRight,
  IconClockCheck,
  type Icon,
  IconMoon,
  IconSun,
} from "@tabler/icons-react";
import { useId, useState } from "react";
import { hoursSentence, plainly } from "#engine/rhythm.ts";
import { useWords } from "../language.tsx";
import { DockButton } from "../ui/dock.tsx";
import { useNow } from "../ui/now.ts";
import { Sheet } from "../ui/sheet.tsx";
import { BestWords, type Times } from "./best-words.tsx";
import { Curve } from "./curve.tsx";
import { capital, clockWords, momentWords } from "./moment.ts";
import classes from "./when-sheet.module.css";

/** As a field for day and time takes it: by the reader's own clock, without a zone. */
function local(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Row({
  icon: Mark,
  label,
  value,
  chosen,
  choose,
}: {
  icon: Icon;
  label: string;
  value: string;
  chosen: boolean;
  choose: () => void;
}) {
  return (
    <button type="button" className={classes.row} aria-pressed={chosen} onClick={choose}>
      <Mark size={24} stroke={1.7} aria-hidden="true" />
      <span>{label}</span>
      <span className={classes.value}>{value}</span>
      {chosen && <IconCheck size={20} stroke={2.4} aria-hidden="true" />}
    </button>
  );
}

/** When it shall leave: the best time first, then noon, this evening, or a time of one's own; quiet hours and its end are said. */
export function WhenSheet({
  opened,
  close,
  times,
  plan,
}: {
  opened: boolean;
  close: () => void;
  times: Times;
  plan: (at: string) => void;
}) {
  const { t, language } = useWords();
  const now = useNow();
  const id = useId();
  const [chosen, choose] = useState<string | null>(times.best?.at ?? times.noon ?? times.evening);
  const [own, setOwn] = useState(false);
  const { best, noon, evening, quiet, daysOff, until, zone } = times;
  const never = hoursSentence({ daysOff, quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null }, language);
  const said = (at: string) => momentWords(Date.parse(at), now, language);
  const pick = (at: string) => (setOwn(false), choose(at));
  const wrong = chosen !== null && (Date.parse(chosen) <= now || Date.parse(chosen) >= Date.parse(until));
  const elsewhere = Intl.DateTimeFormat().resolvedOptions().timeZone !== zone;
  return (
    <Sheet opened={opened} close={close} title={t("when.title")}>
      {best !== null && (
        <button
          type="button"
          className={classes.best}
          aria-pressed={!own && chosen === best.at}
          onClick={() => pick(best.at)}
        >
          <span className={classes.head}>
            <IconClockCheck size={26} stroke={1.7} aria-hidden="true" />
            <strong>{capital(said(best.at))}</strong>
            {!own && chosen === best.at && (
              <span className={classes.tick}>
                <IconCheck size={16} stroke={2.6} aria-hidden="true" />
              </span>
            )}
          </span>
          <span className={classes.why}>
            <BestWords times={times} />
          </span>
          {best.own !== null && <Curve curve={best.own.curve} hour={best.own.hour} at={Date.parse(best.at)} />}
        </button>
      )}
      {noon !== null && (
        <Row
          icon={IconSun}
          label={t("when.noon")}
          value={clockWords(Date.parse(noon), language)}
          chosen={!own && chosen === noon}
          choose={() => pick(noon)}
        />
      )}
      {evening !== null && (
        <Row
          icon={IconMoon}
          label={t("when.evening")}
          value={clockWords(Date.parse(evening), language)}
          chosen={!own && chosen === evening}
          choose={() => pick(evening)}
        />
      )}
      {own ? (
        <div className={classes.own}>
          <label htmlFor={id}>{t("when.choose")}</label>
          <input
            id={id}
            type="datetime-local"
            autoFocus
            min={local(now)}
            max={local(Date.parse(until))}
            defaultValue={local(chosen === null ? now + 3_600_000 : Date.parse(chosen))}
            onChange={(event) => {
              const { value } = event.currentTarget;
              choose(value === "" ? null : new Date(value).toISOString());
            }}
          />
          {wrong && <p className={classes.wrong}>{t("when.wrong", { until: said(until) })}</p>}
        </div>
      ) : (
        <button type="button" className={classes.row} onClick={() => setOwn(true)}>
          <IconCalendarEvent size={24} stroke={1.7} aria-hidden="true" />
          <span>{t("when.choose")}</span>
          <IconChevronRight className={classes.end} size={20} stroke={1.8} aria-hidden="true" />
        </button>
      )}
      <p className={classes.note}>
        {(quiet !== null || daysOff.length > 0) && `${plainly(never)} `}
        {t("when.until", { until: said(until) })}
        {elsewhere && ` ${t("when.zone", { zone: zone.replaceAll("_", " ") })}`}
      </p>
      <div className={classes.foot}>
        <DockButton tone="act" disabled={chosen === null || wrong} onClick={() => chosen !== null && plan(chosen)}>
          {chosen === null ? t("when.title") : t("when.plan", { when: said(chosen) })}
        </DockButton>
      </div>
    </Sheet>
  );
}

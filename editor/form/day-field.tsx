import "./words.ts";
import { TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useWords } from "../language.tsx";
import classes from "./form.module.css";

type Frame = { label: string; description: ReactNode; error: string | null };

/** A day of the calendar of a place. The browser's own field takes it, as its owner writes days; in words it says what that means. */
export function DayField({
  name,
  value,
  change,
  frame,
  zone,
}: {
  name: string;
  value: string;
  change: (day: string) => void;
  frame: Frame;
  /** Whose days they are. */
  zone: string;
}) {
  const { t, language } = useWords();
  const [broken, setBroken] = useState(false);
  const at = Date.parse(`${value}T12:00:00Z`);
  const day = Number.isNaN(at)
    ? null
    : new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "UTC" }).format(at);
  const over = day !== null && value < today(zone);
  return (
    <>
      <TextInput
        {...frame}
        error={broken ? t("date.bad") : frame.error}
        data-field={name}
        type="date"
        max="2199-12-31"
        value={value}
        // While it is written the browser gives nothing for a day that does not exist yet.
        onChange={(event) => {
          if (!event.currentTarget.validity.badInput) setBroken(false);
          change(event.currentTarget.value);
        }}
        onBlur={(event) => setBroken(event.currentTarget.validity.badInput)}
      />
      {day !== null && (
        <p className={classes.means} data-tone={over ? "over" : undefined} role="status">
          {over ? t("date.past", { day }) : t("date.until", { day, zone: zone.replaceAll("_", " ") })}
        </p>
      )}
    </>
  );
}

/** `2027-01-31`, by the clocks of a place. */
function today(zone: string): string {
  try {
    return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(Date.now());
  } catch {
    return new Date().toISOString().slice(0, 10);
  }
}

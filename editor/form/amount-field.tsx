import "./words.ts";
import { Select, TextInput } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import type { Span } from "#engine/field-meta.ts";
import { useWords } from "../language.tsx";
import { factor, judge, readAmount, readsAs, unitsFor } from "./amount.ts";
import type { Field } from "./field.ts";
import classes from "./form.module.css";

type Frame = { label: string; description: ReactNode; error: string | null; placeholder?: string };

/** Where a duration's unit is: the one in which its number is stored, or a setting of its own with its choices. */
export type Unit = { in: Span } | { value: Span; choices: readonly Span[]; change: (unit: Span) => void };

/**
 * A number, with its unit where it has one. What is typed stays as it was typed until it can be stored; what cannot is told in a sentence,
 * and the setting keeps what it was: an emptied field does not fill itself while somebody writes.
 */
export function AmountField({
  field: { name, minimum, maximum, whole },
  value,
  change,
  frame,
  unit,
}: {
  field: Field;
  value: number | null;
  change: (value: number) => void;
  frame: Frame;
  unit: Unit | null;
}) {
  const { t, number } = useWords();
  const [typed, type] = useState<string | null>(null);
  const [chosen, choose] = useState<Span | null>(null);
  const [seen, see] = useState(value);
  if (value !== seen) {
    // Undone on the canvas, or changed in another window: what was typed is over.
    see(value);
    type(null);
  }
  const stored = unit !== null && "in" in unit ? unit.in : null;
  const beside = unit !== null && "value" in unit ? unit : null;
  const said = stored === null ? (beside?.value ?? null) : (chosen ?? readsAs(value ?? 0, stored, maximum));
  const choices = stored === null ? (beside?.choices ?? []) : unitsFor(stored, maximum);
  const room = { said, stored, choices, minimum, maximum, whole };
  const shownAs = said !== null && stored !== null ? (value ?? 0) / factor(said, stored) : (value ?? 0);
  const shown = typed ?? (value === null ? "" : String(shownAs));

  const put = (text: string): boolean => {
    const judged = judge(text, room);
    if (!judged.fits) return false;
    if (beside !== null && judged.span !== null && judged.span !== beside.value) beside.change(judged.span);
    if (stored !== null) choose(judged.span);
    if (judged.stored !== value) {
      see(judged.stored);
      change(judged.stored);
    }
    return true;
  };
  const end = () => {
    if (typed !== null && (typed.trim() === "" || put(typed))) type(null);
  };
  const step = (event: KeyboardEvent, by: number) => {
    event.preventDefault();
    if (put(String(Math.max(0, Math.trunc(shownAs) + by)))) type(null);
  };
  const sentence = (): string | null => {
    if (typed === null || typed.trim() === "") return null;
    const judged = judge(typed, room);
    if (judged.fits) return null;
    const { least, most, span } = judged;
    const kept =
      value === null
        ? t("amount.none")
        : `${number(shownAs)} ${said === null ? "" : t(`amount.${said}`, { count: shownAs })}`.trim();
    if (judged.why === "whole" && span !== null)
      return t("amount.whole", { unit: t(`amount.${span}`, { count: 2 }), kept });
    return most === null
      ? t("amount.atLeast", { least: number(least), kept })
      : t("amount.between", { least: number(least), most: number(most), kept });
  };
  const menu = (input: ReactNode) => (
    <div className={classes.amountRow}>
      {input}
      <Select
        aria-label={t("amount.unit", { label: frame.label })}
        allowDeselect={false}
        data={choices.map((span) => ({ value: span, label: t(`amount.${span}`, { count: Number(shown) || 2 }) }))}
        value={said}
        onChange={(next) => {
          const span = choices.find((each) => each === next);
          if (span === undefined) return;
          // The number stays as it reads, where there is room for that: 2 hours become 2 days.
          if (beside !== null) beside.change(span);
          else if (!put(`${shownAs} ${span}`)) choose(span);
        }}
      />
    </div>
  );
  return (
    <TextInput
      {...frame}
      error={sentence() ?? frame.error}
      data-field={name}
      inputMode={whole ? "numeric" : "decimal"}
      autoComplete="off"
      maxLength={30}
      value={shown}
      onChange={(event) => {
        const text = event.currentTarget.value;
        type(text);
        // A unit that is typed waits for the end: it is not whole yet.
        if (readAmount(text)?.unit === null) put(text);
      }}
      onBlur={end}
      onKeyDown={(event) => {
        if (event.key === "ArrowUp") step(event, 1);
        else if (event.key === "ArrowDown") step(event, -1);
        else if (event.key === "Enter") end();
      }}
      {...(said === null ? {} : { inputContainer: menu })}
    />
  );
}

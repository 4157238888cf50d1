import type { ReactNode } from "react";
import { Textarea, UnstyledButton } from "@mantine/core";
import { useRef, useState } from "react";
import { compose } from "#engine/compose.ts";
import { itemFields } from "#engine/item.ts";
import { fieldName, filterMeanings, filterName, type FilterName } from "#engine/template-names.ts";
import { readTemplate, render } from "#engine/template.ts";
import type { Language } from "#engine/text.ts";
import { fold } from "#engine/words.ts";
import { useWords } from "../language.tsx";
import classes from "./form.module.css";
import { sampleItem, type SampleView } from "./sample.ts";
import { completed, typingAt } from "./typing.ts";

type Frame = { label: string; description: ReactNode; error: string | null; placeholder?: string };

/** What a filter is given while nobody has said otherwise. */
const values = (language: Language): Partial<Record<FilterName, string>> => ({
  truncate: "120",
  words: "20",
  default: '"…"',
  date: language,
  hashtags: "3",
});

/** A text with placeholders, named in the reader's language; the chips put one at the caret, or end what was begun. Below it what comes of it. */
export function TemplateInput({
  value,
  change,
  frame,
  sample,
}: {
  value: string;
  change: (value: string) => void;
  frame: Frame;
  sample: SampleView | undefined;
}) {
  const { t, language } = useWords();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(value.length);
  const typing = typingAt(value, Math.min(caret, value.length));
  const put = (next: string, at: number) => {
    change(next);
    setCaret(at);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(at, at);
    });
  };
  const insert = (name: string) => {
    const box = area.current;
    const [start, end] = [box?.selectionStart ?? value.length, box?.selectionEnd ?? value.length];
    if (typing !== null && start === end) return put(...completed(value, start, typing, name));
    const mark = `{{${name}}}`;
    return put(value.slice(0, start) + mark + value.slice(end), start + mark.length);
  };
  const all =
    typing?.kind === "filter"
      ? filterMeanings.map((filter) => {
          const [name, given] = [filterName(filter, language), values(language)[filter]];
          return { name, written: given === undefined ? name : `${name}: ${given}` };
        })
      : itemFields.map((field) => ({ name: fieldName(field, language), written: fieldName(field, language) }));
  const begun = all.filter(({ name }) => fold(name).startsWith(fold(typing?.word ?? "")));
  const item = sampleItem(language, sample);
  const { template } = readTemplate(value);
  return (
    <div>
      <Textarea
        {...frame}
        ref={area}
        autosize
        minRows={2}
        maxRows={12}
        value={value}
        onChange={(event) => {
          setCaret(event.currentTarget.selectionStart);
          change(event.currentTarget.value);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
      />
      <div
        className={classes.chips}
        role="group"
        aria-label={t(typing?.kind === "filter" ? "field.filter" : "field.insert")}
      >
        {(begun.length > 0 ? begun : all).map(({ name, written }) => (
          <UnstyledButton
            key={name}
            className={classes.chip!}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => insert(written)}
            aria-label={`${t("field.insert")}: ${name}`}
          >
            {name}
          </UnstyledButton>
        ))}
      </div>
      {template !== null && value.trim() !== "" && (
        <figure className={classes.outcome}>
          <figcaption>{t(sample === undefined ? "template.example" : "template.newest")}</figcaption>
          <p>{compose(render(template, item), item.link)}</p>
        </figure>
      )}
    </div>
  );
}

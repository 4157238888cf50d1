import { Textarea, UnstyledButton } from "@mantine/core";
import { useRef } from "react";
import { itemFields } from "#engine/item.ts";
import { useWords } from "../language.tsx";
import classes from "./form.module.css";

type Frame = { label: string; description: string | undefined; error: string | null; placeholder?: string };

/** A text with placeholders; the chips put one at the caret. */
export function TemplateInput({
  value,
  change,
  frame,
}: {
  value: string;
  change: (value: string) => void;
  frame: Frame;
}) {
  const { t } = useWords();
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (field: string) => {
    const box = area.current;
    const at = box?.selectionStart ?? value.length;
    const mark = `{{${field}}}`;
    change(value.slice(0, at) + mark + value.slice(box?.selectionEnd ?? at));
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(at + mark.length, at + mark.length);
    });
  };
  return (
    <div>
      <Textarea
        {...frame}
        data-field="template"
        ref={area}
        autosize
        minRows={3}
        maxRows={12}
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <div className={classes.chips} role="group" aria-label={t("field.insert")}>
        {itemFields.map((field) => (
          <UnstyledButton
            key={field}
            className={classes.chip!}
            onClick={() => insert(field)}
            aria-label={`${t("field.insert")}: ${t(`placeholder.${field}`)}`}
          >
            {t(`placeholder.${field}`)}
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}

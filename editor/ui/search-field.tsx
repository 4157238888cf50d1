import { ActionIcon, TextInput } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useWords } from "../language.tsx";
import classes from "./search-field.module.css";

/** Milliseconds after the last letter until it is looked for. */
const pause = 250;

/** A list's search: `/` goes there, Escape empties it. What is typed is looked for a moment later, and kept in `value` by whoever shows the list. */
export function SearchField({
  value,
  change,
  label,
}: {
  value: string;
  change: (value: string) => void;
  label: string;
}) {
  const { t } = useWords();
  const [typed, type] = useState(value);
  const [known, know] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  // Somebody else emptied it, or the page went back.
  if (known !== value) {
    know(value);
    if (value.trim() !== typed.trim()) type(value);
  }
  const look = useEffectEvent(() => {
    if (typed.trim() !== value) change(typed.trim());
  });
  useEffect(() => {
    const timer = setTimeout(() => look(), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    const slash = (event: KeyboardEvent) => {
      const { target } = event;
      const writes =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName));
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", slash);
    return () => removeEventListener("keydown", slash);
  }, []);
  const empty = () => {
    type("");
    change("");
  };
  return (
    <TextInput
      ref={field}
      className={classes.field!}
      data-filled={typed !== "" || undefined}
      type="search"
      aria-label={label}
      placeholder={label}
      // A whole page that is pasted finds nothing; it is cut as it comes.
      maxLength={300}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Escape" && empty()}
      leftSection={<IconSearch size={17} stroke={1.8} aria-hidden="true" />}
      rightSection={
        typed === "" ? (
          <kbd className={classes.key} aria-hidden="true">
            /
          </kbd>
        ) : (
          <ActionIcon size={24} aria-label={t("action.clear")} onClick={empty}>
            <IconX size={15} stroke={1.8} />
          </ActionIcon>
        )
      }
    />
  );
}

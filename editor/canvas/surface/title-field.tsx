import { useEffect, useRef } from "react";
import classes from "./title-field.module.css";

/** Words written where they are read. Enter and leaving it keep them, Escape lets go of them. `done` null: as it was. */
export default function TitleField({
  value,
  label,
  hint,
  done,
}: {
  value: string;
  label: string;
  hint?: string;
  done: (value: string | null) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  useEffect(() => input.current?.select(), []);
  const end = (words: string | null) => {
    if (ended.current) return;
    ended.current = true;
    done(words);
  };
  return (
    <input
      ref={input}
      className={`${classes.field} nodrag nopan`}
      defaultValue={value}
      aria-label={label}
      placeholder={hint}
      maxLength={120}
      autoFocus
      onBlur={(event) => end(event.currentTarget.value.trim())}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end(event.currentTarget.value.trim());
        if (event.key === "Escape") end(null);
      }}
    />
  );
}

import "./words.ts";
import { Input, UnstyledButton } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useId, useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from "react";
import { useWords } from "../language.tsx";
import { take, type Taken } from "./taking.ts";
import classes from "./words-field.module.css";

type Frame = { label: string; description?: ReactNode; error?: string | null };

/** Chips that are drawn before somebody asks for the rest: a list of a thousand stays quick. */
const shown = 60;

/** A list of words as chips: typed and ended by Enter or a comma, or pasted as a whole list, of which it says what was taken. */
export function WordsField({
  name,
  value,
  change,
  frame,
  placeholder,
  most,
  each,
}: {
  name: string;
  value: string[];
  change: (words: string[]) => void;
  frame: Frame;
  placeholder: string;
  /** Words at most, and letters of each. */
  most: number;
  each: number;
}) {
  const { t } = useWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [all, showAll] = useState(false);
  const [told, tell] = useState<Taken | null>(null);
  const add = (text: string): Taken => {
    const taken = take(value, text, { most, each });
    if (taken.added > 0) change(taken.words);
    return taken;
  };
  /** What is written becomes chips; a word that is there already goes, one that is too long stays to be shortened. */
  const end = () => {
    if (typed.trim() === "") return;
    const taken = add(typed);
    tell(taken.long + taken.over > 0 ? taken : null);
    if (taken.long + taken.over === 0) setTyped("");
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" || event.key === "," || event.key === ";") {
      event.preventDefault();
      end();
    } else if (event.key === "Backspace" && typed === "" && value.length > 0) change(value.slice(0, -1));
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData("text/plain");
    // A single word is pasted into what is being written.
    if (!/[\n\r\t,;]/u.test(text.trim()) && text.length <= each) return;
    event.preventDefault();
    tell(add(typed === "" ? text : `${typed},${text}`));
    setTyped("");
  };
  const remove = (word: string) => {
    tell(null);
    change(value.filter((other) => other !== word));
    input.current?.focus();
  };
  const left = told === null ? 0 : told.known + told.long + told.over;
  const drawn = all ? value : value.slice(0, shown);
  return (
    <Input.Wrapper {...frame} id={id} data-field={name}>
      <div
        role="group"
        className={classes.box}
        data-error={frame.error ? true : undefined}
        onMouseDown={(event) => {
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          input.current?.focus();
        }}
      >
        {drawn.map((word) => (
          <span key={word} className={classes.chip}>
            <span>{word}</span>
            <button type="button" aria-label={t("words.remove", { word })} onClick={() => remove(word)}>
              <IconX size={12} stroke={2} aria-hidden="true" />
            </button>
          </span>
        ))}
        {drawn.length < value.length && (
          <UnstyledButton className={classes.more!} onClick={() => showAll(true)}>
            {t("words.more", { count: value.length - drawn.length })}
          </UnstyledButton>
        )}
        <input
          ref={input}
          id={id}
          className={classes.input}
          autoComplete="off"
          data-lists
          aria-invalid={frame.error ? true : undefined}
          aria-describedby={`${id}-description ${id}-told`}
          placeholder={value.length === 0 ? placeholder : ""}
          value={typed}
          onChange={(event) => {
            tell(null);
            setTyped(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={end}
        />
      </div>
      <p id={`${id}-told`} role="status" className={classes.told}>
        {told !== null &&
          [
            t("words.added", { count: told.added }),
            ...(told.known > 0 ? [t("words.known", { count: told.known })] : []),
            ...(told.long > 0 ? [t("words.long", { count: told.long, most: each })] : []),
            ...(told.over > 0 ? [t("words.over", { count: told.over, most })] : []),
          ].join(left > 0 ? " · " : "")}
      </p>
    </Input.Wrapper>
  );
}

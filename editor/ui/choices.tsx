import { Kbd } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Fragment, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import classes from "./choices.module.css";

/** What is found of one kind; `className` gives its colour. */
export type ChoiceGroup<Choice> = { key: string; name: string; className?: string; some: readonly Choice[] };

/**
 * A field and what it finds, in groups: the arrows and the pointer mark one, Enter or a press takes it. The focus stays in the field. `keys`:
 * what other keys do; `foot`: keys with what they do, not told where there are none; `beside`: what stands at the field's end.
 */
export function Choices<Choice>({
  label,
  listed,
  hint,
  query,
  ask,
  most,
  focus = true,
  groups,
  idOf,
  draw,
  pick,
  keys = {},
  none,
  foot,
  beside,
}: {
  label: string;
  /** What the list is called. */
  listed: string;
  hint: string;
  query: string;
  ask: (words: string) => void;
  /** Characters that the field takes. */
  most: number;
  focus?: boolean;
  groups: readonly ChoiceGroup<Choice>[];
  idOf: (choice: Choice) => string;
  draw: (choice: Choice) => ReactNode;
  pick: (choice: Choice) => void;
  keys?: Readonly<Record<string, () => void>>;
  none: ReactNode;
  foot: readonly (readonly [keys: readonly string[], what: string])[];
  beside?: ReactNode;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [marked, setMarked] = useState(0);
  const rows = groups.flatMap(({ some }) => some);
  const now = Math.max(0, Math.min(marked, rows.length - 1));
  const chosen = rows[now];
  const mark = (index: number) => {
    setMarked(index);
    list.current?.querySelectorAll("[role=option]")[index]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A word that is still being composed takes Enter and the arrows itself.
    if (event.nativeEvent.isComposing) return;
    const count = Math.max(1, rows.length);
    const acts: Record<string, () => void> = {
      ...keys,
      ArrowDown: () => mark((now + 1) % count),
      ArrowUp: () => mark((now - 1 + count) % count),
      Enter: () => chosen !== undefined && pick(chosen),
    };
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <>
      <div className={classes.search}>
        <IconSearch size={18} stroke={1.8} aria-hidden="true" />
        <input
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={chosen && `${id}-${idOf(chosen)}`}
          placeholder={hint}
          autoFocus={focus}
          autoComplete="off"
          spellCheck={false}
          maxLength={most}
          value={query}
          onChange={(event) => {
            ask(event.currentTarget.value);
            mark(0);
          }}
          onKeyDown={onKeyDown}
        />
        {beside}
      </div>
      <div ref={list} id={id} className={classes.list} role="listbox" aria-label={listed}>
        {groups.map(({ key, name, className, some }) => (
          <div key={key} role="group" aria-label={name} className={className}>
            <div className={classes.group} aria-hidden="true">
              {name}
            </div>
            {some.map((choice) => (
              <button
                key={idOf(choice)}
                type="button"
                tabIndex={-1}
                id={`${id}-${idOf(choice)}`}
                role="option"
                aria-selected={choice === chosen}
                className={classes.row}
                onPointerMove={() => setMarked(rows.indexOf(choice))}
                onClick={() => pick(choice)}
              >
                {draw(choice)}
              </button>
            ))}
          </div>
        ))}
      </div>
      {rows.length === 0 && none}
      <p className={classes.foot} aria-hidden="true">
        {foot.map(([caps, what]) => (
          <span key={what}>
            {caps.map((cap) => (
              <Fragment key={cap}>
                <Kbd size="xs">{cap}</Kbd>{" "}
              </Fragment>
            ))}
            {what}
          </span>
        ))}
      </p>
    </>
  );
}

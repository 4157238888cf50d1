import { IconCheck } from "@tabler/icons-react";
import classes from "./survey.module.css";

/** Any number of things, each a row that a thumb reaches. */
export function Choices<Name extends string>({
  names,
  chosen,
  choose,
  said,
}: {
  names: readonly Name[];
  chosen: readonly Name[];
  choose: (next: readonly Name[]) => void;
  said: (name: Name) => string;
}) {
  return (
    <ul className={classes.choices}>
      {names.map((name) => {
        const on = chosen.includes(name);
        return (
          <li key={name}>
            <button
              type="button"
              className={classes.choice}
              aria-pressed={on}
              onClick={() => choose(on ? chosen.filter((each) => each !== name) : [...chosen, name])}
            >
              <span className={classes.box} aria-hidden="true">
                {on && <IconCheck size={18} stroke={2.4} />}
              </span>
              {said(name)}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** One of several; arrows move between them, as between any radio buttons. */
export function OneOf<Name extends string | number>({
  names,
  chosen,
  choose,
  said,
  label,
}: {
  names: readonly Name[];
  chosen: Name | null;
  choose: (name: Name) => void;
  said: (name: Name) => string;
  label: string;
}) {
  return (
    <fieldset className={classes.choices}>
      <legend className={classes.legend}>{label}</legend>
      {names.map((name) => (
        <label key={name} className={classes.choice} data-on={chosen === name || undefined}>
          <input type="radio" name={label} checked={chosen === name} onChange={() => choose(name)} />
          {said(name)}
        </label>
      ))}
    </fieldset>
  );
}

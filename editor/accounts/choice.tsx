import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./accounts.module.css";

type Props = {
  chosen: boolean;
  disabled: boolean;
  choose: () => void;
  mark?: ReactNode;
  title: string;
  /** What it is for, or why it cannot be chosen. */
  text: string | null;
};

/** One of several, as a line that is large enough for a thumb. */
export function Choice({ chosen, disabled, choose, mark, title, text }: Props) {
  return (
    <UnstyledButton
      type="button"
      role="radio"
      aria-checked={chosen}
      className={classes.choice!}
      data-chosen={chosen || undefined}
      disabled={disabled}
      onClick={choose}
    >
      {mark}
      <div>
        <strong>{title}</strong>
        {text !== null && <span>{text}</span>}
      </div>
    </UnstyledButton>
  );
}

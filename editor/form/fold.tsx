import "./words.ts";
import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useWords } from "../language.tsx";
import classes from "./form.module.css";

/** Settings that are seldom changed, put away; it says how many are not as usual, and opens by itself for what is wanted in it. */
export function Fold({ changed, wanted, children }: { changed: number; wanted: boolean; children: ReactNode }) {
  const { t } = useWords();
  const id = useId();
  const [opened, open] = useState(false);
  const [was, note] = useState(false);
  if (wanted !== was) {
    note(wanted);
    if (wanted) open(true);
  }
  return (
    <div>
      <UnstyledButton className={classes.fold!} aria-expanded={opened} aria-controls={id} onClick={() => open(!opened)}>
        <IconChevronRight size={15} stroke={2} aria-hidden="true" />
        {t("fold.more")}
        {changed > 0 && <span>{t("fold.changed", { count: changed })}</span>}
      </UnstyledButton>
      <div id={id} className={classes.folded} hidden={!opened}>
        {opened && children}
      </div>
    </div>
  );
}

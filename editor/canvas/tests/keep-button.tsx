import "./words.ts";
import { IconTestPipe } from "@tabler/icons-react";
import { useWords } from "../../language.tsx";
import classes from "../../ui/row-button.module.css";
import { type Keeping, useCanvas } from "../state/store.ts";

/** Asks what of an item is kept as a test of the map. */
export function KeepButton({ item, size = 28 }: { item: Keeping & { title: string }; size?: number }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const { title, ...keeping } = item;
  const label = t("tests.keepOf", { title });
  return (
    <button
      type="button"
      className={classes.button}
      style={{ width: size, height: size }}
      title={label}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        // What it was found in makes room for what is asked.
        canvas.set({ looked: null, keeping });
      }}
    >
      <IconTestPipe size={16} stroke={1.8} aria-hidden="true" />
    </button>
  );
}

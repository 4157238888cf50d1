import "./words.ts";
import { IconPinFilled } from "@tabler/icons-react";
import { useWords } from "../../language.tsx";
import type { LiveCounts } from "../state/store.ts";
import classes from "./live.module.css";

type Step = NonNullable<LiveCounts["reply"]["way"]>["steps"][string];

/** What becomes of the item that is followed at a step, on its card. */
export function WayLine({ step: { text: words, drop, until, posts } }: { step: Step }) {
  const { t, text, exact } = useWords();
  const said =
    drop !== null
      ? text(drop)
      : until !== null
        ? t("live.until", { at: exact(until) })
        : posts !== null
          ? [t("live.messages", { count: posts }), ...(posts > 0 && words ? [words] : [])].join(" · ")
          : (words ?? t("live.goesOn"));
  return (
    <p className={classes.way} title={said}>
      <IconPinFilled size={13} aria-hidden="true" />
      <span>{said}</span>
    </p>
  );
}

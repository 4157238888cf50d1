import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { clockTime } from "#engine/rhythm.ts";
import { useWords } from "../language.tsx";
import classes from "./moving-tip.module.css";
import type { Obstacle } from "./moving.ts";
import { dayWords } from "./range.ts";
import type { Moving } from "./use-moving.ts";

/** While a card is on its way: where it would stand, and whether it may; beside the pointer, else at the foot of the page. */
export function MovingTip({ moving, obstacle }: { moving: Moving; obstacle: Obstacle | null }) {
  const { t, language } = useWords();
  const { spot, at, by, card } = moving;
  const when = `${dayWords(spot.day, language, { weekday: "long", day: "numeric", month: "long" })}, ${clockTime(spot.minute, language)}`;
  const forbidden = obstacle !== null && obstacle !== "near";
  const Sign = obstacle === null ? IconCheck : IconAlertTriangle;
  return (
    <div
      className={classes.tip}
      data-forbidden={forbidden || undefined}
      data-keys={by === "keys" || undefined}
      role="status"
      style={
        at === null ? {} : { left: Math.min(at.x + 16, innerWidth - 300), top: Math.min(at.y + 22, innerHeight - 120) }
      }
    >
      <strong>{when}</strong>
      <span>
        <Sign size={17} stroke={2} aria-hidden="true" />
        {obstacle === null ? t("calendar.move.fits") : t(`calendar.move.${obstacle}`)}
      </span>
      {by === "keys" && <small>{t("calendar.move.keys", { title: card.title })}</small>}
    </div>
  );
}

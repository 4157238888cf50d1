import { IconAlertTriangle, IconCheck, IconClock } from "@tabler/icons-react";
import type { Ref } from "react";
import { type Day, dayAt, wallMinute } from "#engine/days.ts";
import { clockTime } from "#engine/rhythm.ts";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import classes from "./moving-tip.module.css";
import type { Obstacle } from "./moving.ts";
import { dayWords } from "./range.ts";
import { type Moving, tipAt } from "./use-moving.ts";

/** Accounts of which it is said that they would leave later: who reads three knows the rest. */
const most = 3;

/** While a card is on its way: where it would stand, whether it may, and which of its accounts would leave later and why; beside the pointer, else at the foot of the page. */
export function MovingTip({
  moving,
  obstacle,
  fits = [],
  zone,
  tip,
}: {
  moving: Moving;
  obstacle: Obstacle | null;
  /** Of an entry, once the server has said it. */
  fits?: Reply<"entryFits">["fits"] | undefined;
  zone: string;
  tip: Ref<HTMLDivElement>;
}) {
  const { t, language } = useWords();
  const { spot, at, by, card } = moving;
  const dayName = (day: Day) => dayWords(day, language, { weekday: "long", day: "numeric", month: "long" });
  const when = `${dayName(spot.day)}, ${clockTime(spot.minute, language)}`;
  const forbidden = obstacle !== null && obstacle !== "near";
  const Sign = obstacle === null ? IconCheck : IconAlertTriangle;
  return (
    <div
      className={classes.tip}
      data-forbidden={forbidden || undefined}
      data-keys={by === "keys" || undefined}
      role="status"
      ref={tip}
      style={at === null ? {} : tipAt(at)}
    >
      <strong>{when}</strong>
      {!(obstacle === null && fits.length > 0) && (
        <span>
          <Sign size={17} stroke={2} aria-hidden="true" />
          {obstacle === null ? t("calendar.move.fits") : t(`calendar.move.${obstacle}`)}
        </span>
      )}
      {fits.slice(0, most).map(({ account, name, network, at: then, why }) => {
        const instant = Date.parse(then);
        const day = dayAt(zone, instant);
        const clock = clockTime(wallMinute(zone, instant), language);
        return (
          <span key={account}>
            <IconClock size={17} stroke={2} aria-hidden="true" />
            {t(day === spot.day ? "calendar.move.later" : "calendar.move.laterDay", {
              name: `${name} (${networkTitle(network)})`,
              when: day === spot.day ? clock : `${dayName(day)}, ${clock}`,
              why: why.map((one) => t(`calendar.why.${one}`)).join(", "),
            })}
          </span>
        );
      })}
      {by === "keys" && <small>{t("calendar.move.keys", { title: card.title })}</small>}
    </div>
  );
}

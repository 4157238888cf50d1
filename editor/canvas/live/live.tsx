import "./words.ts";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPinFilled, IconPinnedOff, IconPlayerPlay } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useWords } from "../../language.tsx";
import { useReply } from "../../replies.ts";
import { LatePopover } from "../../ui/late-popover.tsx";
import { When } from "../../ui/when.tsx";
import { useFloat } from "../floats/room.ts";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";
import classes from "./live.module.css";
import { readPin, writePin } from "./pin.ts";
import { useCounts } from "./use-counts.ts";

/** What a run would do is asked for less often than the wires: it asks the ledger about everybody. */
const pause = 900;
const pace = 30_000;

/**
 * Below the drawing: what it makes of the newest items as it stands, what a run would do now, and which item is followed. Asks as the drawing
 * changes, and never publishes.
 */
export function Live({ map }: { map: string }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const float = useFloat("bottom");
  useCounts(map);
  usePin(map);
  const counts = useCanvasPart((state) => state.counts);
  const pin = useCanvasPart((state) => state.pin);
  if (counts === null && pin === null) return null;
  const { items = 0, dropped = 0, messages = 0 } = counts?.reply ?? {};
  return (
    <div className={classes.live} ref={float} role="group" aria-label={t("live.label")}>
      {pin !== null && (
        <button
          type="button"
          className={classes.followed}
          aria-label={t("live.unpin", { title: pin.title })}
          title={counts?.reply.way === null ? t("live.lost") : t("live.unpin", { title: pin.title })}
          data-lost={counts?.reply.way === null || undefined}
          onClick={() => canvas.set({ pin: null })}
        >
          <IconPinFilled size={14} aria-hidden="true" />
          <span>{pin.title}</span>
          <IconPinnedOff size={14} stroke={1.8} aria-hidden="true" />
        </button>
      )}
      {counts !== null && (
        <p className={classes.sum} title={t("live.listed")}>
          <b>{t("live.items", { count: items })}</b>
          <i aria-hidden="true" />
          <b>{t("live.dropped", { count: dropped })}</b>
          <i aria-hidden="true" />
          <b>{t("live.messages", { count: messages })}</b>
        </p>
      )}
      {counts !== null && (
        <span className={classes.ahead}>
          <Now map={map} broken={counts.reply.broken.length} />
        </span>
      )}
    </div>
  );
}

/** Takes up what was followed here before, and keeps what is followed now. */
function usePin(map: string): void {
  const canvas = useCanvas();
  const pin = useCanvasPart((state) => state.pin);
  const [taken, take] = useState(false);
  useEffect(() => {
    canvas.set({ pin: readPin(map) });
    take(true);
  }, [canvas, map]);
  useEffect(() => {
    if (taken) writePin(map, pin);
  }, [map, pin, taken]);
}

/** What a run would do now, by the code of a run. */
function Now({ map, broken }: { map: string; broken: number }) {
  const { t, text } = useWords();
  const [opened, open] = useState(false);
  const [document] = useDebouncedValue(useDocument(), pause);
  const { data } = useReply("runAhead", { body: { document, map } }, { every: pace, keep: true });
  if (data === undefined) return null;
  const { now } = data;
  const said =
    now === null
      ? "–"
      : now.rests !== null
        ? t("live.nowRests")
        : now.items === 0 && now.messages === 0
          ? t("live.nowNothing")
          : t("live.nowMade", { count: now.messages });
  return (
    <LatePopover
      opened={opened}
      close={() => open(false)}
      label={t("live.now", { said })}
      width={340}
      padding={14}
      position="top"
      button={
        <button type="button" className={classes.now} onClick={() => open(!opened)} aria-expanded={opened}>
          <IconPlayerPlay size={14} stroke={1.8} aria-hidden="true" />
          {t("live.now", { said })}
        </button>
      }
    >
      <div className={classes.told}>
        {now === null ? (
          <p>{broken > 0 ? t("live.broken", { count: broken }) : t("live.noNow")}</p>
        ) : (
          <>
            <p>
              <b>{said}</b> {now.items > 0 && t("live.nowItems", { count: now.items })}
            </p>
            {now.rests !== null && <p>{text(now.rests)}</p>}
            {now.ready > 0 && <p>{t("live.nowReady", { count: now.ready })}</p>}
            <ul>
              {[...now.held, ...now.letGo].map(({ code, reason, count }) => (
                <li key={`${code} ${reason.en}`}>{t("live.nowHeld", { count, reason: text(reason) })}</li>
              ))}
            </ul>
            {now.kept > 0 && <p>{t("live.nowKept", { count: now.kept })}</p>}
            {now.passedOver > 0 && <p>{t("live.passedOver", { count: now.passedOver })}</p>}
            {now.more && <p>{t("live.more")}</p>}
            <p className={classes.small}>
              {now.anew && t("live.anew")}{" "}
              {now.readAt !== null && (
                <>
                  {t("live.readAt")} <When at={now.readAt} />
                </>
              )}
            </p>
          </>
        )}
      </div>
    </LatePopover>
  );
}

import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useWords } from "../language.tsx";
import classes from "./monday.module.css";

const half = 30 * 60_000;
const key = "monday-begun";
/** Kept for the tab: a reload is no new half hour. Where nothing can be kept, it runs as long as the page. */
const kept = (): number | null => {
  try {
    const at = Number(sessionStorage.getItem(key));
    return at > 0 ? at : null;
  } catch {
    return null;
  }
};
const keep = (at: number | null): void => {
  try {
    if (at === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, String(at));
  } catch {
    // Nothing is lost but the clock.
  }
};

/** A friendly half hour: at its end nothing stops. */
export function Timer({ week }: { week: string }) {
  const { t, number } = useWords();
  const [begun, setBegun] = useState(kept);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (begun === null) return;
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, [begun]);
  const left = begun === null ? half : Math.max(0, begun + half - now);
  const minutes = Math.ceil(left / 60_000);
  const begin = (at: number | null): void => {
    keep(at);
    setNow(Date.now());
    setBegun(at);
  };
  const share = left / half;
  return (
    <div className={classes.timer}>
      <svg viewBox="0 0 72 72" width="72" height="72" aria-hidden="true">
        <circle cx="36" cy="36" r="31" />
        <circle cx="36" cy="36" r="31" data-left pathLength="100" strokeDasharray={`${100 * share} 100`} />
        <text x="36" y="43" textAnchor="middle">
          {number(minutes)}
        </text>
      </svg>
      <div>
        <p className={classes.week}>{week}</p>
        <h1 className={classes.title}>
          {begun === null ? t("monday.ready") : left === 0 ? t("monday.over") : t("monday.left", { minutes })}
        </h1>
      </div>
      {begun === null ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} stroke={1.7} />}
          onClick={() => begin(Date.now())}
        >
          {t("monday.begin")}
        </Button>
      ) : (
        <Button variant="subtle" leftSection={<IconPlayerPause size={16} stroke={1.7} />} onClick={() => begin(null)}>
          {t("monday.stop")}
        </Button>
      )}
    </div>
  );
}

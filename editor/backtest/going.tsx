import { Progress, Skeleton } from "@mantine/core";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import classes from "./backtest.module.css";

type Progress = Reply<"backtestProgress">["progress"];

/** How far it is; below it the shape of what comes. */
export function Going({ days, progress, small = false }: { days: number; progress: Progress; small?: boolean }) {
  const { t, number } = useWords();
  const known = progress !== null && progress.of > 0;
  return (
    <div className={classes.going} role="status">
      <Progress
        value={known ? (progress.done / progress.of) * 100 : 100}
        animated={!known}
        striped={!known}
        size="sm"
        aria-label={t("backtest.running", { days })}
      />
      {known ? (
        <p className="muted num">{t("backtest.done", { done: number(progress.done), of: number(progress.of) })}</p>
      ) : (
        // Of a page that has nothing yet the title says it.
        small && <p className="muted">{t("backtest.running", { days })}</p>
      )}
      {!small && (
        <>
          <Skeleton height={220} radius={12} />
          <Skeleton height={36} width={360} radius={8} />
          <Skeleton height={160} radius={12} />
        </>
      )}
    </div>
  );
}

import "./words.ts";
import { useWords } from "../language.tsx";
import { isSaid } from "../messages/spoken.ts";
import { When } from "../ui/when.tsx";
import type { DeliveryDetail } from "./delivery-state.tsx";
import classes from "./delivery-view.module.css";

/** Each call of the network: when, what came of it, what it said. */
export function Attempts({ history, post: { parts } }: Pick<DeliveryDetail, "history" | "post">) {
  const { t } = useWords();
  const outcome = (code: string | null): string => {
    const key = `delivery.outcome.${code ?? "open"}`;
    return isSaid(key) ? t(key) : (code ?? "");
  };
  const thread = parts.filter(({ kind }) => kind !== "comment").length;
  const named = (part: number): string =>
    parts[part]?.kind === "comment" ? t("post.comment") : t("post.part", { number: part + 1, count: thread });
  return (
    <section>
      <h2 className={classes.title}>{t("delivery.history")}</h2>
      {history.length === 0 && <p className="muted">{t("delivery.noAttempt")}</p>}
      <ol className={classes.history}>
        {history.map((attempt, index) => (
          <li key={`${attempt.epoch} ${attempt.gatedAt}`} data-outcome={attempt.outcome ?? "open"}>
            <strong>{t("delivery.attempt", { number: index + 1 })}</strong>
            {parts.length > 1 && ` · ${named(attempt.part)}`} · {outcome(attempt.outcome)}{" "}
            {attempt.status !== null && (
              <span className="muted num">({t("delivery.status", { status: String(attempt.status) })})</span>
            )}
            <div className="muted">
              <When at={attempt.gatedAt} />
            </div>
            {attempt.raw && (
              <details className={classes.raw}>
                <summary>{t("delivery.raw")}</summary>
                <pre>{attempt.raw}</pre>
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

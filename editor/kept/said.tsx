import "./words.ts";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { When } from "../ui/when.tsx";

/** What a step of a run was given back, and keeps since; nothing where it does not keep. */
export function StepKept({ kept, back }: Pick<Reply<"getRun">["steps"][number], "kept" | "back">) {
  const { t } = useWords();
  return (
    <>
      {kept > 0 && <div className="muted">{t("kept.step", { count: kept })}</div>}
      {back > 0 && <div className="muted">{t("kept.back", { count: back })}</div>}
    </>
  );
}

/** What a step would keep, and until when. `className`: of the list that opens. */
export function StepWaits({
  waits,
  className,
}: {
  waits: Reply<"preview">["steps"][number]["waits"];
  className: string | undefined;
}) {
  const { t, number } = useWords();
  if (waits.count === 0) return null;
  return (
    <details className={className}>
      <summary>{t("kept.step", { count: waits.count })}</summary>
      <ul>
        {waits.first.map((row, index) => (
          <li key={index}>
            <span>{row.title}</span>
            <em>
              {t("kept.until")} <When at={row.until} />
            </em>
          </li>
        ))}
        {waits.count > waits.first.length && (
          <li>{t("preview.more", { count: number(waits.count - waits.first.length) })}</li>
        )}
      </ul>
    </details>
  );
}

/** When a post would go on that a step keeps until then. */
export function PostKept({ at }: { at: string }) {
  const { t, exact } = useWords();
  return (
    <span>
      {t("kept.post")} {exact(at)}
    </span>
  );
}

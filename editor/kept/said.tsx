import "./words.ts";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
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

/** How many items of a map wait for somebody's answer now, and where that is given; nothing where none does. */
export function MapAsks({ map, className }: { map: string; className: string | undefined }) {
  const { t } = useWords();
  const { data } = useReply("getKept", { params: { id: map } }, { every: 15_000 });
  const count = (data?.rows ?? []).reduce((sum, { asked }) => sum + asked, 0);
  if (count === 0) return null;
  return (
    <p className={className}>
      <Link href={`/approvals?map=${map}`}>{t("count.approvals", { count })}</Link>
    </p>
  );
}

/** What a step would keep, and until when; `asks`: until somebody said yes. `className`: of the list that opens. */
export function StepWaits({
  waits,
  asks,
  className,
}: {
  waits: Reply<"preview">["steps"][number]["waits"];
  asks: boolean;
  className: string | undefined;
}) {
  const { t, number } = useWords();
  if (waits.count === 0) return null;
  return (
    <details className={className}>
      <summary>{t(asks ? "kept.asks" : "kept.step", { count: waits.count })}</summary>
      {asks && <Link href="/approvals">{t("kept.toApprove")}</Link>}
      <ul>
        {waits.first.map((row, index) => (
          <li key={index}>
            <span>{row.title}</span>
            <em>
              {t(asks ? "kept.answer" : "kept.until")} <When at={row.until} />
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

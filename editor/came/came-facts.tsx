import "./words.ts";
import { useWords } from "../language.tsx";

const kinds = ["posts", "visits", "reactions", "visit", "contact", "registration", "entry", "hire"] as const;

/** What came of it, in sums: as ambassadors see it, and as a manager sees it before. What was none is left out. */
export function CameFacts({ facts }: { facts: Readonly<Record<string, number>> }) {
  const { t, number } = useWords();
  return (
    <dl>
      {kinds.map((kind) => {
        const count = facts[kind] ?? 0;
        return count === 0 ? null : (
          <div key={kind}>
            <dd className="num">{number(count)}</dd>
            <dt>{t(`came.${kind}`, { count })}</dt>
          </div>
        );
      })}
    </dl>
  );
}

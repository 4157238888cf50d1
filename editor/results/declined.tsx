import { IconChecks, IconDots, IconMinus, type Icon, IconMoodPuzzled, IconTargetOff } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import classes from "./declined.module.css";

const reasons = [
  ["topic", IconTargetOff],
  ["tone", IconMoodPuzzled],
  ["shared", IconChecks],
  ["other", IconDots],
  ["unsaid", IconMinus],
] as const satisfies readonly (readonly [string, Icon])[];

/** What people set aside of what a map proposed, and why: numbers of answers and no names. Nothing before enough people did. */
export function Declined({ id, heading }: { id: string; heading: string }) {
  const { t, number } = useWords();
  const { data } = useReply("mapDeclined", { params: { id } });
  if (!data?.reasons) return null;
  const { reasons: said, fewest } = data;
  return (
    <section>
      <h2 className={heading}>{t("declined.title")}</h2>
      <p className={classes.note}>{t("declined.note", { fewest })}</p>
      <dl className={classes.reasons}>
        {reasons.map(([reason, Mark]) => (
          <div key={reason}>
            <dt>
              <Mark size={18} stroke={1.7} aria-hidden="true" /> {t(`declined.${reason}`)}
            </dt>
            <dd className="num">{number(said[reason])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

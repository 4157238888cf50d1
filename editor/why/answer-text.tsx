import "./words.ts";
import { IconArrowUpRight, IconCalendarDue } from "@tabler/icons-react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import classes from "./answer-text.module.css";
import { addressOfSetting, addressOfWhy } from "./setting.ts";

type Answer = Reply<"why">["answer"];

/** What there is to say besides the sentence: the reason in full, what happens next, and the way to what decides it. */
export function AnswerText({ answer, account = null }: { answer: Answer; account?: string | null }) {
  const { t, text } = useWords();
  const { member } = useMe();
  const { more, next, setting, other, delivery } = answer;
  const to = setting && (setting.kind !== "tab" || member.role === "admin") ? addressOfSetting(setting) : null;
  return (
    <div className={classes.text}>
      {more && <p className={classes.more}>{text(more)}</p>}
      {next && (
        <p className={classes.next}>
          <IconCalendarDue size={18} stroke={1.7} aria-hidden="true" />
          <span>{text(next)}</span>
        </p>
      )}
      <p className={classes.links}>
        {to && (
          <Link href={to}>
            {t("why.setting")}
            <IconArrowUpRight size={15} stroke={1.8} aria-hidden="true" />
          </Link>
        )}
        {other && (
          <Link href={addressOfWhy(other.key, account)}>
            {t("why.other", { title: other.title })}
            <IconArrowUpRight size={15} stroke={1.8} aria-hidden="true" />
          </Link>
        )}
        {delivery !== null && (
          <Link href={`/deliveries/${delivery}`}>
            {t("why.delivery")}
            <IconArrowUpRight size={15} stroke={1.8} aria-hidden="true" />
          </Link>
        )}
      </p>
    </div>
  );
}

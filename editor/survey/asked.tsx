import "./words.ts";
import { IconChevronRight, IconMessageHeart } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import classes from "./survey.module.css";

/** On one's own page while a survey is open that one has not answered. */
export function SurveyAsked() {
  const { t } = useWords();
  const { data } = useReply("readSurvey", {}, { anew: true });
  if (data === undefined || data.open === null || data.answered) return null;
  return (
    <Link href="/survey" className={classes.asked!}>
      <IconMessageHeart size={28} stroke={1.6} aria-hidden="true" />
      <span>
        <strong>{t("survey.asked")}</strong>
        <small>{t("survey.askedText")}</small>
      </span>
      <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
    </Link>
  );
}

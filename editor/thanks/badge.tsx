import { IconAward, IconBulb, IconHeartHandshake, IconSchool, type Icon } from "@tabler/icons-react";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import classes from "./thanks.module.css";

type Shown = Reply<"listBadges">["rows"][number]["badges"][number];

const signs: Record<Shown["kind"], Icon> = {
  certificate: IconAward,
  lesson: IconSchool,
  suggestion: IconBulb,
  mentor: IconHeartHandshake,
};

/** What a badge is called. */
export function useBadgeName(): (badge: Pick<Shown, "kind" | "title">) => string {
  const { t, text } = useWords();
  return ({ kind, title }) =>
    kind === "lesson"
      ? t("badges.kind.lesson", { title: title === null ? "" : text(title) })
      : t(`badges.kind.${kind}`);
}

/** A badge as it looks: a sign and its name, the same for everybody and without a figure. */
export function Badge({ badge }: { badge: Pick<Shown, "kind" | "title"> }) {
  const Sign = signs[badge.kind];
  const name = useBadgeName();
  return (
    <span className={classes.badge} data-kind={badge.kind}>
      <Sign size={20} stroke={1.7} aria-hidden="true" />
      <span>{name(badge)}</span>
    </span>
  );
}

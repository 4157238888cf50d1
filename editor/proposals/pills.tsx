import { IconArrowBackUp } from "@tabler/icons-react";
import { useEffect, useEffectEvent } from "react";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import { useNow } from "../ui/now.ts";
import { momentWords } from "./moment.ts";
import type { Given } from "./use-answers.ts";
import { useSeconds } from "./use-seconds.ts";
import classes from "./pills.module.css";

function Pill({ given, undo, end }: { given: Given; undo: () => void; end: () => void }) {
  const { t, language } = useWords();
  const now = useNow();
  const left = useSeconds(given.until);
  const over = useEffectEvent(end);
  useEffect(() => {
    if (left === 0 && !given.waits) over();
  }, [left, given.waits]);
  const networks = given.story.posts
    .filter(({ id }) => given.ids.includes(id) && !given.refused.some((no) => no.id === id))
    .map(({ account }) => networkTitle(account.network))
    .join(", ");
  const at = given.at === null ? "" : momentWords(Date.parse(given.at), now, language);
  const words =
    given.waits && given.answer !== "later"
      ? t("pill.waits")
      : given.answer === "decline"
        ? t("pill.declined")
        : given.answer === "later"
          ? at === ""
            ? t("pill.later")
            : t("pill.back", { when: at })
          : at === ""
            ? t("pill.leaves", { networks, count: left })
            : t("pill.planned", { networks, when: at });
  return (
    <div className={classes.pill}>
      {/* Changes each second: told once by what is around it. */}
      <span>{words}</span>
      <button type="button" onClick={undo}>
        <IconArrowBackUp size={18} stroke={1.9} aria-hidden="true" />
        {t("action.undo")}
      </button>
    </div>
  );
}

/** Answers that can still be taken back while one is at the next already: each has its own seconds, and the last stands lowest. */
export function Pills({
  given,
  undo,
  end,
}: {
  given: readonly Given[];
  undo: (one: Given) => void;
  end: (one: Given) => void;
}) {
  const { t } = useWords();
  if (given.length === 0) return null;
  return (
    <section className={classes.pills} aria-label={t("pill.label")}>
      {given.map((one) => (
        <Pill key={one.key} given={one} undo={() => undo(one)} end={() => end(one)} />
      ))}
    </section>
  );
}

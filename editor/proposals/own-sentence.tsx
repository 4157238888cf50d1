import { IconPencil } from "@tabler/icons-react";
import { type RefObject, useId } from "react";
import { useWords } from "../language.tsx";
import { Counter } from "./counter.tsx";
import type { Judged } from "./use-judged.ts";
import classes from "./own-sentence.module.css";

/** At a desk: a first sentence of one's own, written in the post where it will stand. Nothing that is pasted is cut: how much is too much is said. */
export function OwnSentence({
  field,
  sentence,
  judged,
  write,
}: {
  field: RefObject<HTMLTextAreaElement | null>;
  sentence: string;
  judged: Judged;
  write: (sentence: string) => void;
}) {
  const { t } = useWords();
  const id = useId();
  return (
    <div className={classes.own} data-written={sentence !== "" || undefined}>
      <IconPencil size={20} stroke={1.8} aria-hidden="true" />
      {/* What is written makes it as high as it needs to be. */}
      <span className={classes.grown} data-words={`${sentence} `}>
        <textarea
          ref={field}
          rows={1}
          aria-label={t("proposals.sentenceLabel")}
          aria-describedby={id}
          placeholder={t("proposals.sentence")}
          value={sentence}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
      </span>
      <span id={id} className={classes.count}>
        {sentence !== "" && <Counter most={judged.most} left={judged.left} />}
      </span>
    </div>
  );
}
